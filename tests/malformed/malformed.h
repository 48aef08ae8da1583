/* Files that have to be refused, and how. */
#ifndef MALFORMED_MALFORMED_H
#define MALFORMED_MALFORMED_H

#include <stddef.h>
#include <stdint.h>

/* A text that may hold NULs, and its size. */
#define TEXT(literal) (literal), sizeof(literal) - 1

struct malformed {
    const char *what;
    const char *bytes; /* of the file; TEXT() */
    size_t size;
    size_t line, column; /* of the failure; 0: not checked */
    const char *says;    /* words of the message */
    const char *options; /* of the command; NULL: none */
    int code;            /* of the exit; 0: 3, malformed */
};

/* The cases of one kind of file. */
struct malformed_kind {
    const char *path;    /* of the file, in the folder of the test */
    const char *command; /* that reads it; its options follow */
    const struct malformed *cases;
    size_t count;
};

extern const struct malformed_kind malformed_csv, malformed_svmlight,
    malformed_script, malformed_theme, malformed_rows;

/* An NPY file: a header, and zeros behind it. */
struct malformed_npy {
    const char *what;
    const char *dictionary; /* NULL: one that is fine for 6 <f4 */
    size_t zeros;           /* bytes; 24 are right for the fine one */
    const char *prefix;     /* up to the length of the header; NULL: 1.0 */
    size_t length;          /* declared of the header; 0: as it is */
    const char *says;
    int code; /* 0: 3, malformed */
};

extern const struct malformed_npy malformed_npy[];
extern const size_t malformed_npy_count;

/* A number of a fine NPZ archive that is overwritten. */
enum zip_part {
    ZIP_HEAD,  /* before a member */
    ZIP_ENTRY, /* of the directory */
    ZIP_END,
};

struct malformed_npz {
    const char *what;
    enum zip_part part;
    size_t member;       /* 0: X, 1: y */
    size_t offset, size; /* of the field within the part */
    uint64_t value;
    const char *says;
    int code; /* 0: 3, malformed */
};

extern const struct malformed_npz malformed_npz[];
extern const size_t malformed_npz_count;

#endif

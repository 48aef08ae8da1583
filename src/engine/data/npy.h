/* One array in NumPy's NPY format, from any source of bytes. */
#ifndef DATA_NPY_H
#define DATA_NPY_H

#include "data/dtype.h"
#include "riffle/limits.h"
#include "riffle/status.h"

/* Where the bytes come from. */
struct npy_source {
    /* At most `size` bytes, *got = 0 only at the end. */
    enum riffle_status (*read)(struct npy_source *source, void *bytes,
                               size_t size, size_t *got,
                               struct riffle_error *err);
    const char *path;   /* for messages; */
    const char *member; /* likewise; NULL: the file is the array */
    size_t size;        /* bytes in all */
    size_t offset;      /* read so far; begins at 0 */
    const struct riffle_limits *limits; /* borrowed */
};

enum { NPY_SHAPE = 2 };

struct npy {
    struct npy_source *source; /* borrowed, behind the header */
    const struct dtype *dtype; /* NULL: text */
    char text;                 /* 'U' or 'S'; 0: numbers */
    bool big;                  /* the highest byte comes first */
    bool fortran;              /* columns one after the other */
    size_t item;               /* bytes */
    size_t first;              /* offset of the first item */
    size_t dimensions;         /* as declared */
    size_t shape[NPY_SHAPE];   /* rows; items of each, 1 for one dimension */
};

/*
 * Read the header and check it: the size it declares is exactly what the
 * source has left. Fails with RIFFLE_EFORMAT and the byte, before allocating
 * anything that the header asks for.
 */
enum riffle_status npy_open(struct npy *npy, struct npy_source *source,
                            struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * All items as doubles. values: out, shape[0] x shape[1] row-major; NaN are
 * passed on, infinities and integers that are no double fail.
 */
enum riffle_status npy_numbers(struct npy *npy, double *values,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* All items of an array of text, as UTF-8, one after the other. */
typedef enum riffle_status npy_take(void *data, const char *text, size_t length,
                                    struct riffle_error *err);
enum riffle_status npy_texts(struct npy *npy, npy_take *take, void *data,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Fail with RIFFLE_EFORMAT: "PATH[MEMBER]: sentence". */
enum riffle_status npy_fail(const struct npy_source *source,
                            struct riffle_error *err, const char *format, ...)
    RIFFLE_PRINTF(3, 4);

/* Exactly `size` bytes; fails with RIFFLE_EFORMAT when there are fewer. */
enum riffle_status npy_take_bytes(struct npy_source *source, void *bytes,
                                  size_t size,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

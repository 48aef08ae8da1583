/* The published limits, all in one place. */
#ifndef RIFFLE_LIMITS_H
#define RIFFLE_LIMITS_H

#include <stddef.h>

#define RIFFLE_MAX_ROWS        ((size_t)100000000)
#define RIFFLE_MAX_FEATURES    ((size_t)65536)
#define RIFFLE_MAX_FIELD       ((size_t)1 << 20) /* bytes of one CSV field */
#define RIFFLE_MAX_RECORD      ((size_t)1 << 24) /* bytes of a svmlight line */
#define RIFFLE_MAX_NAME        ((size_t)4096)    /* bytes of a name or text */
#define RIFFLE_MAX_LEVELS      ((size_t)1024)    /* texts of one text column */
#define RIFFLE_MAX_NPY_HEADER  ((size_t)1 << 20)
#define RIFFLE_MAX_NPZ_MEMBERS ((size_t)1024)
#define RIFFLE_MAX_LINE        ((size_t)1 << 16) /* bytes of a command line */
#define RIFFLE_MAX_SOURCE      ((size_t)16)      /* depth of `source` */
#define RIFFLE_MAX_THEME       ((size_t)1 << 16) /* bytes of a theme file */
#define RIFFLE_MAX_SESSION     ((size_t)1 << 26) /* bytes of a saved session */

/*
 * Those that bound what a file may make the readers do, to be overridden:
 * riffle_load_options.limits. Zeroed fields mean the values above.
 */
struct riffle_limits {
    size_t rows, features;
    size_t field, record, name, levels;
    size_t npy_header, npz_members;
};

#endif

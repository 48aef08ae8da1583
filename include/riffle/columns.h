/* Named columns of numbers or words, written to a file in one go. */
#ifndef RIFFLE_COLUMNS_H
#define RIFFLE_COLUMNS_H

#include "riffle/status.h"

/* A count that is missing: an empty cell, null in JSON, -1 in NPY and NPZ. */
#define RIFFLE_NO_COUNT ((size_t)-1)

/* One of `numbers`, `counts` and `words` is set; all borrowed, n_rows long. */
struct riffle_column {
    const char *name;
    const double *numbers; /* a NaN is written as an empty cell, null in JSON */
    const size_t *counts;
    const char *const *words;
};

/*
 * Write the columns as CSV, JSON (an array of objects), NPY (one numeric
 * column) or NPZ (one member a column; words are left out), by the name's
 * end. The file is old or new, never half (riffle_save).
 */
enum riffle_status
riffle_columns_save(const char *path, const struct riffle_column *columns,
                    size_t n_columns, size_t n_rows,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

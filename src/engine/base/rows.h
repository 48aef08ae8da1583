/* Lists of row numbers. */
#ifndef BASE_ROWS_H
#define BASE_ROWS_H

#include "riffle/status.h"

/* Sort `rows` and drop what is there twice; returns how many are left. */
size_t rows_sort(size_t *rows, size_t count);

/*
 * RIFFLE_EUSAGE when a row of the list is not below `n`; `what` is "training"
 * or "test", for the message.
 */
enum riffle_status rows_check(const size_t *rows, size_t count, size_t n,
                              const char *what,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The distinct rows of a list, ascending.
 *
 * sorted    out, caller owns (free)
 * distinct  out, how many
 * Fails with RIFFLE_ENOMEM.
 */
enum riffle_status rows_distinct(const size_t *rows, size_t count,
                                 size_t **sorted, size_t *distinct,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

/* Moving rows between data sets. */
#ifndef DATA_DATASET_ROWS_H
#define DATA_DATASET_ROWS_H

#include "riffle/dataset.h"

/*
 * Copy the `count` rows whose `keep` is true into `out` (untouched on
 * failure). Fails with RIFFLE_ENOMEM.
 */
enum riffle_status
dataset_rows_copy(const struct riffle_rows *rows, size_t d, const bool *keep,
                  size_t count, struct riffle_rows *out,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Rows that are kept, and those that there is to be room for after them. */
struct row_counts {
    size_t kept, room;
};
/* Likewise, with room for more: out->n counts the kept ones. */
enum riffle_status
dataset_rows_copy_wider(const struct riffle_rows *rows, size_t d,
                        const bool *keep, struct row_counts counts,
                        struct riffle_rows *out,
                        struct riffle_error *err) RIFFLE_MUST_CHECK;
/* All of them. */
enum riffle_status
dataset_rows_copy_all(const struct riffle_rows *rows, size_t d,
                      struct riffle_rows *out,
                      struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Everything of `source` but rows and planted ones; `out` is zeroed before,
   and the caller's to free on failure. */
enum riffle_status dataset_describe(const struct riffle_dataset *source,
                                    struct riffle_dataset *out,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Keep the rows whose `keep` is true, in place and in order. */
void dataset_rows_filter(struct riffle_rows *rows, size_t d, const bool *keep);

/*
 * Draw k of n: `chosen` is n, true for the rows drawn. Fails with
 * RIFFLE_ENOMEM.
 */
enum riffle_status
dataset_rows_draw(bool *chosen, size_t n, size_t k, uint64_t seed,
                  const char *purpose,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Fine on zeroed rows. */
void dataset_rows_release(struct riffle_rows *rows);

#endif

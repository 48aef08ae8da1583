/* The training rows next to one of them: nearest, and the very same. */
#ifndef RIFFLE_NEIGHBOURS_H
#define RIFFLE_NEIGHBOURS_H

#include "riffle/fit.h"
#include "riffle/status.h"

struct riffle_neighbour {
    size_t row;
    double distance; /* sqrt((x - x')' H^-1 (x - x')) */
};

/*
 * The `k` rows nearest to `row` in the Hessian's metric, nearest first, `row`
 * itself left out, ties by row number.
 * neighbours  out, k, below the number of training rows
 * Fails with RIFFLE_EUSAGE (no such row), RIFFLE_ENOMEM. Cost: 3 n p flops.
 */
enum riffle_status riffle_nearest(const struct riffle_fit *fit, size_t row,
                                  size_t k, struct riffle_neighbour *neighbours,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The other training rows with the same features, number for number.
 * rows   out, ascending, caller owns (free)
 * count  out
 * Fails likewise. Cost: one pass over the rows.
 */
enum riffle_status
riffle_duplicates(const struct riffle_dataset *data, size_t row, size_t **rows,
                  size_t *count, struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

/* How far a measure can be from its exact value. */
#ifndef MEASURE_BOUND_H
#define MEASURE_BOUND_H

#include "measure/view.h"

/* The rows that a sum runs over, and how far their logits have moved. */
struct terms {
    const size_t *rows; /* of the view; NULL: all of them, in order */
    size_t count;
    const double *delta; /* count; NULL: not at all */
};

/* Row of the view behind term j. */
size_t terms_row(const struct terms *terms, size_t j);

/* Slopes of the function at the moved logits: count out. */
void terms_slopes(const struct riffle_measure *measure,
                  const struct terms *terms, double *slopes);

/* How far off the logits can be. */
struct reach {
    double radius; /* of the whitened parameters: all rows move along */
    double noise;  /* of row i's own logit, over ||Z_i||: rounding */
};

/*
 * Bound on the change of the measure within `reach` of where the terms are.
 * With r_i = (radius + noise) ||Z_i|| the smaller of
 *
 *   sum of spread(r_i)                            each row at its worst
 *   ||gradient|| radius + sum of |slope_i| (noise ||Z_i|| + (e^r_i - 1) r_i)
 *
 * where the second lets rows cancel: no slope here changes by more than the
 * factor e^r within r, as |d log slope / dz| <= 1. NaN when the radius is.
 *
 * gradient  p, at the terms; NULL: the first bound only
 */
double terms_bound(const struct riffle_measure *measure,
                   const struct terms *terms, const double *gradient,
                   struct reach reach);

#endif

/* Rows that join the training rows, as a fit sees them. */
#ifndef ATTRIBUTION_ARRIVALS_H
#define ATTRIBUTION_ARRIVALS_H

#include "riffle/exchange.h"

#include "model/fit.h"

/*
 * When the design was rotated (more features than rows), a row that comes may
 * point out of the span of those there are: x = Q'Q x + far. Only the penalty
 * speaks there, so that the whitened inner product of two such rows is
 * Z_i . Z_j + far_i . far_j / (lambda n). A shift then has a part b (m) beside
 * u (p): it moves theta by sum of b_j far_j / (lambda n) as well.
 */
struct arrivals {
    size_t m;
    double *z;        /* m x p: whitened rows */
    double *residual; /* m, at the fit */
    double *weight;   /* m */
    double *far;      /* m x n_features; NULL: the design is not rotated */
    double *gram;     /* m x m: far_i . far_j / (lambda n); NULL likewise */
};

enum riffle_status arrivals_init(struct arrivals *arrivals,
                                 const struct riffle_fit *fit,
                                 const struct riffle_exchange *exchange,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;
void arrivals_release(struct arrivals *arrivals);

/* Arrival j alone; borrows from `all`. */
struct arrivals arrivals_one(const struct arrivals *all,
                             const struct riffle_fit *fit, size_t j);

#endif

/* The Hessian of F_-T at a trial's point, whitened, for its certificate. */
#ifndef ATTRIBUTION_EXACT_HESSIAN_H
#define ATTRIBUTION_EXACT_HESSIAN_H

#include "attribution/trial.h"

/* All that a certificate needs of K = share I + Z' diag(curvature) Z. */
struct exact_hessian {
    double floor;    /* below its smallest eigenvalue; 0: not definite */
    double error;    /* of K, in the 2-norm */
    double reach;    /* ||Z' diag(weight) Z|| is at most this */
    double gradient; /* ||gradient|| in the norm of K^-1 */
    double longest;  /* largest Z_i' K^-1 Z_i of the rows kept */
};

/* Flops of exact_hessian_init. */
double exact_hessian_cost(const struct riffle_fit *fit);
/* Not worth sparing. */
static const double EXACT_CHEAP = 1e8;

/* weight: n, at the point, 0 for T. Fails with RIFFLE_ENOMEM. */
enum riffle_status
exact_hessian_init(struct exact_hessian *exact, const struct trial *trial,
                   const double *weight,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

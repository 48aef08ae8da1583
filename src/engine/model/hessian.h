/* The Hessian of the fit's objective in solver columns. */
#ifndef MODEL_HESSIAN_H
#define MODEL_HESSIAN_H

#include "model/problem.h"

/* Rows weighed at a time by those who sum a Hessian. */
enum { HESSIAN_CHUNK = 512 };

/*
 * The Hessian's lower half (p x p) at `logit`. Sparse rows cost their entries
 * squared, dense ones n p^2 flops. RIFFLE_ENOMEM only.
 */
enum riffle_status problem_hessian(const struct problem *problem,
                                   const double *logit, double *hessian,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Likewise, summed in single precision where rows are dense: twice as fast,
   and good enough to precondition with. */
enum riffle_status
problem_rough_hessian(const struct problem *problem, const double *logit,
                      double *hessian,
                      struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The Hessian (p x p, lower half) becomes its factor; false when it is not
 * positive definite. condition: its estimated 1-norm condition number, once
 * powers of two have brought the diagonal near 1. scale, work: p.
 */
bool hessian_factor(size_t p, double *hessian, double *scale, double *work,
                    double *condition) RIFFLE_MUST_CHECK;

#endif

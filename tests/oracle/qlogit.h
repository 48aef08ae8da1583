/*
 * Penalised logistic regression in quadruple precision: naive loops, nothing
 * shared with the engine. An oracle for its bounds.
 */
#ifndef ORACLE_QLOGIT_H
#define ORACLE_QLOGIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { QLOGIT_MAX = 16 }; /* parameters */

typedef __float128 quad;

/* sum over the kept rows of log loss + sum_j penalty_j theta_j^2 / 2 */
struct qlogit {
    size_t n, d;
    const double *x;  /* n x d, a column of ones where there is an intercept */
    const uint8_t *y; /* n */
    const bool *kept; /* n */
    const quad *penalty; /* d */
};

quad qlogit_exp(quad x);
quad qlogit_log1p(quad x); /* x >= 0 */
quad qlogit_root(quad x);

/* x_i . theta */
quad qlogit_logit(const struct qlogit *q, size_t i, const quad *theta);

/*
 * Newton's method from theta, damped, until a step is below 1e-24 of theta's
 * size. False when that does not come about: there is no optimum.
 */
bool qlogit_solve(const struct qlogit *q, quad *theta);

/* ||v|| in the norm of the Hessian at theta. */
quad qlogit_norm(const struct qlogit *q, const quad *theta, const quad *v);

#endif

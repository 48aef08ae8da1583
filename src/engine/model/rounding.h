/*
 * What rounding can have done to a fit's numbers: the constants of the
 * certificates (mathematics 3.2; Higham 2002, chapters 3 and 10; Higham and
 * Mary 2019 for how large a sum's error gets).
 *
 * M = L L' with the factor as computed is the norm of every certificate; the
 * Hessian itself lies within a factor 1 +- `hessian` of it.
 */
#ifndef MODEL_ROUNDING_H
#define MODEL_ROUNDING_H

#include "riffle/status.h"

#include <stddef.h>

struct riffle_fit;
struct basis;

struct rounding {
    double *size;      /* n: norm of training row i in solver columns */
    double *size_test; /* m: of test row i */
    double logit;      /* |error of logit i| over size_i ||w|| */
    double sum;        /* relative error of a sum over the training rows */
    double columns;    /* ||L^-1 e||, e_j the norms of the solver columns */
    double factor;     /* ||L^-1 e||, e_j the norms of L's rows */
    double rotate;     /* relative error of rotating a row; 0: not rotated */
    double map;        /* relative error of theta from w, and of w from theta */
    double solve;   /* relative error of Z, given the rows in solver columns */
    double turn;    /* what the rotation being inexact changes of Z */
    double hessian; /* of the Hessian against M, in the norm of M */
    double norm;    /* ||L||, Frobenius */
};

/* Relative error of a sum of n products, but for a chance of 1e-7. */
double rounding_gamma(size_t n);

/* Of a logit, over ||x_i|| ||theta||, and of a sum over n rows. */
double rounding_logit(size_t d);
double rounding_sum(size_t n);

/*
 * Fill fit->rounding; `z` still holds the design, `factor` is there.
 * moved  largest change of a logit since the factor's Hessian
 * Cost n p, and p^3 when p is small or there is no penalty to lean on.
 */
enum riffle_status rounding_init(struct riffle_fit *fit, double moved,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Fill size_test, allocated, from the test rows in solver columns. */
void rounding_test(struct riffle_fit *fit);
void rounding_release(struct rounding *rounding);

/* ||w|| of the solver parameters that theta (d) stands for. */
double rounding_reach(const struct basis *basis, const double *theta);

/* A point and the gradient that the engine computed there. */
struct gradient_at {
    const double *weight;   /* n; 0 for a row that is not in the sum */
    const double *residual; /* n; likewise */
    const double *theta;    /* d */
    double size;            /* ||gradient||_2, in theta */
    double share;           /* of the penalty */
};

/*
 * Bounds on its error: logits and column sums in blocks, from the data, every
 * residual right to a few units of its last place.
 */
struct gradient_error {
    double logits; /* in the norm of the inverse Hessian at the point itself */
    double sums;   /* in the norm of M^-1 */
};
struct gradient_error rounding_gradient(const struct riffle_fit *fit,
                                        const struct gradient_at *at);

#endif

/* The objective of the fit in solver columns: value, gradient, Hessian. */
#ifndef MODEL_PROBLEM_H
#define MODEL_PROBLEM_H

#include "riffle/status.h"

#include "linalg/sparse.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* F(w) = sum_i loss(x_i . w, y_i) + w' diag(penalty) w / 2; all borrowed. */
struct problem {
    size_t n, p;
    const double *x; /* n x p */
    const uint8_t *y;
    const double *penalty;        /* p, none negative */
    const struct sparse *sparse;  /* the same rows as x, or NULL, */
    const struct sparse *columns; /* and transposed */
};

/* out (n) = X v */
void problem_multiply(const struct problem *problem, const double *v,
                      double *out);
/* out (p): diagonal of the Hessian at `logit`; weight: scratch n. */
void problem_diagonal(const struct problem *problem, const double *logit,
                      double *weight, double *out);

/* A point of the descent and everything known there. */
struct iterate {
    double *w;        /* p */
    double *logit;    /* n */
    double *residual; /* n */
    double *gradient; /* p */
    double objective;
};

enum riffle_status iterate_init(struct iterate *at,
                                const struct problem *problem,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;
void iterate_release(struct iterate *at);

/* Everything else at `w`. */
void iterate_evaluate(struct iterate *at, const struct problem *problem);

/* F at the point, whose logits are known. */
double problem_value(const struct problem *problem, const struct iterate *at);

/* F at w + a s, where X s is known; cost O(n). */
double problem_along(const struct problem *problem, const struct iterate *at,
                     const double *s, const double *xs, double a);

/* The longest of 1, 1/2, 1/4 ... so that w + a step lowers F; 0: none does. */
double iterate_search(const struct iterate *at, const struct problem *problem,
                      const double *step, const double *x_step);

/* out = H v at `logit` without forming H; xv: scratch n. */
void problem_apply_hessian(const struct problem *problem, const double *logit,
                           const double *v, double *xv, double *out);

#endif

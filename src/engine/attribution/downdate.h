/* The leave-T-out Hessian at the fit, whitened, ready to be solved with. */
#ifndef ATTRIBUTION_DOWNDATE_H
#define ATTRIBUTION_DOWNDATE_H

#include "riffle/removal.h"

#include "model/fit.h"

/*
 * P = I - Z_T' A_T Z_T, the penalty as it was. With k < p by Woodbury through
 * S = I - A^1/2 Z_T Z_T' A^1/2 (k x k; its diagonal is 1 - leverage), else
 * densely (p x p).
 */
struct downdate {
    const struct riffle_fit *fit;
    size_t k;
    const size_t *rows;   /* borrowed, as is */
    const double *weight; /* how much of each goes; NULL: all of it */
    double *factor;       /* of S, or of P itself when k >= p */
    double *work;         /* k */
    double floor; /* below every eigenvalue of P; NaN unless asked for */
};

/*
 * want_floor  bound the eigenvalues, too: two more factors, k^3 / 3 flops each
 * Cost k^2 p + k^3 / 3 flops. Fails with RIFFLE_EUNIDENTIFIABLE or
 * RIFFLE_EILLCONDITIONED when P is not definite, RIFFLE_ENOMEM.
 */
enum riffle_status downdate_init(struct downdate *down,
                                 const struct riffle_fit *fit,
                                 const struct riffle_removal *removal,
                                 bool want_floor,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Likewise for the rows that `down` names already: fit, k, rows, weight. */
enum riffle_status downdate_fill(struct downdate *down, bool want_floor,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;
void downdate_release(struct downdate *down);

/* The least square of a pivot, k > 0: never below the smallest eigenvalue. */
double downdate_least(const struct downdate *down);

/* x = P^-1 x; 4 k p flops, or 2 p^2. */
void downdate_solve(const struct downdate *down, double *x);

/* Likewise with the rows of `z`, the fit's in single precision: half the
   memory to read, good enough to precondition with. room: 2 p. */
void downdate_solve_single(const struct downdate *down, const float *z,
                           float *room, double *x);

/* out -= Z_T' A_T Z_T x; 4 k p flops. */
void downdate_subtract(const struct downdate *down, const double *x,
                       double *out);

/* Largest Z_i' P^-1 Z_i over the rows marked; 2 n k p flops. */
enum riffle_status downdate_longest(const struct downdate *down,
                                    const bool *marked, double *longest,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;
#endif

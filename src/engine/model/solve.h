/* Newton's method with a line search, to the rounding floor. */
#ifndef MODEL_SOLVE_H
#define MODEL_SOLVE_H

#include "riffle/progress.h"

#include "model/problem.h"

struct solution {
    struct iterate at; /* the optimum */
    double *factor;    /* p x p: of the Hessian there */
    double condition;  /* its estimated 1-norm condition number */
    double moved;      /* largest logit change since that Hessian */
    size_t iterations; /* Newton steps */
};

/*
 * Minimise. Directions come from conjugate gradients: preconditioned by the
 * diagonal while that is quick, then by the last factor, which is renewed, in
 * single precision, when that is cheaper than iterating. Ends with exact steps from a fresh factor,
 * below the rounding of the logits.
 *
 * start      p, to begin at; NULL: zeros
 * tolerance  of the relative gradient, in solver columns
 * solution   out, caller owns (solution_release); untouched on failure
 *
 * Fails with RIFFLE_EUNIDENTIFIABLE or RIFFLE_EILLCONDITIONED when a factor
 * cannot be had, RIFFLE_ESEPARATED when, unpenalised, every row ends up on its
 * own side, RIFFLE_ENOTCONVERGED, RIFFLE_ENOMEM, RIFFLE_STOPPED.
 */
enum riffle_status solve(const struct problem *problem, const double *start,
                         double tolerance,
                         const struct riffle_progress *progress,
                         struct solution *solution,
                         struct riffle_error *err) RIFFLE_MUST_CHECK;
void solution_release(struct solution *solution);

#endif

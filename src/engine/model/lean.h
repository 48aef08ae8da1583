/* Newton's method without an exact factor, for problems large enough. */
#ifndef MODEL_LEAN_H
#define MODEL_LEAN_H

#include "riffle/progress.h"

#include "model/pass.h"
#include "model/problem.h"

/*
 * Directions by conjugate gradients whose products read the rows once, dense
 * ones in single precision; preconditioned by the diagonal and, when that
 * takes longer than a factor would, by one in single precision. Gradients are
 * in double precision and from the data as loaded, so that the optimum is as
 * exact as with an exact factor.
 */
struct lean {
    struct pass pass;
    struct problem problem; /* without rows: these are the pass's */
    struct iterate at;
    double *weight; /* n, at the point */
    double *start;  /* p: the gradient at zero */
    size_t iterations;
};

/* penalty: p, borrowed; positive but for that of a free intercept. */
enum riffle_status lean_init(struct lean *lean, const struct pass_of *of,
                             const double *penalty,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
void lean_release(struct lean *lean);

/*
 * Minimise from `start` (p; NULL: zeros) on to the rounding floor, by way of
 * `tolerance` of the relative gradient.
 *
 * arrived  out: false when exact factors would serve better; `at` then is
 *          where they can begin
 * Fails with RIFFLE_ENOMEM or RIFFLE_STOPPED.
 */
enum riffle_status lean_solve(struct lean *lean, const double *start,
                              double tolerance,
                              const struct riffle_progress *progress,
                              bool *arrived,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

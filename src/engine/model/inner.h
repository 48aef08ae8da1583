/* Conjugate gradients for one Newton direction. */
#ifndef MODEL_INNER_H
#define MODEL_INNER_H

#include "riffle/status.h"

#include <stdbool.h>
#include <stddef.h>

struct inner {
    size_t p;
    double *rest, *along, *image, *solved; /* p each */
};

/* The Hessian and what stands in for its inverse; `data` is theirs. */
struct inner_system {
    void (*apply)(void *data, const double *v, double *out);
    void (*precondition)(void *data, double *x);
    void (*taken)(void *data, double length); /* of `v` of the last apply, went
                                                 into the step; may be NULL */
    bool (*go_on)(void *data); /* asked before each iteration; may be NULL */
    void *data;
};

/* Relative size of the rest to end at, in the preconditioner's norm. */
struct inner_stop {
    double target;
    size_t limit; /* iterations */
};

enum riffle_status inner_init(struct inner *inner, size_t p,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
void inner_release(struct inner *inner);

/*
 * step (p, out) = about minus H^-1 gradient. Returns the iterations taken;
 * *reached: to the target. Ends before it when go_on says no.
 */
size_t inner_solve(const struct inner *inner, const struct inner_system *system,
                   const double *gradient, struct inner_stop stop, double *step,
                   bool *reached);

#endif

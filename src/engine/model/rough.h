/* A factor of the Hessian in single precision, to precondition with. */
#ifndef MODEL_ROUGH_H
#define MODEL_ROUGH_H

#include "model/pass.h"

struct rough {
    size_t p;
    float *factor;   /* p x p; NULL: not there yet */
    float *diagonal; /* p: of the Hessian */
    float *x;        /* p: room */
};

/*
 * The factor at these weights (n) of dense rows. What rounding has taken from
 * it is given back on the diagonal until it is positive definite; *ok is false
 * when that does not do. p^2 x 4 bytes; n p^2 + p^3 / 3 flops.
 */
enum riffle_status rough_renew(struct rough *rough, const struct pass *pass,
                               const double *weight, const double *penalty,
                               bool *ok,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
void rough_solve(const struct rough *rough, double *x);
void rough_release(struct rough *rough);

#endif

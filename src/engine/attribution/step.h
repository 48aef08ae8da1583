/* One Newton step of the objective after rows have gone and come. */
#ifndef ATTRIBUTION_STEP_H
#define ATTRIBUTION_STEP_H

#include "attribution/arrivals.h"

/* From a fit with n rows to n - k + m of them. */
struct step_change {
    const struct riffle_removal *gone; /* k may be 0 */
    const struct arrivals *come;       /* NULL: none */
};

/*
 * v (p + m; zeroed before) becomes the shift in whitened coordinates: u, then
 * the arrivals' b.
 *
 * Fails with RIFFLE_EEMPTY, RIFFLE_EUNIDENTIFIABLE, RIFFLE_EILLCONDITIONED,
 * RIFFLE_ENOMEM. Cost k^2 p + m^2 p + (k^3 + m^3) / 3 flops.
 */
enum riffle_status step_newton(const struct riffle_fit *fit,
                               const struct step_change *change, double *v,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * v += minus the gradient, at the fit, of the objective after the change:
 * what the change pulls at, in whitened coordinates.
 */
void step_gradient(const struct riffle_fit *fit,
                   const struct step_change *change, double *v);

#endif

/* Representer values: what `representer` ranks by and `explain` may sum. */
#ifndef ATTRIBUTION_REPRESENTER_H
#define ATTRIBUTION_REPRESENTER_H

#include "riffle/status.h"

#include "model/fit.h"

/*
 * values_i = r_i x_i.v / (lambda n) over the penalised columns: minus row i's
 * term of v.theta, which they sum to but for a free intercept's part.
 *
 * gradient  p: v, whitened
 * values    out, n; untouched on failure
 * Fails with RIFFLE_ENOTAPPLICABLE when lambda is 0, RIFFLE_ENOMEM. Cost: one
 * product with Z. Yeh et al. 2018; mathematics 2.4.
 */
enum riffle_status representer(const struct riffle_fit *fit,
                               const double *gradient, double *values,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

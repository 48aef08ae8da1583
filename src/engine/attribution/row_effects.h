/* Linear effects of removing each training row by itself, all in one pass. */
#ifndef ATTRIBUTION_ROW_EFFECTS_H
#define ATTRIBUTION_ROW_EFFECTS_H

#include "riffle/status.h"

#include <stdbool.h>

#include "model/fit.h"

/*
 * With v~ the measure's whitened gradient, g~_i = r_i Z_i + q (q = pull / n
 * under penalty=scaled, else 0), and M what is left of the whitened Hessian
 * once one row's share of the penalty is gone:
 *
 *   influence  v~ . g~_i                              (M left at I)
 *   rescaled   v~ . (M - weight_i Z_i Z_i')^-1 g~_i   (its own Newton step)
 *
 * gradient  p, or NULL: each row's own loss, v~ = r_i Z_i
 * values    out, n; NaN where fit->slack is 0; untouched on failure
 * Cost: one product with Z, two under penalty=scaled. Mathematics 2.2.
 */
enum riffle_status row_effects(const struct riffle_fit *fit,
                               const double *gradient, bool rescaled,
                               double *values,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Changes of each row's own logit by its leave-one-out Newton step, not only
 * to first order in the loss. values: out, n; as above.
 */
enum riffle_status row_own_changes(const struct riffle_fit *fit, double *values,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

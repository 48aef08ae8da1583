/* How far a fit can be from the optimum (mathematics 3.2). */
#ifndef MODEL_CERTIFY_H
#define MODEL_CERTIFY_H

#include "model/fit.h"
#include "model/lean.h"

/*
 * Bound on ||theta - optimum|| in the norm of H at theta:
 * -ln(1 - rho nu) / rho, or NaN when rho nu >= 1 proves nothing.
 */
double certify_radius(double rho, double nu);

/*
 * Fill the summary's relative gradient, decrement and bound. The gradient is
 * computed again from the data as loaded, its rounding bounded.
 */
enum riffle_status certify_fit(struct riffle_fit *fit,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Likewise where there is no factor yet: the Hessian is at least the penalty,
 * and, for a free intercept, its own curvature (below). What the lean solver
 * holds is from the data as loaded already.
 */
enum riffle_status certify_lean(struct riffle_fit *fit, struct lean *lean,
                                const struct pass_survey *survey,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

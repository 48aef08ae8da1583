/* What only estimates need: the factor, whitened rows, leverages. */
#ifndef MODEL_COMPLETE_H
#define MODEL_COMPLETE_H

#include "model/fit.h"

/* diag of the penalty in solver columns: lambda n D, scaled as they are. */
void complete_penalty(struct riffle_fit *fit);

/* A condition beyond what leaves three digits; status of the refusal. */
enum riffle_status complete_check(const struct riffle_fit *fit,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * All of it from `z`, which still holds the design, and the factor, which are
 * there. w: p, theta in solver columns; moved: largest change of a logit since
 * the factor's Hessian.
 */
enum riffle_status complete_with(struct riffle_fit *fit, const double *w,
                                 double moved,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

/* What the estimator and the scores share about leaving one row out. */
#ifndef ATTRIBUTION_LEAVE_ONE_H
#define ATTRIBUTION_LEAVE_ONE_H

#include "model/fit.h"

/* Closer to 1 than this, 1 - leverage has no digits left. */
static const double SMALLEST_SLACK = 1e-12;

/*
 * x = M^-1 x: M the whitened Hessian once one row's share of the penalty is
 * gone (penalty=scaled only).
 */
void leave_one_solve(const struct riffle_fit *fit, double *x);

#endif

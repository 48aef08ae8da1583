/* What the estimator and the scores share about leaving one row out. */
#ifndef ATTRIBUTION_LEAVE_ONE_H
#define ATTRIBUTION_LEAVE_ONE_H

#include "model/fit.h"

/* A row of smaller fit->slack determines some direction all by itself. */
static const double SMALLEST_SLACK = 1e-30;

/*
 * x = M^-1 x: M the whitened Hessian once one row's share of the penalty is
 * gone (penalty=scaled only).
 */
void leave_one_solve(const struct riffle_fit *fit, double *x);

#endif

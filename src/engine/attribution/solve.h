/* What approximate solves with H share: products with it, without a factor. */
#ifndef ATTRIBUTION_SOLVE_H
#define ATTRIBUTION_SOLVE_H

#include "riffle/score.h"

#include "model/fit.h"

/*
 * The plain rows (n x p), and the measure's gradient as a plain vector with
 * room for another behind it (2 p); the caller's both. Fails as score_gradient.
 */
enum riffle_status solve_begin(const struct riffle_score_query *query,
                               double **x, double **v,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* values_i = g_i.s, s a plain vector, x the plain rows; (lambda D theta).s
   beside when scaled. Fails with RIFFLE_ENOMEM. */
enum riffle_status
solve_project_rows(const struct riffle_fit *fit, const double *x,
                   const double *s, double *values,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* out = H s from the plain rows; work: n. 4 n p flops. */
void solve_apply(const struct riffle_fit *fit, const double *x, const double *s,
                 double *work, double *out);

#endif

/*
 * The rows as they are in the data's units: where inner products, norms and
 * gradient descent live. A plain vector has p entries: features (rotated into
 * the span of the training rows when there are more of them than rows, which
 * keeps every inner product with a training row), then the intercept.
 */
#ifndef ATTRIBUTION_PLAIN_H
#define ATTRIBUTION_PLAIN_H

#include "riffle/status.h"

#include "model/fit.h"

/* n x p training rows, caller owns. Cost n p, or n p d when rotated. */
enum riffle_status plain_rows(const struct riffle_fit *fit, double **rows,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/* norms  out, n: lengths of the rows, the intercept's 1 counted. */
void plain_norms(const struct riffle_fit *fit, double *norms);

/* A whitened gradient as a plain one, in place; p^2 flops. */
void plain_gradient(const struct riffle_fit *fit, double *vector);
/* A plain gradient, or row, as a whitened one, in place; p^2 flops. */
void plain_whiten(const struct riffle_fit *fit, double *vector);
/* Plain parameters as a whitened point, whose logits are Z times it. */
void plain_point(const struct riffle_fit *fit, double *vector);

/* The fit's own parameters, plain; out: p. */
void plain_theta(const struct riffle_fit *fit, double *out);

/*
 * Parameters' penalty per row, lambda D, on plain parameters: lambda, or 0 for
 * a free intercept.
 */
double plain_penalty(const struct riffle_fit *fit, size_t j);

/*
 * out such that Z_i . out = x_i . v, v the plain vector of the whitened
 * gradient; weights (p; NULL: all 1) scale the plain entries between.
 */
void plain_products(const struct riffle_fit *fit, const double *gradient,
                    const double *weights, double *out);

#endif

/* From the data's columns to the columns that the solver works with. */
#ifndef MODEL_BASIS_H
#define MODEL_BASIS_H

#include "riffle/fit.h"

/*
 * Either every column scaled by a power of two (exact) with the intercept as
 * last column, or, when there are more features than rows, the rows rotated
 * into the span of the training rows (X = R Q, Q orthonormal; exact for an L2
 * penalty), again with the intercept last.
 */
struct basis {
    size_t n_features;
    size_t d; /* parameters: n_features + intercept */
    size_t p; /* solver columns, the intercept counted */
    bool intercept;
    double *scale;      /* n_features powers of two; NULL when rotated */
    double *reflectors; /* rank x n_features, and their scales; or NULL */
    double *reflector_scale;
};

/*
 * design  out, n x p, caller owns: the training rows in solver columns
 */
enum riffle_status basis_new(const struct riffle_dataset *data, bool intercept,
                             struct basis **basis, double **design,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
void basis_free(struct basis *basis);

/* Rows of features (n x n_features) as solver rows (n x p), caller owns. */
enum riffle_status basis_rows(const struct basis *basis, size_t n,
                              const double *x, double **out,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Solver parameters w (p) as parameters theta (d). */
enum riffle_status basis_theta(const struct basis *basis, const double *w,
                               double *theta,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
/* The solver row (p) whose logit is parameter j < d. */
enum riffle_status basis_parameter(const struct basis *basis, size_t j,
                                   double *out,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * A gradient in theta (d) as the gradient in solver parameters (p): theta is
 * linear in them, so this is that map transposed. scratch: n_features.
 */
enum riffle_status basis_gradient(const struct basis *basis,
                                  const double *gradient, double *scratch,
                                  double *out,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

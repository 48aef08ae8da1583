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
    double *scale;    /* n_features powers of two; NULL when rotated */
    double *rotation; /* rank x n_features, orthonormal rows; or NULL */
};

/*
 * Whether the rows are rotated: when there are more features than rows. Not
 * where they are many and hardly more, which costs more than it saves, if the
 * penalty holds well what lies out of the rows' span.
 */
bool basis_rotates(const struct riffle_dataset *data, double lambda);
/* Solver columns. */
size_t basis_columns(const struct riffle_dataset *data, double lambda,
                     bool intercept);

/*
 * design  out, n x p, caller owns: the training rows in solver columns
 */
enum riffle_status basis_new(const struct riffle_dataset *data, double lambda,
                             bool intercept, struct basis **basis,
                             double **design,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
void basis_free(struct basis *basis);

/* Rows of features (n x n_features) as solver rows (n x p), caller owns. */
enum riffle_status basis_rows(const struct basis *basis, size_t n,
                              const double *x, double **out,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
/*
 * Solver parameters as parameters: count rows of w (p each) become rows of
 * theta (d each). scratch: count x p.
 */
void basis_theta(const struct basis *basis, size_t count, const double *w,
                 double *scratch, double *theta);
/*
 * Gradients in theta (count x d) as gradients in solver parameters (count x
 * p): theta is linear in them, so this is that map transposed. scratch:
 * count x n_features.
 */
void basis_gradient(const struct basis *basis, size_t count,
                    const double *gradient, double *scratch, double *out);
/* theta (d) as solver parameters (p); what lies out of the span is lost. */
void basis_parameters(const struct basis *basis, const double *theta,
                      double *w);
/* The solver row (p) whose logit is parameter j < d. */
void basis_parameter(const struct basis *basis, size_t j, double *out);

#endif

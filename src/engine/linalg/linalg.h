/*
 * Dense linear algebra, row-major, doubles: the engine's only way to BLAS and
 * LAPACK. Sizes are size_t; each is checked to fit before it reaches them.
 * A "factor" is a lower triangular L with A = L L', its upper half ignored.
 */
#ifndef LINALG_LINALG_H
#define LINALG_LINALG_H

#include <stdbool.h>
#include <stddef.h>

double dot(size_t n, const double *a, const double *b);
double norm(size_t n, const double *a);
/* y += alpha x */
void add_scaled(size_t n, double alpha, const double *x, double *y);

/* y = A x, A m x n */
void multiply(size_t m, size_t n, const double *a, const double *x, double *y);
/* y = A' x, A m x n */
void multiply_transposed(size_t m, size_t n, const double *a, const double *x,
                         double *y);

/* y += A' x, A m x n */
void add_multiple(size_t m, size_t n, const double *a, const double *x,
                  double *y);

/* C = A B, A m x k, B k x n */
void multiply_matrix(size_t m, size_t n, size_t k, const double *a,
                     const double *b, double *c);
/* C = A B', A m x k, B n x k: all inner products of two sets of rows */
void multiply_rows(size_t m, size_t n, size_t k, const double *a,
                   const double *b, double *c);
/*
 * The same, but the k products of an entry are summed in blocks, and the
 * blocks with compensation: an entry's error is at most gamma(summing_depth(k))
 * times the sum of its products' sizes. work: 3 m SUM_STRIP.
 */
enum { SUM_STRIP = 256, SUM_BLOCK = 32 };
void multiply_matrix_in_blocks(size_t m, size_t n, size_t k, const double *a,
                               const double *b, double *work, double *c);
void multiply_rows_in_blocks(size_t m, size_t n, size_t k, const double *a,
                             const double *b, double *work, double *c);
size_t summing_depth(size_t k);
/* a . b, likewise */
double dot_in_blocks(size_t n, const double *a, const double *b);
/* total + rest += term, two doubles for each sum; term becomes 0. */
void add_compensated(size_t n, double *term, double *total, double *rest);
/* C += A B, A m x k, B k x n */
void add_product(size_t m, size_t n, size_t k, const double *a, const double *b,
                 double *c);
/* Some of these in single precision, for directions only. */
float dot_single(size_t n, const float *a, const float *b);
void add_scaled_single(size_t n, float alpha, const float *x, float *y);
void multiply_single(size_t m, size_t n, const float *a, const float *x,
                     float *y);
void add_multiple_single(size_t m, size_t n, const float *a, const float *x,
                         float *y);
void multiply_rows_single(size_t m, size_t n, size_t k, const float *a,
                          const float *b, float *c);
void add_product_single(size_t m, size_t n, size_t k, const float *a,
                        const float *b, float *c);
/* lower half of C += alpha A' A, A m x n */
void add_gram_columns(size_t m, size_t n, double alpha, const double *a,
                      double *c);
/* Likewise with alpha 1 in single precision. */
void add_gram_columns_single(size_t m, size_t n, const float *a, float *c);
/* lower half of C = A A', A m x n */
void gram_rows(size_t m, size_t n, const double *a, double *c);

/* Lower half of A becomes its factor; false when A is not positive definite
   or not finite. */
bool factorise(size_t n, double *a);
/* Likewise in single precision, to precondition with. */
bool factorise_single(size_t n, float *a);
void solve_lower_single(size_t n, const float *l, float *x);
void solve_lower_transposed_single(size_t n, const float *l, float *x);
/* Reciprocal 1-norm condition of A, estimated; `norm1` is of A itself. */
double factor_condition(size_t n, const double *l, double norm1);
/*
 * A number below every eigenvalue of A (n x n, lower half), which `l`
 * factorises, close to the least; 0 when there is no telling. That A - floor I
 * has a factor proves it, up to the rounding of that. Destroys l; work: n.
 */
double eigenvalue_floor(size_t n, const double *a, double *l, double *work);
/*
 * Eigenvalues (ascending) and vectors of a symmetric A (lower half); A's rows
 * become the vectors. False when it has no answer. About 9 n^3 flops.
 */
bool eigenvectors(size_t n, double *a, double *values);
/* x = L^-1 x, x = L^-T x */
void solve_lower(size_t n, const double *l, double *x);
void solve_lower_transposed(size_t n, const double *l, double *x);
/* B = L^-1 B, L m x m, B m x n */
void solve_lower_matrix(size_t m, size_t n, const double *l, double *b);
/* Each row of B (m x n) becomes L^-1 times it: B = B L^-T. */
void whiten_rows(size_t m, size_t n, const double *l, double *b);
/* Each row of B (m x n) becomes L^-T times it: B = B L^-1. */
void unwhiten_rows(size_t m, size_t n, const double *l, double *b);

/*
 * A vector v with A v = 0 to rounding, A positive semidefinite (lower half),
 * by a pivoted factorisation; destroys A. False when A has full rank.
 */
bool null_vector(size_t n, double *a, double *v);

/*
 * A = L Q with orthonormal rows: A and Q are m x n, m <= n; `rows` (m x m)
 * becomes L. False when memory ran out.
 */
bool row_basis(size_t m, size_t n, const double *a, double *q, double *rows);

#endif

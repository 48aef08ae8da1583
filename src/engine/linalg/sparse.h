/* Rows that are mostly zeros, kept by their other entries. */
#ifndef LINALG_SPARSE_H
#define LINALG_SPARSE_H

#include <stddef.h>
#include <stdint.h>

/* Compressed rows: entries start[i] .. start[i + 1] - 1 belong to row i. */
struct sparse {
    size_t n, p;
    size_t *start;    /* n + 1 */
    uint32_t *column; /* one for each entry */
    double *value;
};

/*
 * A copy of a dense matrix (n x p), caller owns (sparse_free). NULL when it is
 * too full for that to be quicker, or when memory ran out: then the dense one
 * serves.
 */
struct sparse *sparse_new(size_t n, size_t p, const double *dense);
void sparse_free(struct sparse *sparse);

/* Share of entries that are not zero. */
double sparse_density(const struct sparse *sparse);

/* y = A x */
void sparse_multiply(const struct sparse *a, const double *x, double *y);
/* y = A' x */
void sparse_multiply_transposed(const struct sparse *a, const double *x,
                                double *y);
/* y_j = sum_i weight_i A_ij^2 */
void sparse_squares(const struct sparse *a, const double *weight, double *y);

#endif

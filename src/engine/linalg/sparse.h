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
/* A', likewise (NULL for NULL); entries of a row come in the order of the rows of A. */
struct sparse *sparse_transposed(const struct sparse *a);

/* Share of entries that are not zero. */
double sparse_density(const struct sparse *sparse);

/* y = A x */
void sparse_multiply(const struct sparse *a, const double *x, double *y);
/* y = A' x */
void sparse_multiply_transposed(const struct sparse *a, const double *x,
                                double *y);
/* One row at a time: a_i . x, and summed in blocks; y += t a_i;
   y_j += t a_ij^2 */
double sparse_dot(const struct sparse *a, size_t i, const double *x);
double sparse_dot_in_blocks(const struct sparse *a, size_t i, const double *x);
void sparse_add_row(const struct sparse *a, size_t i, double t, double *y);
void sparse_add_squares(const struct sparse *a, size_t i, double t, double *y);

/* Rows first .. last - 1. */
struct sparse_part {
    size_t first, last;
};

/*
 * Y = A X for `sets` columns at once: X (p x sets) and Y (n x sets) row by
 * row, rows first .. last - 1 of Y only. Sums are cut into blocks as those of
 * multiply_rows_in_blocks are, with the same bound. work: 3 sets.
 */
void sparse_multiply_in_blocks(const struct sparse *a, size_t sets,
                               const double *x, struct sparse_part part,
                               double *work, double *y);
/* Lower half of C = A' diag(weight) A, p x p; columns: A'. */
void sparse_gram(const struct sparse *a, const struct sparse *columns,
                 const double *weight, double *c);
/* y_j = sum_i weight_i A_ij^2 */
void sparse_squares(const struct sparse *a, const double *weight, double *y);

#endif

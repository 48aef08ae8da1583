/*
 * An orthonormal basis of a few long rows, A = L Q. Twice by the factor of the
 * rows' inner products (Yamamoto et al. 2015), which runs at the speed of
 * matrix products: the first Q is orthonormal but for the square of A's
 * condition, the second to rounding. Where that condition is too large for the
 * first to be close, by Householder's reflections.
 */
#include "linalg/linalg.h"

#include "base/memory.h"
#include "linalg/blas_int.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The first Q's inner products may differ from 0 and 1 by this, as a norm. */
static const double CLOSE = 0.1;

static void clear_upper(size_t m, double *l)
{
    for (size_t i = 0; i < m; i++)
        memset(l + i * m + i + 1, 0, (m - i - 1) * sizeof *l);
}

/* Frobenius norm of a symmetric matrix (lower half) minus the identity. */
static double from_identity(size_t m, const double *a)
{
    double square = 0;
    for (size_t i = 0; i < m; i++) {
        double off = a[i * m + i] - 1;
        square += off * off + 2 * dot(i, a + i * m, a + i * m);
    }
    return sqrt(square);
}

/* False when that would not do. */
static bool by_products(size_t m, size_t n, double *q, double *rows)
{
    double *again = array_new(m, m, sizeof *again);
    bool ok = again != NULL;
    if (ok) {
        gram_rows(m, n, q, rows);
        ok = factorise(m, rows);
    }
    if (ok) {
        solve_lower_matrix(m, n, rows, q);
        gram_rows(m, n, q, again);
        ok = from_identity(m, again) < CLOSE && factorise(m, again);
    }
    if (ok) {
        solve_lower_matrix(m, n, again, q);
        clear_upper(m, rows);
        cblas_dtrmm(CblasRowMajor, CblasRight, CblasLower, CblasNoTrans,
                    CblasNonUnit, blas_int(m), blas_int(m), 1, again,
                    blas_int(m), rows, blas_int(m));
    }
    free(again);
    return ok;
}

/* A (m x n, row-major) is A' column-major, so the QR factorisation A' = Q R
   gives A = R'Q' with R' = L lower. */
static bool by_reflections(size_t m, size_t n, double *a, double *rows)
{
    double *scale = array_new(m, 1, sizeof *scale);
    bool ok = scale != NULL &&
              LAPACKE_dgeqrf(LAPACK_COL_MAJOR, blas_int(n), blas_int(m), a,
                             blas_int(n), scale) == 0;
    if (ok) {
        for (size_t i = 0; i < m; i++)
            memcpy(rows + i * m, a + i * n, (i + 1) * sizeof *rows);
        clear_upper(m, rows);
        ok = LAPACKE_dorgqr(LAPACK_COL_MAJOR, blas_int(n), blas_int(m),
                            blas_int(m), a, blas_int(n), scale) == 0;
    }
    free(scale);
    return ok;
}

bool row_basis(size_t m, size_t n, const double *a, double *q, double *rows)
{
    memcpy(q, a, m * n * sizeof *q);
    if (by_products(m, n, q, rows))
        return true;
    memcpy(q, a, m * n * sizeof *q);
    return by_reflections(m, n, q, rows);
}

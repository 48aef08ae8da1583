/*
 * An orthonormal basis of a few long rows. A (m x n, row-major) is A' column-
 * major, so the QR factorisation A' = Q R gives A = R'Q' with R' = L lower.
 */
#include "linalg/linalg.h"

#include "linalg/blas_int.h"

#include <lapacke.h>
#include <string.h>

bool row_basis(size_t m, size_t n, double *a, double *scale, double *rows)
{
    if (LAPACKE_dgeqrf(LAPACK_COL_MAJOR, blas_int(n), blas_int(m), a,
                       blas_int(n), scale) != 0)
        return false;
    memset(rows, 0, m * m * sizeof *rows);
    for (size_t i = 0; i < m; i++)
        memcpy(rows + i * m, a + i * n, (i + 1) * sizeof *rows);
    return true;
}

bool to_row_basis(size_t m, size_t n, const double *a, const double *scale,
                  size_t k, double *b, double *out)
{
    if (k == 0)
        return true;
    if (LAPACKE_dormqr(LAPACK_COL_MAJOR, 'L', 'T', blas_int(n), blas_int(k),
                       blas_int(m), a, blas_int(n), scale, b, blas_int(n)) != 0)
        return false;
    for (size_t i = 0; i < k; i++)
        memcpy(out + i * m, b + i * n, m * sizeof *out);
    return true;
}

bool from_row_basis(size_t m, size_t n, const double *a, const double *scale,
                    const double *w, double *x)
{
    memset(x, 0, n * sizeof *x);
    memcpy(x, w, m * sizeof *x);
    return LAPACKE_dormqr(LAPACK_COL_MAJOR, 'L', 'N', blas_int(n), 1,
                          blas_int(m), a, blas_int(n), scale, x,
                          blas_int(n)) == 0;
}

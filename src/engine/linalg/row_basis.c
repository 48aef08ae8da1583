/*
 * An orthonormal basis of a few long rows. A (m x n, row-major) is A' column-
 * major, so the QR factorisation A' = Q R gives A = R'Q' with R' = L lower.
 */
#include "linalg/linalg.h"

#include "base/memory.h"
#include "linalg/blas_int.h"

#include <lapacke.h>
#include <stdlib.h>
#include <string.h>

bool row_basis(size_t m, size_t n, double *a, double *rows)
{
    double *scale = array_new(m, 1, sizeof *scale);
    bool ok = scale != NULL &&
              LAPACKE_dgeqrf(LAPACK_COL_MAJOR, blas_int(n), blas_int(m), a,
                             blas_int(n), scale) == 0;
    if (ok) {
        memset(rows, 0, m * m * sizeof *rows);
        for (size_t i = 0; i < m; i++)
            memcpy(rows + i * m, a + i * n, (i + 1) * sizeof *rows);
        ok = LAPACKE_dorgqr(LAPACK_COL_MAJOR, blas_int(n), blas_int(m),
                            blas_int(m), a, blas_int(n), scale) == 0;
    }
    free(scale);
    return ok;
}

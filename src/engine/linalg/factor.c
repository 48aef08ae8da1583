/*
 * Factorisations. A row-major lower triangle is a column-major upper one, so
 * LAPACK is called column-major with 'U': same memory, no hidden copies.
 */
#include "linalg/linalg.h"

#include "base/memory.h"
#include "linalg/blas_int.h"

#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

bool factorise(size_t n, double *a)
{
    int info =
        LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'U', blas_int(n), a, blas_int(n));
    bool ok = info == 0;
    /* dpotrf reports success on Inf and can pass NaN: look at the pivots. */
    for (size_t j = 0; ok && j < n; j++)
        ok = isfinite(a[j * n + j]) && a[j * n + j] > 0;
    return ok;
}

bool factorise_single(size_t n, float *a)
{
    bool ok = LAPACKE_spotrf_work(LAPACK_COL_MAJOR, 'U', blas_int(n), a,
                                  blas_int(n)) == 0;
    for (size_t j = 0; ok && j < n; j++)
        ok = isfinite(a[j * n + j]) && a[j * n + j] > 0;
    return ok;
}

double factor_condition(size_t n, const double *l, double norm1)
{
    double reciprocal = 0;
    int info = LAPACKE_dpocon(LAPACK_COL_MAJOR, 'U', blas_int(n), l,
                              blas_int(n), norm1, &reciprocal);
    return info == 0 ? reciprocal : 0;
}

/* With P'AP = U'U of rank r: solve U (x; 1; 0) = 0, U[i][j] at a[j n + i]. */
static void solve_null(size_t n, size_t rank, const double *a, double *x)
{
    x[rank] = 1;
    for (size_t i = rank; i-- > 0;) {
        double right = 0;
        for (size_t j = i + 1; j <= rank; j++)
            right += a[j * n + i] * x[j];
        x[i] = -right / a[i * n + i];
    }
}

bool null_vector(size_t n, double *a, double *v)
{
    int *pivot = array_new(n, 1, sizeof *pivot);
    double *x = array_new(n, 1, sizeof *x);
    int rank = blas_int(n);
    bool found = false;
    if (pivot != NULL && x != NULL) {
        int info = LAPACKE_dpstrf(LAPACK_COL_MAJOR, 'U', blas_int(n), a,
                                  blas_int(n), pivot, &rank, -1);
        found = info > 0 && rank < blas_int(n);
    }
    if (found) {
        solve_null(n, (size_t)rank, a, x);
        for (size_t i = 0; i < n; i++)
            v[pivot[i] - 1] = x[i];
    }
    free(x);
    free(pivot);
    return found;
}

bool eigenvectors(size_t n, double *a, double *values)
{
    /* column-major: the vectors are columns, our rows */
    return LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'V', 'U', blas_int(n), a,
                          blas_int(n), values) == 0;
}

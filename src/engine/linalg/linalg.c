/*
 * Products and sums: BLAS with checked sizes. Empty operands, which BLAS
 * rejects, are answered here.
 */
#include "linalg/linalg.h"

#include "base/parallel.h"
#include "linalg/blas_int.h"

#include <cblas.h>

double dot(size_t n, const double *a, const double *b)
{
    return cblas_ddot(blas_int(n), a, 1, b, 1);
}

double norm(size_t n, const double *a)
{
    return cblas_dnrm2(blas_int(n), a, 1);
}

void add_scaled(size_t n, double alpha, const double *x, double *y)
{
    cblas_daxpy(blas_int(n), alpha, x, 1, y, 1);
}

void multiply(size_t m, size_t n, const double *a, const double *x, double *y)
{
    for (size_t i = 0; n == 0 && i < m; i++)
        y[i] = 0;
    if (m > 0 && n > 0)
        cblas_dgemv(CblasRowMajor, CblasNoTrans, blas_int(m), blas_int(n), 1, a,
                    blas_int(n), x, 1, 0, y, 1);
}

void multiply_transposed(size_t m, size_t n, const double *a, const double *x,
                         double *y)
{
    for (size_t j = 0; m == 0 && j < n; j++)
        y[j] = 0;
    if (m > 0 && n > 0)
        cblas_dgemv(CblasRowMajor, CblasTrans, blas_int(m), blas_int(n), 1, a,
                    blas_int(n), x, 1, 0, y, 1);
}

void add_multiple(size_t m, size_t n, const double *a, const double *x,
                  double *y)
{
    if (m > 0 && n > 0)
        cblas_dgemv(CblasRowMajor, CblasTrans, blas_int(m), blas_int(n), 1, a,
                    blas_int(n), x, 1, 1, y, 1);
}

void multiply_matrix(size_t m, size_t n, size_t k, const double *a,
                     const double *b, double *c)
{
    if (m > 0 && n > 0)
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, blas_int(m),
                    blas_int(n), blas_int(k), 1, a, blas_int(k), b, blas_int(n),
                    0, c, blas_int(n));
}

/*
 * A handful of rows A against many rows B: B is read once, a few rows at a
 * time, where a matrix product would copy it first.
 */
enum { HANDFUL = 4, AT_ONCE = 16, MOST_PARTS = 64 };
static const double MANY = 1e6; /* entries of B */

struct few_rows {
    size_t m, n, k, parts;
    const double *a, *b;
    double *c;
};

static void multiply_part(void *data, size_t index)
{
    const struct few_rows *few = data;
    size_t first = few->n * index / few->parts;
    size_t last = few->n * (index + 1) / few->parts;
    for (; first < last; first += AT_ONCE) {
        size_t some = last - first < AT_ONCE ? last - first : AT_ONCE;
        for (size_t i = 0; i < few->m; i++)
            multiply(some, few->k, few->b + first * few->k, few->a + i * few->k,
                     few->c + i * few->n + first);
    }
}

static void multiply_few_rows(struct few_rows few)
{
    int threads = openblas_get_num_threads();
    few.parts = threads < MOST_PARTS ? (size_t)threads : MOST_PARTS;
    if (threads > 1)
        openblas_set_num_threads(1);
    parallel_run(few.parts, multiply_part, &few);
    if (threads > 1)
        openblas_set_num_threads(threads);
}

void multiply_rows(size_t m, size_t n, size_t k, const double *a,
                   const double *b, double *c)
{
    for (size_t i = 0; k == 0 && i < m * n; i++)
        c[i] = 0;
    bool few = m > 0 && m <= HANDFUL && (double)n * (double)k > MANY;
    if (few)
        multiply_few_rows((struct few_rows){m, n, k, 1, a, b, c});
    else if (m > 0 && n > 0 && k > 0)
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, blas_int(m),
                    blas_int(n), blas_int(k), 1, a, blas_int(k), b, blas_int(k),
                    0, c, blas_int(n));
}

void add_product(size_t m, size_t n, size_t k, const double *a, const double *b,
                 double *c)
{
    if (m > 0 && n > 0 && k > 0)
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, blas_int(m),
                    blas_int(n), blas_int(k), 1, a, blas_int(k), b, blas_int(n),
                    1, c, blas_int(n));
}

float dot_single(size_t n, const float *a, const float *b)
{
    return cblas_sdot(blas_int(n), a, 1, b, 1);
}

void add_scaled_single(size_t n, float alpha, const float *x, float *y)
{
    cblas_saxpy(blas_int(n), alpha, x, 1, y, 1);
}

void multiply_single(size_t m, size_t n, const float *a, const float *x,
                     float *y)
{
    for (size_t i = 0; n == 0 && i < m; i++)
        y[i] = 0;
    if (m > 0 && n > 0)
        cblas_sgemv(CblasRowMajor, CblasNoTrans, blas_int(m), blas_int(n), 1, a,
                    blas_int(n), x, 1, 0, y, 1);
}

void add_multiple_single(size_t m, size_t n, const float *a, const float *x,
                         float *y)
{
    if (m > 0 && n > 0)
        cblas_sgemv(CblasRowMajor, CblasTrans, blas_int(m), blas_int(n), 1, a,
                    blas_int(n), x, 1, 1, y, 1);
}

void multiply_rows_single(size_t m, size_t n, size_t k, const float *a,
                          const float *b, float *c)
{
    for (size_t i = 0; k == 0 && i < m * n; i++)
        c[i] = 0;
    if (m > 0 && n > 0 && k > 0)
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, blas_int(m),
                    blas_int(n), blas_int(k), 1, a, blas_int(k), b, blas_int(k),
                    0, c, blas_int(n));
}

void add_product_single(size_t m, size_t n, size_t k, const float *a,
                        const float *b, float *c)
{
    if (m > 0 && n > 0 && k > 0)
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, blas_int(m),
                    blas_int(n), blas_int(k), 1, a, blas_int(k), b, blas_int(n),
                    1, c, blas_int(n));
}

void add_gram_columns(size_t m, size_t n, double alpha, const double *a,
                      double *c)
{
    if (m > 0 && n > 0)
        cblas_dsyrk(CblasRowMajor, CblasLower, CblasTrans, blas_int(n),
                    blas_int(m), alpha, a, blas_int(n), 1, c, blas_int(n));
}

void add_gram_columns_single(size_t m, size_t n, const float *a, float *c)
{
    if (m > 0 && n > 0)
        cblas_ssyrk(CblasRowMajor, CblasLower, CblasTrans, blas_int(n),
                    blas_int(m), 1, a, blas_int(n), 1, c, blas_int(n));
}

void gram_rows(size_t m, size_t n, const double *a, double *c)
{
    if (m > 0)
        cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, blas_int(m),
                    blas_int(n), 1, a, blas_int(n), 0, c, blas_int(m));
}

void solve_lower(size_t n, const double *l, double *x)
{
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit,
                blas_int(n), l, blas_int(n), x, 1);
}

void solve_lower_transposed(size_t n, const double *l, double *x)
{
    cblas_dtrsv(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit,
                blas_int(n), l, blas_int(n), x, 1);
}

void solve_lower_single(size_t n, const float *l, float *x)
{
    cblas_strsv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit,
                blas_int(n), l, blas_int(n), x, 1);
}

void solve_lower_transposed_single(size_t n, const float *l, float *x)
{
    cblas_strsv(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit,
                blas_int(n), l, blas_int(n), x, 1);
}

void solve_lower_matrix(size_t m, size_t n, const double *l, double *b)
{
    if (m > 0 && n > 0)
        cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans,
                    CblasNonUnit, blas_int(m), blas_int(n), 1, l, blas_int(m),
                    b, blas_int(n));
}

static void solve_rows(CBLAS_TRANSPOSE transpose, size_t m, size_t n,
                       const double *l, double *b)
{
    if (m > 0 && n > 0)
        cblas_dtrsm(CblasRowMajor, CblasRight, CblasLower, transpose,
                    CblasNonUnit, blas_int(m), blas_int(n), 1, l, blas_int(n),
                    b, blas_int(n));
}

void whiten_rows(size_t m, size_t n, const double *l, double *b)
{
    solve_rows(CblasTrans, m, n, l, b);
}

void unwhiten_rows(size_t m, size_t n, const double *l, double *b)
{
    solve_rows(CblasNoTrans, m, n, l, b);
}

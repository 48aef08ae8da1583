/*
 * __wrap_NAME is what the linker calls where the engine says NAME, and
 * __real_NAME is the engine's own: the names are the linker's.
 */
// NOLINTBEGIN(bugprone-reserved-identifier)
#include "bench/flops.h"

#include "linalg/linalg.h"

#include <stdatomic.h>

static _Atomic double done;

double flops_done(void)
{
    return atomic_load(&done);
}

static void add(double a, size_t m, size_t n, size_t k)
{
    double flops = a * (double)m * (double)n * (double)k;
    double now = atomic_load(&done);
    while (!atomic_compare_exchange_weak(&done, &now, now + flops))
        continue;
}

extern __typeof__(multiply) __real_multiply, __wrap_multiply;
extern __typeof__(multiply_transposed) __real_multiply_transposed,
    __wrap_multiply_transposed;
extern __typeof__(multiply_matrix) __real_multiply_matrix,
    __wrap_multiply_matrix;
extern __typeof__(multiply_rows) __real_multiply_rows, __wrap_multiply_rows;
extern __typeof__(add_product) __real_add_product, __wrap_add_product;
extern __typeof__(multiply_rows_single) __real_multiply_rows_single,
    __wrap_multiply_rows_single;
extern __typeof__(add_product_single) __real_add_product_single,
    __wrap_add_product_single;
extern __typeof__(add_gram_columns) __real_add_gram_columns,
    __wrap_add_gram_columns;
extern __typeof__(gram_rows) __real_gram_rows, __wrap_gram_rows;
extern __typeof__(whiten_rows) __real_whiten_rows, __wrap_whiten_rows;
extern __typeof__(unwhiten_rows) __real_unwhiten_rows, __wrap_unwhiten_rows;
extern __typeof__(factorise) __real_factorise, __wrap_factorise;
extern __typeof__(add_gram_columns_single) __real_add_gram_columns_single,
    __wrap_add_gram_columns_single;
extern __typeof__(solve_lower_matrix) __real_solve_lower_matrix,
    __wrap_solve_lower_matrix;

void __wrap_multiply(size_t m, size_t n, const double *a, const double *x,
                     double *y)
{
    add(2, m, n, 1);
    __real_multiply(m, n, a, x, y);
}

void __wrap_multiply_transposed(size_t m, size_t n, const double *a,
                                const double *x, double *y)
{
    add(2, m, n, 1);
    __real_multiply_transposed(m, n, a, x, y);
}

void __wrap_multiply_matrix(size_t m, size_t n, size_t k, const double *a,
                            const double *b, double *c)
{
    add(2, m, n, k);
    __real_multiply_matrix(m, n, k, a, b, c);
}

void __wrap_multiply_rows(size_t m, size_t n, size_t k, const double *a,
                          const double *b, double *c)
{
    add(2, m, n, k);
    __real_multiply_rows(m, n, k, a, b, c);
}

void __wrap_add_product(size_t m, size_t n, size_t k, const double *a,
                        const double *b, double *c)
{
    add(2, m, n, k);
    __real_add_product(m, n, k, a, b, c);
}

void __wrap_multiply_rows_single(size_t m, size_t n, size_t k, const float *a,
                                 const float *b, float *c)
{
    add(2, m, n, k);
    __real_multiply_rows_single(m, n, k, a, b, c);
}

void __wrap_add_product_single(size_t m, size_t n, size_t k, const float *a,
                               const float *b, float *c)
{
    add(2, m, n, k);
    __real_add_product_single(m, n, k, a, b, c);
}

void __wrap_add_gram_columns(size_t m, size_t n, double alpha, const double *a,
                             double *c)
{
    add(1, m, n, n);
    __real_add_gram_columns(m, n, alpha, a, c);
}

void __wrap_gram_rows(size_t m, size_t n, const double *a, double *c)
{
    add(1, m, m, n);
    __real_gram_rows(m, n, a, c);
}

void __wrap_whiten_rows(size_t m, size_t n, const double *l, double *b)
{
    add(1, m, n, n);
    __real_whiten_rows(m, n, l, b);
}

void __wrap_unwhiten_rows(size_t m, size_t n, const double *l, double *b)
{
    add(1, m, n, n);
    __real_unwhiten_rows(m, n, l, b);
}

bool __wrap_factorise(size_t n, double *a)
{
    add(1.0 / 3, n, n, n);
    return __real_factorise(n, a);
}

void __wrap_add_gram_columns_single(size_t m, size_t n, const float *a,
                                    float *c)
{
    add(1, m, n, n);
    __real_add_gram_columns_single(m, n, a, c);
}

void __wrap_solve_lower_matrix(size_t m, size_t n, const double *l, double *b)
{
    add(1, m, m, n);
    __real_solve_lower_matrix(m, n, l, b);
}
// NOLINTEND(bugprone-reserved-identifier)

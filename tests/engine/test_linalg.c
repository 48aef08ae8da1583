#include "support/check.h"

#include "riffle/rng.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "linalg/sparse.h"

#include <stdlib.h>
#include <string.h>

/* Zeros but for about `fullness` of the entries. */
static double *random_matrix(size_t m, size_t n, double fullness, uint64_t seed)
{
    struct riffle_rng rng;
    riffle_rng_init(&rng, seed, "matrix");
    double *a = array_new(m, n, sizeof *a);
    assert_non_null(a);
    for (size_t i = 0; i < m * n; i++)
        if (riffle_rng_uniform(&rng) < fullness)
            a[i] = riffle_rng_normal(&rng);
    return a;
}

/* More rows than a block of a sum, an empty row, an empty column. */
enum { N = 90, P = 25, SETS = 7 };

struct pair {
    double *dense;
    struct sparse *rows, *columns;
};

static struct pair new_pair(void)
{
    struct pair pair = {.dense = random_matrix(N, P, 0.12, 5)};
    for (size_t j = 0; j < P; j++)
        pair.dense[3 * P + j] = 0;
    for (size_t i = 0; i < N; i++)
        pair.dense[i * P + 8] = 0;
    pair.rows = sparse_new(N, P, pair.dense);
    pair.columns = sparse_transposed(pair.rows);
    assert_non_null(pair.columns);
    return pair;
}

static void free_pair(struct pair *pair)
{
    sparse_free(pair->rows);
    sparse_free(pair->columns);
    free(pair->dense);
}

static void test_sparse_gram_is_the_dense_one(void **state)
{
    (void)state;
    struct pair pair = new_pair();
    double *weight = random_matrix(N, 1, 1, 6);
    double *gram = array_new(P, P, sizeof *gram);
    sparse_gram(pair.rows, pair.columns, weight, gram);
    for (size_t j = 0; j < P; j++)
        for (size_t k = 0; k <= j; k++) {
            double sum = 0;
            for (size_t i = 0; i < N; i++)
                sum +=
                    weight[i] * pair.dense[i * P + j] * pair.dense[i * P + k];
            assert_close(gram[j * P + k], sum, 1e-13); /* 90 terms near 1 */
        }
    free(gram);
    free(weight);
    free_pair(&pair);
}

/* A X and, through the transposed copy, A' Y: one is the other's check. */
static void test_sparse_products_are_the_dense_ones(void **state)
{
    (void)state;
    struct pair pair = new_pair();
    const struct sparse *sides[] = {pair.rows, pair.columns};
    double work[3 * SETS];
    for (size_t side = 0; side < 2; side++) {
        size_t n = sides[side]->n, p = sides[side]->p;
        double *x = random_matrix(p, SETS, 1, 7);
        double *y = random_matrix(n, SETS, 1, 8); /* to be overwritten */
        sparse_multiply_in_blocks(sides[side], SETS, x,
                                  (struct sparse_part){0, n / 2}, work, y);
        sparse_multiply_in_blocks(sides[side], SETS, x,
                                  (struct sparse_part){n / 2, n}, work, y);
        for (size_t i = 0; i < n; i++)
            for (size_t s = 0; s < SETS; s++) {
                double sum = 0;
                for (size_t j = 0; j < p; j++)
                    sum += pair.dense[side == 0 ? i * P + j : j * P + i] *
                           x[j * SETS + s];
                assert_close(y[i * SETS + s], sum, 1e-13);
            }
        free(x);
        free(y);
    }
    free_pair(&pair);
}

/* A = L Q to rounding, row by row, and Q Q' = I. */
static void check_basis(size_t m, size_t n, const double *a)
{
    double *q = array_new(m, n, sizeof *q);
    double *l = array_new(m, m, sizeof *l);
    double *product = array_new(m, n, sizeof *product);
    assert_true(row_basis(m, n, a, q, l));
    multiply_matrix(m, n, m, l, q, product);
    for (size_t i = 0; i < m; i++) {
        double length = norm(n, a + i * n);
        for (size_t j = 0; j < n; j++)
            assert_true(fabs(product[i * n + j] - a[i * n + j]) <=
                        1e-14 * length); /* 20 products of unit vectors */
        for (size_t k = 0; k < m; k++) {
            assert_close(dot(n, q + i * n, q + k * n), i == k, 1e-14);
            assert_true(k <= i || l[i * m + k] == 0);
        }
    }
    free(q);
    free(l);
    free(product);
}

/* Also where inner products lose everything: rows that hardly differ, rows
   that do not, rows of very different lengths. */
static void test_row_basis_is_orthonormal_and_gives_the_rows_back(void **state)
{
    (void)state;
    enum { M = 20, LONG = 33 };
    static const double apart[] = {1, 1e-3, 1e-6, 1e-12, 0};
    for (size_t t = 0; t < sizeof apart / sizeof apart[0]; t++) {
        double *a = random_matrix(M, LONG, 1, 9);
        for (size_t i = 1; i < M; i++)
            for (size_t j = 0; apart[t] < 1 && j < LONG; j++)
                a[i * LONG + j] = a[j] + apart[t] * a[i * LONG + j];
        for (size_t j = 0; j < LONG; j++)
            a[4 * LONG + j] *= 1e12;
        check_basis(M, LONG, a);
        free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sparse_gram_is_the_dense_one),
        cmocka_unit_test(test_sparse_products_are_the_dense_ones),
        cmocka_unit_test(test_row_basis_is_orthonormal_and_gives_the_rows_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

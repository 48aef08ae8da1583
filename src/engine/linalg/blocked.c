/*
 * Products whose sums are cut into short blocks, and the blocks added with
 * compensation: what bounds the error is the length of a block.
 */
#include "linalg/linalg.h"

#include "linalg/blas_int.h"

#include <cblas.h>
#include <string.h>

/* Four more: adding the blocks, and the sums of several threads. */
size_t summing_depth(size_t k)
{
    return (k < SUM_BLOCK ? k : SUM_BLOCK) + 4;
}

static size_t at_most(size_t limit, size_t left)
{
    return left < limit ? left : limit;
}

/* Knuth's two-sum */
void add_compensated(size_t n, double *term, double *total, double *rest)
{
    for (size_t i = 0; i < n; i++) {
        double sum = total[i] + term[i];
        double taken = sum - total[i];
        rest[i] += (total[i] - (sum - taken)) + (term[i] - taken);
        total[i] = sum;
        term[i] = 0;
    }
}

/* Four sums abreast, for speed. */
static double dot_block(size_t n, const double *a, const double *b)
{
    double sum[4] = {0, 0, 0, 0};
    size_t i = 0;
    for (; i + 4 <= n; i += 4)
        for (size_t lane = 0; lane < 4; lane++)
            sum[lane] += a[i + lane] * b[i + lane];
    for (; i < n; i++)
        sum[0] += a[i] * b[i];
    return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}

double dot_in_blocks(size_t n, const double *a, const double *b)
{
    double total = 0, rest = 0;
    for (size_t first = 0; first < n; first += SUM_BLOCK) {
        size_t some = at_most(SUM_BLOCK, n - first);
        double term = dot_block(some, a + first, b + first);
        add_compensated(1, &term, &total, &rest);
    }
    return total + rest;
}

/* Columns first .. first + width - 1 of C, all of which `total` holds. */
struct strip {
    size_t m, width, k;
    const double *a;
    const double *b;
    int b_stride;
    CBLAS_TRANSPOSE b_order;
    double *work, *rest; /* m x width */
    double *total;       /* m x width */
};

static void sum_strip(const struct strip *strip)
{
    size_t count = strip->m * strip->width;
    memset(strip->rest, 0, count * sizeof(double));
    memset(strip->total, 0, count * sizeof(double));
    for (size_t first = 0; first < strip->k; first += SUM_BLOCK) {
        size_t some = at_most(SUM_BLOCK, strip->k - first);
        size_t down =
            strip->b_order == CblasTrans ? first : first * strip->b_stride;
        cblas_dgemm(CblasRowMajor, CblasNoTrans, strip->b_order,
                    blas_int(strip->m), blas_int(strip->width), blas_int(some),
                    1, strip->a + first, blas_int(strip->k), strip->b + down,
                    strip->b_stride, 0, strip->work, blas_int(strip->width));
        add_compensated(count, strip->work, strip->total, strip->rest);
    }
    for (size_t i = 0; i < count; i++)
        strip->total[i] += strip->rest[i];
}

/* b_next: from one column of C to the next in `b`; b_stride: its row length. */
static void sum_products(struct strip *strip, size_t n, size_t b_next,
                         double *work, double *c)
{
    const double *b = strip->b;
    for (size_t first = 0; first < n; first += SUM_STRIP) {
        strip->width = at_most(SUM_STRIP, n - first);
        strip->b = b + first * b_next;
        strip->work = work;
        strip->rest = work + strip->m * SUM_STRIP;
        strip->total = work + 2 * strip->m * SUM_STRIP;
        sum_strip(strip);
        for (size_t i = 0; i < strip->m; i++)
            memcpy(c + i * n + first, strip->total + i * strip->width,
                   strip->width * sizeof *c);
    }
}

// NOLINTNEXTLINE(readability-function-size): a product's six, and room
void multiply_matrix_in_blocks(size_t m, size_t n, size_t k, const double *a,
                               const double *b, double *work, double *c)
{
    struct strip strip = {
        .m = m,
        .k = k,
        .a = a,
        .b = b,
        .b_stride = blas_int(n),
        .b_order = CblasNoTrans,
    };
    if (m > 0)
        sum_products(&strip, n, 1, work, c);
}

// NOLINTNEXTLINE(readability-function-size): a product's six, and room
void multiply_rows_in_blocks(size_t m, size_t n, size_t k, const double *a,
                             const double *b, double *work, double *c)
{
    struct strip strip = {
        .m = m,
        .k = k,
        .a = a,
        .b = b,
        .b_stride = blas_int(k),
        .b_order = CblasTrans,
    };
    if (m > 0)
        sum_products(&strip, n, k, work, c);
}

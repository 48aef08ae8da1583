#include "linalg/sparse.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Fuller matrices multiply faster densely. */
static const double FULLEST = 0.15;

static size_t count_entries(size_t n, size_t p, const double *dense)
{
    size_t count = 0;
    for (size_t i = 0; i < n * p; i++)
        count += dense[i] != 0;
    return count;
}

static void fill(struct sparse *sparse, const double *dense)
{
    size_t at = 0;
    for (size_t i = 0; i < sparse->n; i++) {
        sparse->start[i] = at;
        for (size_t j = 0; j < sparse->p; j++) {
            double value = dense[i * sparse->p + j];
            if (value == 0)
                continue;
            sparse->column[at] = (uint32_t)j;
            sparse->value[at++] = value;
        }
    }
    sparse->start[sparse->n] = at;
}

struct sparse *sparse_new(size_t n, size_t p, const double *dense)
{
    size_t entries = count_entries(n, p, dense);
    if ((double)entries > FULLEST * (double)n * (double)p || p > UINT32_MAX)
        return NULL;
    struct sparse *made = calloc(1, sizeof *made);
    if (made == NULL)
        return NULL;
    made->n = n;
    made->p = p;
    made->start = array_new(n + 1, 1, sizeof *made->start);
    made->column = array_new(entries, 1, sizeof *made->column);
    made->value = array_new(entries, 1, sizeof *made->value);
    if (made->start == NULL || made->column == NULL || made->value == NULL) {
        sparse_free(made);
        return NULL;
    }
    fill(made, dense);
    return made;
}

void sparse_free(struct sparse *sparse)
{
    if (sparse == NULL)
        return;
    free(sparse->start);
    free(sparse->column);
    free(sparse->value);
    free(sparse);
}

double sparse_density(const struct sparse *sparse)
{
    double size = (double)sparse->n * (double)sparse->p;
    return size > 0 ? (double)sparse->start[sparse->n] / size : 0;
}

void sparse_multiply(const struct sparse *a, const double *x, double *y)
{
    for (size_t i = 0; i < a->n; i++) {
        double total = 0;
        for (size_t e = a->start[i]; e < a->start[i + 1]; e++)
            total += a->value[e] * x[a->column[e]];
        y[i] = total;
    }
}

void sparse_multiply_transposed(const struct sparse *a, const double *x,
                                double *y)
{
    memset(y, 0, a->p * sizeof *y);
    for (size_t i = 0; i < a->n; i++)
        for (size_t e = a->start[i]; e < a->start[i + 1]; e++)
            y[a->column[e]] += a->value[e] * x[i];
}

void sparse_squares(const struct sparse *a, const double *weight, double *y)
{
    memset(y, 0, a->p * sizeof *y);
    for (size_t i = 0; i < a->n; i++)
        for (size_t e = a->start[i]; e < a->start[i + 1]; e++)
            y[a->column[e]] += weight[i] * a->value[e] * a->value[e];
}

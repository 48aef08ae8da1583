#include "linalg/sparse.h"

#include "riffle/threads.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/linalg.h"

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

static struct sparse *allocate(size_t n, size_t p, size_t entries)
{
    struct sparse *made = calloc(1, sizeof *made);
    if (made == NULL)
        return NULL;
    made->n = n;
    made->p = p;
    made->start = array_new(n + 1, 1, sizeof *made->start);
    made->column = array_new(entries, 1, sizeof *made->column);
    made->value = array_new(entries, 1, sizeof *made->value);
    if (made->start != NULL && made->column != NULL && made->value != NULL)
        return made;
    sparse_free(made);
    return NULL;
}

struct sparse *sparse_new(size_t n, size_t p, const double *dense)
{
    size_t entries = count_entries(n, p, dense);
    if ((double)entries > FULLEST * (double)n * (double)p || p > UINT32_MAX)
        return NULL;
    struct sparse *made = allocate(n, p, entries);
    if (made != NULL)
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

struct sparse *sparse_transposed(const struct sparse *a)
{
    if (a == NULL)
        return NULL;
    size_t entries = a->start[a->n];
    struct sparse *made = allocate(a->p, a->n, entries);
    if (made == NULL || a->n > UINT32_MAX) {
        sparse_free(made);
        return NULL;
    }
    /* start[j + 1] first counts row j, then is where its next entry goes. */
    for (size_t e = 0; e < entries; e++)
        made->start[a->column[e] + 1]++;
    for (size_t j = 0, at = 0; j < a->p; j++) {
        size_t count = made->start[j + 1];
        made->start[j + 1] = at;
        at += count;
    }
    for (size_t i = 0; i < a->n; i++)
        for (size_t e = a->start[i]; e < a->start[i + 1]; e++) {
            size_t at = made->start[a->column[e] + 1]++;
            made->column[at] = (uint32_t)i;
            made->value[at] = a->value[e];
        }
    return made;
}

double sparse_density(const struct sparse *sparse)
{
    double size = (double)sparse->n * (double)sparse->p;
    return size > 0 ? (double)sparse->start[sparse->n] / size : 0;
}

void sparse_multiply(const struct sparse *a, const double *x, double *y)
{
    for (size_t i = 0; i < a->n; i++)
        y[i] = sparse_dot(a, i, x);
}

void sparse_multiply_transposed(const struct sparse *a, const double *x,
                                double *y)
{
    memset(y, 0, a->p * sizeof *y);
    for (size_t i = 0; i < a->n; i++)
        sparse_add_row(a, i, x[i], y);
}

void sparse_squares(const struct sparse *a, const double *weight, double *y)
{
    memset(y, 0, a->p * sizeof *y);
    for (size_t i = 0; i < a->n; i++)
        sparse_add_squares(a, i, weight[i], y);
}

double sparse_dot(const struct sparse *a, size_t i, const double *x)
{
    double total = 0;
    for (size_t e = a->start[i]; e < a->start[i + 1]; e++)
        total += a->value[e] * x[a->column[e]];
    return total;
}

double sparse_dot_in_blocks(const struct sparse *a, size_t i, const double *x)
{
    double total = 0, rest = 0;
    size_t last = a->start[i + 1];
    for (size_t first = a->start[i]; first < last; first += SUM_BLOCK) {
        size_t end = last - first < SUM_BLOCK ? last : first + SUM_BLOCK;
        double term = 0;
        for (size_t e = first; e < end; e++)
            term += a->value[e] * x[a->column[e]];
        add_compensated(1, &term, &total, &rest);
    }
    return total + rest;
}

void sparse_add_row(const struct sparse *a, size_t i, double t, double *y)
{
    for (size_t e = a->start[i]; e < a->start[i + 1]; e++)
        y[a->column[e]] += t * a->value[e];
}

void sparse_add_squares(const struct sparse *a, size_t i, double t, double *y)
{
    for (size_t e = a->start[i]; e < a->start[i + 1]; e++)
        y[a->column[e]] += t * a->value[e] * a->value[e];
}

void sparse_multiply_in_blocks(const struct sparse *a, size_t sets,
                               const double *x, struct sparse_part part,
                               double *work, double *y)
{
    double *term = work, *total = work + sets, *rest = work + 2 * sets;
    for (size_t i = part.first; i < part.last; i++) {
        size_t first = a->start[i], last = a->start[i + 1];
        memset(work, 0, 3 * sets * sizeof *work);
        for (size_t e = first; e < last; e++) {
            const double *row = x + a->column[e] * sets;
            double value = a->value[e];
            for (size_t s = 0; s < sets; s++)
                term[s] += value * row[s];
            if ((e - first) % SUM_BLOCK == SUM_BLOCK - 1)
                add_compensated(sets, term, total, rest);
        }
        add_compensated(sets, term, total, rest);
        for (size_t s = 0; s < sets; s++)
            y[i * sets + s] = total[s] + rest[s];
    }
}

struct gram {
    const struct sparse *a, *columns;
    const double *weight;
    double *c;
    size_t threads;
};

/* Row j of C: column j's rows, each up to its own column j. */
static void fill_gram_row(const struct gram *gram, size_t j)
{
    const struct sparse *a = gram->a, *columns = gram->columns;
    double *row = gram->c + j * a->p;
    memset(row, 0, (j + 1) * sizeof *row);
    for (size_t e = columns->start[j]; e < columns->start[j + 1]; e++) {
        size_t i = columns->column[e];
        double factor = gram->weight[i] * columns->value[e];
        size_t last = a->start[i + 1];
        for (size_t q = a->start[i]; q < last && a->column[q] <= j; q++)
            row[a->column[q]] += factor * a->value[q];
    }
}

static void fill_gram_rows(void *data, size_t index)
{
    const struct gram *gram = (const struct gram *)data;
    for (size_t j = index; j < gram->a->p; j += gram->threads)
        fill_gram_row(gram, j);
}

void sparse_gram(const struct sparse *a, const struct sparse *columns,
                 const double *weight, double *c)
{
    struct gram gram = {.a = a,
                        .columns = columns,
                        .weight = weight,
                        .threads = riffle_threads()};
    gram.c = c;
    parallel_run(gram.threads, fill_gram_rows, &gram);
}

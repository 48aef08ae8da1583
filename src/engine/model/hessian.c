#include "model/hessian.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/logistic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t chunk_at(const struct problem *problem, size_t first)
{
    size_t left = problem->n - first;
    return left < HESSIAN_CHUNK ? left : HESSIAN_CHUNK;
}

static void add_penalty(const struct problem *problem, double *hessian)
{
    for (size_t j = 0; j < problem->p; j++)
        hessian[j * problem->p + j] += problem->penalty[j];
}

static void sum_dense(const struct problem *problem, const double *logit,
                      double *chunk, double *hessian)
{
    size_t p = problem->p;
    memset(hessian, 0, p * p * sizeof *hessian);
    for (size_t first = 0; first < problem->n; first += HESSIAN_CHUNK) {
        size_t rows = chunk_at(problem, first);
        for (size_t i = 0; i < rows; i++) {
            double root = sqrt(logistic_weight(logit[first + i]));
            const double *x = problem->x + (first + i) * p;
            for (size_t j = 0; j < p; j++)
                chunk[i * p + j] = root * x[j];
        }
        add_gram_columns(rows, p, 1, chunk, hessian);
    }
}

static void sum_single(const struct problem *problem, const double *logit,
                       float *chunk, float *sum)
{
    size_t p = problem->p;
    for (size_t first = 0; first < problem->n; first += HESSIAN_CHUNK) {
        size_t rows = chunk_at(problem, first);
        for (size_t i = 0; i < rows; i++) {
            double root = sqrt(logistic_weight(logit[first + i]));
            const double *x = problem->x + (first + i) * p;
            for (size_t j = 0; j < p; j++)
                chunk[i * p + j] = (float)(root * x[j]);
        }
        add_gram_columns_single(rows, p, chunk, sum);
    }
}

static enum riffle_status hessian_sparse(const struct problem *problem,
                                         const double *logit, double *hessian,
                                         struct riffle_error *err)
{
    double *weight = array_new(problem->n, 1, sizeof *weight);
    if (weight == NULL)
        return riffle_fail_memory(err, problem->n * sizeof *weight);
    for (size_t i = 0; i < problem->n; i++)
        weight[i] = logistic_weight(logit[i]);
    sparse_gram(problem->sparse, problem->columns, weight, hessian);
    free(weight);
    add_penalty(problem, hessian);
    return RIFFLE_OK;
}

enum riffle_status problem_hessian(const struct problem *problem,
                                   const double *logit, double *hessian,
                                   struct riffle_error *err)
{
    if (problem->sparse != NULL)
        return hessian_sparse(problem, logit, hessian, err);
    double *chunk = array_new(HESSIAN_CHUNK, problem->p, sizeof *chunk);
    if (chunk == NULL)
        return riffle_fail_memory(err,
                                  HESSIAN_CHUNK * problem->p * sizeof *chunk);
    sum_dense(problem, logit, chunk, hessian);
    free(chunk);
    add_penalty(problem, hessian);
    return RIFFLE_OK;
}

enum riffle_status problem_rough_hessian(const struct problem *problem,
                                         const double *logit, double *hessian,
                                         struct riffle_error *err)
{
    if (problem->sparse != NULL)
        return hessian_sparse(problem, logit, hessian, err);
    size_t p = problem->p;
    float *chunk = array_new(HESSIAN_CHUNK, p, sizeof *chunk);
    float *sum = array_new(p, p, sizeof *sum);
    bool ok = chunk != NULL && sum != NULL;
    if (ok) {
        sum_single(problem, logit, chunk, sum);
        for (size_t i = 0; i < p * p; i++)
            hessian[i] = (double)sum[i];
        add_penalty(problem, hessian);
    }
    free(chunk);
    free(sum);
    if (ok)
        return RIFFLE_OK;
    return riffle_fail_memory(err, (HESSIAN_CHUNK + p) * p * sizeof *sum);
}

static double norm1_of_lower(size_t n, const double *a, double *sums)
{
    double largest = 0;
    memset(sums, 0, n * sizeof *sums);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            sums[i] += fabs(a[i * n + j]);
            sums[j] += j < i ? fabs(a[i * n + j]) : 0;
        }
    for (size_t i = 0; i < n; i++)
        largest = sums[i] > largest ? sums[i] : largest;
    return largest;
}

/*
 * Powers of two bring H's diagonal near 1. A factor's digits do not depend on
 * the units of the columns, so the condition should not, either.
 */
static void equilibrate(size_t n, double *a, double *scale)
{
    for (size_t j = 0; j < n; j++) {
        double size = sqrt(a[j * n + j]);
        scale[j] = isnormal(size) ? ldexp(1, -ilogb(size)) : 1;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++)
            a[i * n + j] *= scale[i] * scale[j];
}

static void restore_rows(size_t n, double *l, const double *scale)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++)
            l[i * n + j] /= scale[i];
}

bool hessian_factor(size_t p, double *hessian, double *scale, double *work,
                    double *condition)
{
    equilibrate(p, hessian, scale);
    double norm1 = norm1_of_lower(p, hessian, work);
    if (!factorise(p, hessian))
        return false;
    double reciprocal = factor_condition(p, hessian, norm1);
    restore_rows(p, hessian, scale);
    *condition = reciprocal > 0 ? 1 / reciprocal : (double)INFINITY;
    return true;
}

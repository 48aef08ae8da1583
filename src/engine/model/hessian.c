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

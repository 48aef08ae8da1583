#include "model/problem.h"

#include "base/memory.h"
#include "base/sum.h"
#include "linalg/linalg.h"
#include "model/logistic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void problem_multiply(const struct problem *problem, const double *v,
                      double *out)
{
    if (problem->sparse != NULL)
        sparse_multiply(problem->sparse, v, out);
    else
        multiply(problem->n, problem->p, problem->x, v, out);
}

/* out (p) = X' v */
static void multiply_back(const struct problem *problem, const double *v,
                          double *out)
{
    if (problem->sparse != NULL)
        sparse_multiply_transposed(problem->sparse, v, out);
    else
        multiply_transposed(problem->n, problem->p, problem->x, v, out);
}

static void dense_squares(const struct problem *problem, const double *weight,
                          double *out)
{
    memset(out, 0, problem->p * sizeof *out);
    for (size_t i = 0; i < problem->n; i++) {
        const double *x = problem->x + i * problem->p;
        for (size_t j = 0; j < problem->p; j++)
            out[j] += weight[i] * x[j] * x[j];
    }
}

void problem_diagonal(const struct problem *problem, const double *logit,
                      double *weight, double *out)
{
    for (size_t i = 0; i < problem->n; i++)
        weight[i] = logistic_weight(logit[i]);
    if (problem->sparse != NULL)
        sparse_squares(problem->sparse, weight, out);
    else
        dense_squares(problem, weight, out);
    for (size_t j = 0; j < problem->p; j++)
        out[j] += problem->penalty[j];
}

enum riffle_status iterate_init(struct iterate *at,
                                const struct problem *problem,
                                struct riffle_error *err)
{
    *at = (struct iterate){
        .w = array_new(problem->p, 1, sizeof(double)),
        .logit = array_new(problem->n, 1, sizeof(double)),
        .residual = array_new(problem->n, 1, sizeof(double)),
        .gradient = array_new(problem->p, 1, sizeof(double)),
    };
    if (at->w != NULL && at->logit != NULL && at->residual != NULL &&
        at->gradient != NULL)
        return RIFFLE_OK;
    iterate_release(at);
    return riffle_fail_memory(err,
                              2 * (problem->n + problem->p) * sizeof(double));
}

void iterate_release(struct iterate *at)
{
    free(at->w);
    free(at->logit);
    free(at->residual);
    free(at->gradient);
    *at = (struct iterate){0};
}

void iterate_evaluate(struct iterate *at, const struct problem *problem)
{
    struct sum objective = {0};
    problem_multiply(problem, at->w, at->logit);
    for (size_t i = 0; i < problem->n; i++) {
        struct logistic row = logistic_at(at->logit[i], problem->y[i]);
        at->residual[i] = row.residual;
        sum_add(&objective, row.loss);
    }
    multiply_back(problem, at->residual, at->gradient);
    for (size_t j = 0; j < problem->p; j++) {
        double pull = problem->penalty[j] * at->w[j];
        at->gradient[j] += pull;
        sum_add(&objective, pull * at->w[j] / 2);
    }
    at->objective = sum_value(&objective);
}

double problem_value(const struct problem *problem, const struct iterate *at)
{
    struct sum objective = {0};
    for (size_t i = 0; i < problem->n; i++)
        sum_add(&objective, logistic_loss(at->logit[i], problem->y[i]));
    for (size_t j = 0; j < problem->p; j++)
        sum_add(&objective, problem->penalty[j] * at->w[j] * at->w[j] / 2);
    return sum_value(&objective);
}

double problem_along(const struct problem *problem, const struct iterate *at,
                     const double *s, const double *xs, double a)
{
    struct sum objective = {0};
    for (size_t i = 0; i < problem->n; i++)
        sum_add(&objective,
                logistic_loss(at->logit[i] + a * xs[i], problem->y[i]));
    for (size_t j = 0; j < problem->p; j++) {
        double w = at->w[j] + a * s[j];
        sum_add(&objective, problem->penalty[j] * w * w / 2);
    }
    return sum_value(&objective);
}

double iterate_search(const struct iterate *at, const struct problem *problem,
                      const double *step, const double *x_step)
{
    enum { HALVINGS = 40 };
    double slope = dot(problem->p, at->gradient, step);
    double slack = 1e-13 * (1 + fabs(at->objective));
    double a = 1;
    for (int k = 0; k < HALVINGS; k++, a /= 2) {
        double value = problem_along(problem, at, step, x_step, a);
        if (value <= at->objective + 1e-4 * a * slope + slack)
            return a;
    }
    return 0;
}

void problem_apply_hessian(const struct problem *problem, const double *logit,
                           const double *v, double *xv, double *out)
{
    problem_multiply(problem, v, xv);
    for (size_t i = 0; i < problem->n; i++)
        xv[i] *= logistic_weight(logit[i]);
    multiply_back(problem, xv, out);
    for (size_t j = 0; j < problem->p; j++)
        out[j] += problem->penalty[j] * v[j];
}

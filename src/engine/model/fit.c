/* From a data set to an immutable fit: solve, whiten, look at each row. */
#include "model/fit.h"

#include "riffle/clock.h"
#include "riffle/limits.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/certify.h"
#include "model/points.h"
#include "model/refuse.h"
#include "model/slack.h"
#include "model/solve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Reached before the last, exact steps, which go to the rounding floor. */
static const double DEFAULT_TOLERANCE = 1e-12;

static bool wants_intercept(const struct riffle_fit_options *options)
{
    return options->intercept != RIFFLE_INTERCEPT_NONE;
}

/* diag of the penalty in solver columns: lambda n D, scaled as they are. */
static void fill_penalty(const struct basis *basis,
                         const struct riffle_fit_options *options, size_t n,
                         double *penalty)
{
    double strength = options->lambda * (double)n;
    for (size_t j = 0; j < basis->p; j++) {
        double scale =
            basis->scale != NULL && j < basis->n_features ? basis->scale[j] : 1;
        penalty[j] = strength * scale * scale;
    }
    if (options->intercept == RIFFLE_INTERCEPT_FREE)
        penalty[basis->p - 1] = 0;
}

static enum riffle_status allocate(struct riffle_fit *fit,
                                   struct riffle_error *err)
{
    size_t size = sizeof(double), p = fit->p;
    fit->theta = array_new(fit->basis->d, 1, size);
    fit->norm2 = array_new(fit->n, 1, size);
    fit->norm2_test = array_new(fit->m, 1, size);
    fit->pull = array_new(p, 1, size);
    fit->penalty = array_new(p, 1, size);
    if (fit->theta == NULL || fit->norm2 == NULL || fit->norm2_test == NULL ||
        fit->pull == NULL || fit->penalty == NULL)
        return riffle_fail_memory(err, (fit->n + fit->m + 3 * p) * size);
    return RIFFLE_OK;
}

static void fill_norms(size_t n, size_t p, const double *z, double *norm2)
{
    for (size_t i = 0; i < n; i++)
        norm2[i] = dot(p, z + i * p, z + i * p);
}

/* Z, its norms and what follows for the training rows; `design` becomes z. */
static enum riffle_status whiten_training(struct riffle_fit *fit,
                                          const struct solution *solution,
                                          struct riffle_error *err)
{
    size_t n = fit->n, p = fit->p;
    whiten_rows(n, p, fit->factor, fit->z);
    fill_norms(n, p, fit->z, fit->norm2);
    for (size_t j = 0; j < p; j++)
        fit->pull[j] = fit->penalty[j] * solution->at.w[j];
    solve_lower(p, fit->factor, fit->pull);
    return points_training(fit, solution->at.logit, err);
}

static enum riffle_status whiten_test(struct riffle_fit *fit,
                                      const struct solution *solution,
                                      struct riffle_error *err)
{
    size_t m = fit->m, p = fit->p;
    double *logit = array_new(m, 1, sizeof *logit);
    if (logit == NULL)
        return riffle_fail_memory(err, m * sizeof *logit);
    enum riffle_status status =
        basis_rows(fit->basis, m, fit->data->test.x, &fit->z_test, err);
    if (status == RIFFLE_OK) {
        multiply(m, p, fit->z_test, solution->at.w, logit);
        rounding_test(fit);
        whiten_rows(m, p, fit->factor, fit->z_test);
        fill_norms(m, p, fit->z_test, fit->norm2_test);
        status = points_test(fit, logit, err);
    }
    free(logit);
    return status;
}

/* What `solve` recorded, or what is behind it when lambda is 0. */
static enum riffle_status explain_failure(const struct riffle_fit *fit,
                                          const struct problem *problem,
                                          struct riffle_error *err)
{
    if (fit->summary.lambda > 0)
        return err->status;
    if (err->status == RIFFLE_ESEPARATED)
        return refuse_separated(err);
    if (err->status == RIFFLE_EUNIDENTIFIABLE ||
        err->status == RIFFLE_ENOTCONVERGED)
        return refuse_singular(fit->data, problem, err);
    return err->status;
}

/* A condition beyond this leaves less than three digits. */
static const double WORST_CONDITION = 1e13;

static enum riffle_status check_condition(const struct riffle_fit *fit,
                                          const struct problem *problem,
                                          struct riffle_error *err)
{
    if (fit->summary.condition <= WORST_CONDITION)
        return RIFFLE_OK;
    if (fit->summary.lambda == 0)
        return refuse_singular(fit->data, problem, err);
    riffle_fail(err, RIFFLE_EILLCONDITIONED,
                "the condition number of the Hessian is %.1e: fewer than "
                "three digits would be right",
                fit->summary.condition);
    riffle_hint(err, "raise lambda, or `load ... standardize=on'");
    return RIFFLE_EILLCONDITIONED;
}

/* options->start in solver columns, in the memory of `pull`; NULL: none. */
static const double *start_of(const struct riffle_fit *fit,
                              const struct riffle_fit_options *options)
{
    if (options->start == NULL)
        return NULL;
    basis_parameters(fit->basis, options->start, fit->pull);
    return fit->pull;
}

static enum riffle_status solve_fit(struct riffle_fit *fit,
                                    const struct riffle_fit_options *options,
                                    const struct riffle_progress *progress,
                                    struct solution *solution,
                                    struct riffle_error *err)
{
    struct sparse *sparse = sparse_new(fit->n, fit->p, fit->z);
    struct sparse *columns = sparse_transposed(sparse);
    struct problem problem = {
        .n = fit->n,
        .p = fit->p,
        .x = fit->z, /* not whitened yet */
        .y = fit->data->train.y,
        .penalty = fit->penalty,
        .sparse = columns != NULL ? sparse : NULL,
        .columns = columns,
    };
    struct riffle_error local = {0};
    struct riffle_error *told = err != NULL ? err : &local;
    double tolerance =
        options->tolerance > 0 ? options->tolerance : DEFAULT_TOLERANCE;
    enum riffle_status status = solve(&problem, start_of(fit, options),
                                      tolerance, progress, solution, told);
    sparse_free(sparse);
    sparse_free(columns);
    problem.sparse = problem.columns = NULL;
    if (status != RIFFLE_OK)
        return explain_failure(fit, &problem, told);
    fit->summary.iterations = solution->iterations;
    fit->summary.objective = solution->at.objective;
    fit->summary.condition = solution->condition;
    basis_theta(fit->basis, 1, solution->at.w, fit->pull, fit->theta);
    status = check_condition(fit, &problem, err);
    if (status != RIFFLE_OK)
        solution_release(solution);
    return status;
}

/* Both or neither: without memory the dense rows serve. */
static void find_sparse(struct riffle_fit *fit)
{
    const struct riffle_rows *train = &fit->data->train;
    fit->rows = sparse_new(fit->n, fit->data->n_features, train->x);
    fit->columns = sparse_transposed(fit->rows);
    if (fit->columns != NULL)
        return;
    sparse_free(fit->rows);
    fit->rows = NULL;
}

static enum riffle_status build(struct riffle_fit *fit,
                                const struct riffle_fit_options *options,
                                const struct riffle_progress *progress,
                                struct riffle_error *err)
{
    struct solution solution = {0};
    enum riffle_status status = basis_new(fit->data, wants_intercept(options),
                                          &fit->basis, &fit->z, err);
    if (status != RIFFLE_OK)
        return status;
    fit->p = fit->basis->p;
    fit->summary.d = fit->basis->d;
    fit->summary.p = fit->p;
    status = allocate(fit, err);
    if (status != RIFFLE_OK)
        return status;
    fill_penalty(fit->basis, options, fit->n, fit->penalty);
    find_sparse(fit);
    status = solve_fit(fit, options, progress, &solution, err);
    if (status != RIFFLE_OK)
        return status;
    fit->factor = solution.factor;
    solution.factor = NULL;
    status = rounding_init(fit, solution.moved, err);
    if (status == RIFFLE_OK)
        status = whiten_training(fit, &solution, err);
    if (status == RIFFLE_OK)
        status = whiten_test(fit, &solution, err);
    if (status == RIFFLE_OK && options->penalty == RIFFLE_PENALTY_SCALED)
        status = points_scaled(fit, err);
    if (status == RIFFLE_OK)
        status = slack_init(fit, err);
    if (status == RIFFLE_OK)
        status = certify_fit(fit, err);
    solution_release(&solution);
    return status;
}

enum riffle_status riffle_fit_new(const struct riffle_dataset *data,
                                  const struct riffle_fit_options *options,
                                  const struct riffle_progress *progress,
                                  struct riffle_fit **fit,
                                  struct riffle_error *err)
{
    double started = riffle_seconds();
    enum riffle_status status = refuse_before(data, options, err);
    if (status != RIFFLE_OK)
        return status;
    struct riffle_fit *made = calloc(1, sizeof *made);
    if (made == NULL)
        return riffle_fail_memory(err, sizeof *made);
    made->data = data;
    made->n = data->train.n;
    made->m = data->test.n;
    made->summary.n = made->n;
    made->summary.lambda = options->lambda;
    made->summary.penalty = options->penalty;
    made->summary.intercept = options->intercept;
    status = build(made, options, progress, err);
    if (status != RIFFLE_OK) {
        riffle_fit_free(made);
        return status;
    }
    made->summary.seconds = riffle_seconds() - started;
    *fit = made;
    return RIFFLE_OK;
}

void riffle_fit_free(struct riffle_fit *fit)
{
    if (fit == NULL)
        return;
    basis_free(fit->basis);
    sparse_free(fit->rows);
    sparse_free(fit->columns);
    free(fit->theta);
    free(fit->factor);
    free(fit->z);
    free(fit->z_test);
    free(fit->norm2);
    free(fit->norm2_test);
    free(fit->pull);
    free(fit->penalty);
    free(fit->start_gradient);
    free(fit->scaled_factor);
    free(fit->scaled_norm2);
    free(fit->slack);
    rounding_release(&fit->rounding);
    points_release(&fit->train);
    points_release(&fit->test);
    free(fit);
}

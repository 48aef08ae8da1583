/* From a data set to an immutable fit: solve, look at each row, whiten. */
#include "model/fit.h"

#include "riffle/clock.h"
#include "riffle/limits.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/certify.h"
#include "model/complete.h"
#include "model/lean.h"
#include "model/points.h"
#include "model/refuse.h"
#include "model/solve.h"

#include <math.h>
#include <stdlib.h>

/* Reached before the last, exact steps, which go to the rounding floor. */
static const double DEFAULT_TOLERANCE = 1e-12;
/* Flops of a Hessian from which on it is worth doing without. */
static const double LARGE = 1e9;
/* Columns whose largest entries lie beyond are scaled first. */
static const double SMALLEST = 0x1p-40, LARGEST = 0x1p40;

/* A fit on its way. */
struct making {
    struct riffle_fit *fit;
    const struct riffle_fit_options *options;
    const struct riffle_progress *progress;
    const double *start; /* d; NULL: zeros */
};

static double tolerance_of(const struct making *making)
{
    double asked = making->options->tolerance;
    return asked > 0 ? asked : DEFAULT_TOLERANCE;
}

static bool wants_intercept(const struct riffle_fit_options *options)
{
    return options->intercept != RIFFLE_INTERCEPT_NONE;
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
        err->status == RIFFLE_ENOTCONVERGED ||
        err->status == RIFFLE_EILLCONDITIONED)
        return refuse_singular(fit->data, problem, err);
    return err->status;
}

/* The start in solver columns: p, or NULL. */
static enum riffle_status find_start(const struct making *making,
                                     double **start, struct riffle_error *err)
{
    const struct riffle_fit *fit = making->fit;
    *start = NULL;
    if (making->start == NULL)
        return RIFFLE_OK;
    *start = array_new(fit->p, 1, sizeof **start);
    if (*start == NULL)
        return riffle_fail_memory(err, fit->p * sizeof **start);
    basis_parameters(fit->basis, making->start, *start);
    return RIFFLE_OK;
}

static enum riffle_status solve_design(const struct making *making,
                                       struct solution *solution,
                                       struct riffle_error *err)
{
    struct riffle_fit *fit = making->fit;
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
    double *start = NULL;
    enum riffle_status status = find_start(making, &start, told);
    if (status == RIFFLE_OK)
        status = solve(&problem, start, tolerance_of(making), making->progress,
                       solution, told);
    free(start);
    sparse_free(sparse);
    sparse_free(columns);
    problem.sparse = problem.columns = NULL;
    if (status == RIFFLE_OK) {
        fit->summary.condition = solution->condition;
        status = complete_check(fit, told);
    }
    return status == RIFFLE_OK ? status : explain_failure(fit, &problem, told);
}

static enum riffle_status begin_design(const struct making *making,
                                       struct riffle_error *err)
{
    struct riffle_fit *fit = making->fit;
    enum riffle_status status =
        basis_new(fit->data, fit->summary.lambda,
                  wants_intercept(making->options), &fit->basis, &fit->z, err);
    if (status != RIFFLE_OK)
        return status;
    fit->penalty = array_new(fit->p, 1, sizeof *fit->penalty);
    if (fit->penalty == NULL)
        return riffle_fail_memory(err, fit->p * sizeof *fit->penalty);
    complete_penalty(fit);
    return RIFFLE_OK;
}

/* `count` logits at theta; out: count. */
static void find_logits(const struct riffle_fit *fit,
                        const struct riffle_rows *rows, double *out)
{
    size_t features = fit->data->n_features;
    multiply(rows->n, features, rows->x, fit->theta, out);
    for (size_t i = 0; fit->summary.d > features && i < rows->n; i++)
        out[i] += fit->theta[features];
}

static enum riffle_status look_at_test(struct riffle_fit *fit,
                                       struct riffle_error *err)
{
    double *logit = array_new(fit->m, 1, sizeof *logit);
    if (logit == NULL)
        return riffle_fail_memory(err, fit->m * sizeof *logit);
    find_logits(fit, &fit->data->test, logit);
    enum riffle_status status = points_test(fit, logit, err);
    free(logit);
    return status;
}

static enum riffle_status take_solution(struct riffle_fit *fit,
                                        struct solution *solution,
                                        struct riffle_error *err)
{
    double *scratch = array_new(fit->p, 1, sizeof *scratch);
    if (scratch == NULL)
        return riffle_fail_memory(err, fit->p * sizeof *scratch);
    basis_theta(fit->basis, 1, solution->at.w, scratch, fit->theta);
    free(scratch);
    fit->summary.iterations = solution->iterations;
    fit->summary.objective = solution->at.objective;
    fit->factor = solution->factor;
    solution->factor = NULL;
    enum riffle_status status = points_training(fit, solution->at.logit, err);
    if (status == RIFFLE_OK)
        status = look_at_test(fit, err);
    if (status == RIFFLE_OK)
        status = complete_with(fit, solution->at.w, solution->moved, err);
    return status == RIFFLE_OK ? certify_fit(fit, err) : status;
}

/* Small problems, and those that need exact factors on the way. */
static enum riffle_status build_exact(const struct making *making,
                                      struct riffle_error *err)
{
    struct solution solution = {0};
    enum riffle_status status = begin_design(making, err);
    if (status == RIFFLE_OK)
        status = solve_design(making, &solution, err);
    if (status == RIFFLE_OK)
        status = take_solution(making->fit, &solution, err);
    solution_release(&solution);
    return status;
}

static bool is_lean(const struct riffle_fit *fit)
{
    return fit->summary.lambda > 0 &&
           (double)fit->n * (double)fit->p * (double)fit->p > LARGE;
}

/* Squares of entries neither overflow nor vanish in single precision. */
static bool is_moderate(const struct pass_survey *survey, size_t features)
{
    for (size_t j = 0; j < features; j++) {
        double largest = survey->largest[j];
        if (largest > LARGEST || (largest > 0 && largest < SMALLEST))
            return false;
    }
    return true;
}

static enum riffle_status take_lean(struct riffle_fit *fit, struct lean *lean,
                                    const struct pass_survey *survey,
                                    struct riffle_error *err)
{
    fit->summary.iterations = lean->iterations;
    fit->summary.objective = lean->at.objective;
    fit->summary.condition = NAN;
    fit->summary.max_leverage = NAN;
    enum riffle_status status = points_training(fit, lean->at.logit, err);
    if (status == RIFFLE_OK)
        status = look_at_test(fit, err);
    return status == RIFFLE_OK ? certify_lean(fit, lean, survey, err) : status;
}

static enum riffle_status solve_lean(const struct making *making,
                                     struct lean *lean, bool *arrived,
                                     struct riffle_error *err)
{
    struct riffle_fit *fit = making->fit;
    struct pass_survey survey;
    enum riffle_status status = pass_survey(&lean->pass, &survey, err);
    if (status != RIFFLE_OK)
        return status;
    bool moderate = is_moderate(&survey, lean->pass.features);
    if (moderate)
        status = lean_solve(lean, making->start, tolerance_of(making),
                            making->progress, arrived, err);
    for (size_t j = 0; moderate && j < fit->summary.d; j++)
        fit->theta[j] = lean->at.w[j];
    if (status == RIFFLE_OK && *arrived)
        status = take_lean(fit, lean, &survey, err);
    pass_survey_release(&survey);
    return status;
}

/* Without a factor; *arrived is false when that does not do, and theta is then
   where to begin. */
static enum riffle_status build_lean(const struct making *making, bool *arrived,
                                     struct riffle_error *err)
{
    struct riffle_fit *fit = making->fit;
    size_t d = fit->summary.d, features = fit->data->n_features;
    const struct pass_of of = {&fit->data->train, features, d > features,
                               fit->rows};
    struct lean lean;
    double *penalty = array_new(d, 1, sizeof *penalty);
    if (penalty == NULL)
        return riffle_fail_memory(err, d * sizeof *penalty);
    for (size_t j = 0; j < d; j++)
        penalty[j] = fit->summary.lambda * (double)fit->n;
    if (making->options->intercept == RIFFLE_INTERCEPT_FREE)
        penalty[features] = 0;
    enum riffle_status status = lean_init(&lean, &of, penalty, err);
    if (status == RIFFLE_OK) {
        status = solve_lean(making, &lean, arrived, err);
        lean_release(&lean);
    }
    free(penalty);
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

static enum riffle_status build(struct making *making, struct riffle_error *err)
{
    struct riffle_fit *fit = making->fit;
    bool arrived = false;
    enum riffle_status status = RIFFLE_OK;
    fit->theta = array_new(fit->summary.d, 1, sizeof *fit->theta);
    if (fit->theta == NULL)
        return riffle_fail_memory(err, fit->summary.d * sizeof *fit->theta);
    find_sparse(fit);
    if (is_lean(fit)) {
        status = build_lean(making, &arrived, err);
        making->start = fit->theta;
    }
    if (status == RIFFLE_OK && !arrived)
        return build_exact(making, err);
    if (status == RIFFLE_OK && !making->options->later)
        status = riffle_fit_complete(fit, making->progress, err);
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
    size_t n = data->train.n, ones = wants_intercept(options) ? 1 : 0;
    made->data = data;
    made->n = n;
    made->m = data->test.n;
    made->p = basis_columns(data, options->lambda, ones > 0);
    made->summary = (struct riffle_fit_summary){
        .n = n,
        .d = data->n_features + ones,
        .p = made->p,
        .lambda = options->lambda,
        .penalty = options->penalty,
        .intercept = options->intercept,
    };
    struct making making = {made, options, progress, options->start};
    status = build(&making, err);
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

/* HyDRA and SGD-influence: how a row's weight moves the end of a descent. */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/descent.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/logistic.h"

static const double MOST_FLOPS = 2e13;

static struct descent_plan plan_of(const struct riffle_score_query *query)
{
    return (struct descent_plan){.steps = (size_t)query->settings[0],
                                 .rate = query->settings[1]};
}

/* A descent, and the measure's gradient v (p) at its end. */
static enum riffle_status begin(const struct riffle_score_query *query,
                                const struct descent_plan *plan,
                                struct descent *descent, double **v,
                                struct riffle_error *err)
{
    const double *gradient = NULL;
    enum riffle_status status = score_gradient(query, &gradient, err);
    if (status == RIFFLE_OK)
        status = descent_init(descent, query, plan, err);
    if (status != RIFFLE_OK)
        return status;
    *v = array_new(query->fit->p, 1, sizeof **v);
    if (*v == NULL)
        return riffle_fail_memory(err, query->fit->p * sizeof **v);
    return descent_gradient(descent, query->measure, descent->steps, *v, err);
}

/*
 * hessian (p x p, lower half) = X'A X / n + lambda D at theta_t.
 * rows: n x p, scratch
 */
static void fill_hessian(const struct descent *descent, size_t t, double *rows,
                         double *hessian)
{
    size_t n = descent->n, p = descent->p;
    const double *theta = descent->points + t * p;
    for (size_t i = 0; i < n; i++) {
        const double *x = descent->x + i * p;
        double weight = logistic_weight(dot(p, x, theta)) / (double)n;
        for (size_t j = 0; j < p; j++)
            rows[i * p + j] = sqrt(weight) * x[j];
    }
    memset(hessian, 0, p * p * sizeof *hessian);
    add_gram_columns(n, p, 1, rows, hessian);
    for (size_t j = 0; j < p; j++) {
        hessian[j * p + j] += descent->penalty[j];
        for (size_t k = 0; k < j; k++)
            hessian[k * p + j] = hessian[j * p + k];
    }
}

/* h_i = (I - eta H_t) h_i - eta g_i(t) for every row. */
static void advance(const struct descent *descent, size_t t, double *h,
                    double *image, double *hessian)
{
    size_t n = descent->n, p = descent->p;
    const double *residual = descent->residuals + t * n;
    const double *theta = descent->points + t * p;
    bool scaled = descent->fit->summary.penalty == RIFFLE_PENALTY_SCALED;
    fill_hessian(descent, t, image, hessian);
    multiply_matrix(n, p, p, h, hessian, image);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < p; j++) {
            double g = residual[i] * descent->x[i * p + j] +
                       (scaled ? descent->penalty[j] * theta[j] : 0);
            h[i * p + j] -= descent->eta * (image[i * p + j] + g);
        }
}

static enum riffle_status check_cost(const struct riffle_score_query *query,
                                     struct riffle_error *err)
{
    double n = (double)query->fit->n, p = (double)query->fit->p;
    double flops = 4 * query->settings[0] * n * p * p;
    if (flops <= MOST_FLOPS)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_ELIMIT, "hydra would take %.1e flops here", flops);
    riffle_hint(err,
                "by=sgd-influence has the same limit at a fraction of "
                "that; or with=steps:%.0f",
                fmax(1, floor(MOST_FLOPS / (4 * n * p * p))));
    return RIFFLE_ELIMIT;
}

static enum riffle_status forward(const struct descent *descent,
                                  const struct riffle_score_query *query,
                                  const double *v, double *values,
                                  struct riffle_error *err)
{
    size_t n = descent->n, p = descent->p;
    double *h = array_new(n, p, sizeof *h);
    double *image = array_new(n, p, sizeof *image);
    double *hessian = array_new(p, p, sizeof *hessian);
    enum riffle_status status = RIFFLE_OK;
    if (h == NULL || image == NULL || hessian == NULL)
        status = riffle_fail_memory(err, 2 * n * p * sizeof *h);
    for (size_t t = 0; status == RIFFLE_OK && t < descent->steps; t++) {
        advance(descent, t, h, image, hessian);
        if (!riffle_progress_step(query->progress, "hydra", t, descent->steps))
            status = riffle_fail(err, RIFFLE_STOPPED, "stopped");
    }
    for (size_t i = 0; status == RIFFLE_OK && i < n; i++)
        values[i] = -dot(p, h + i * p, v) / (double)n;
    free(h);
    free(image);
    free(hessian);
    return status;
}

static enum riffle_status compute_exact(const struct riffle_score_query *query,
                                        struct riffle_score_result *result,
                                        struct riffle_error *err)
{
    struct descent descent = {0};
    const struct descent_plan plan = plan_of(query);
    double *v = NULL;
    enum riffle_status status = check_cost(query, err);
    if (status == RIFFLE_OK)
        status = begin(query, &plan, &descent, &v, err);
    if (status == RIFFLE_OK)
        status = forward(&descent, query, v, result->values, err);
    free(v);
    descent_release(&descent);
    return status;
}

/*
 * sum over t of eta (1 - eta decay)^(T - 1 - t) r_i(t), for each row, and for
 * penalty=scaled the same of lambda D theta_t times v, which all rows share.
 */
static void decayed(const struct descent *descent, double decay, double *sums)
{
    double keep = 1 - descent->eta * decay;
    memset(sums, 0, descent->n * sizeof *sums);
    for (size_t t = 0; t < descent->steps; t++)
        for (size_t i = 0; i < descent->n; i++)
            sums[i] = keep * sums[i] +
                      descent->eta * descent->residuals[t * descent->n + i];
}

static double decayed_pull(const struct descent *descent, const double *v)
{
    double keep = 1 - descent->eta * descent->fit->summary.lambda, sum = 0;
    for (size_t t = 0; t < descent->steps; t++)
        sum = keep * sum + descent->eta * descent_pull(descent, t, v);
    return sum;
}

/* Penalised columns decay, a free intercept, the last, does not. */
static enum riffle_status without_hessian(const struct descent *descent,
                                          const double *v, double *values,
                                          struct riffle_error *err)
{
    size_t n = descent->n, p = descent->p;
    bool is_free = descent->penalty[p - 1] < descent->fit->summary.lambda;
    size_t held = is_free ? p - 1 : p;
    double *sums = array_new(2, n, sizeof *sums);
    if (sums == NULL)
        return riffle_fail_memory(err, 2 * n * sizeof *sums);
    double pull = decayed_pull(descent, v);
    decayed(descent, descent->fit->summary.lambda, sums);
    if (is_free)
        decayed(descent, 0, sums + n);
    for (size_t i = 0; i < n; i++) {
        const double *x = descent->x + i * p;
        double value = sums[i] * dot(held, x, v) + pull;
        if (is_free)
            value += sums[n + i] * x[held] * v[held];
        values[i] = value / (double)n;
    }
    free(sums);
    return RIFFLE_OK;
}

static enum riffle_status compute_fast(const struct riffle_score_query *query,
                                       struct riffle_score_result *result,
                                       struct riffle_error *err)
{
    struct descent descent = {0};
    const struct descent_plan plan = plan_of(query);
    double *v = NULL;
    enum riffle_status status = begin(query, &plan, &descent, &v, err);
    if (status == RIFFLE_OK)
        status = without_hessian(&descent, v, result->values, err);
    free(v);
    descent_release(&descent);
    return status;
}

/* u = u - eta H_t u, H_t over the step's batch. work: n. */
static void step_back(const struct descent *descent, size_t t, double *u,
                      const double *products, double *work)
{
    size_t n = descent->n, p = descent->p;
    const double *residual = descent->residuals + t * n;
    double *image = work + n;
    multiply(n, p, descent->x, descent->points + t * p, work);
    for (size_t i = 0; i < n; i++) {
        bool in = descent->batch == 0 || residual[i] != 0;
        work[i] =
            in ? logistic_weight(work[i]) * products[i] / descent_rows(descent)
               : 0;
    }
    multiply_transposed(n, p, descent->x, work, image);
    for (size_t j = 0; j < p; j++)
        u[j] -= descent->eta * (image[j] + descent->penalty[j] * u[j]);
}

/* u begins as the measure's gradient at the end; destroyed. */
static enum riffle_status backward(const struct descent *descent,
                                   const struct riffle_score_query *query,
                                   double *u, double *values,
                                   struct riffle_error *err)
{
    size_t n = descent->n, p = descent->p;
    double *products = array_new(3 * n + p, 1, sizeof *products);
    if (products == NULL)
        return riffle_fail_memory(err, (3 * n + p) * sizeof *products);
    double *sum = products + n, *work = products + 2 * n;
    enum riffle_status status = RIFFLE_OK;
    for (size_t t = descent->steps; status == RIFFLE_OK && t-- > 0;) {
        const double *residual = descent->residuals + t * n;
        double base = descent_pull(descent, t, u);
        multiply(n, p, descent->x, u, products);
        for (size_t i = 0; i < n; i++)
            if (descent->batch == 0 || residual[i] != 0)
                sum[i] += descent->eta / descent_rows(descent) *
                          (residual[i] * products[i] + base);
        step_back(descent, t, u, products, work);
        if (t % 16 == 0 &&
            !riffle_progress_step(query->progress, "back along the descent",
                                  descent->steps - t, descent->steps))
            status = riffle_fail(err, RIFFLE_STOPPED, "stopped");
    }
    if (status == RIFFLE_OK)
        memcpy(values, sum, n * sizeof *values);
    free(products);
    return status;
}

static enum riffle_status compute_back(const struct riffle_score_query *query,
                                       struct riffle_score_result *result,
                                       struct riffle_error *err)
{
    struct descent descent = {0};
    struct descent_plan plan = plan_of(query);
    double *u = NULL;
    plan.batch = (size_t)query->settings[2];
    enum riffle_status status = begin(query, &plan, &descent, &u, err);
    if (status == RIFFLE_OK)
        status = backward(&descent, query, u, result->values, err);
    free(u);
    descent_release(&descent);
    return status;
}

static const struct riffle_score_setting full[] = {
    DESCENT_STEPS, DESCENT_RATE, {.name = NULL}};
static const struct riffle_score_setting batched[] = {
    DESCENT_STEPS, DESCENT_RATE, DESCENT_BATCH, {.name = NULL}};

const struct riffle_score score_hydra = {
    .name = "hydra",
    .title = "HyDRA",
    .summary = "how the end of a descent moves with the row's weight, unrolled "
               "forwards with every Hessian",
    .formula = "-v.h_i / n, h_i = (I - eta H_t) h_i - eta g_i(t) along the "
               "descent",
    .sign = "positive: removal increases the measure",
    .cost = "4 n p^2 flops a step",
    .caveat = "before the descent has arrived it is an early-stopped influence "
              "function: directions of little curvature are missing",
    .source = "Chen et al. 2021; survey 5.2.2, eq. 62",
    .kind = RIFFLE_SCORE_DESCENT,
    .needs_measure = true,
    .same_unit = true,
    .settings = full,
    .compute = compute_exact,
};

const struct riffle_score score_hydra_fast = {
    .name = "hydra-fast",
    .title = "HyDRA, fast",
    .summary = "HyDRA with the losses' Hessians left out: tends to the "
               "representer value",
    .formula = "x_i.v / n times the sum over t of eta (1 - eta lambda)^(T-1-t) "
               "r_i(t)",
    .sign = "positive: without the row's term the measure is larger",
    .cost = "4 n p flops a step",
    .caveat = "overstates as the representer value does, without limit as "
              "lambda goes to 0; a free intercept's part grows with the steps",
    .source = "Chen et al. 2021, algorithm 4; survey 5.2.2, eq. 79",
    .kind = RIFFLE_SCORE_DESCENT,
    .needs_measure = true,
    .same_unit = true,
    .settings = full,
    .compute = compute_fast,
};

const struct riffle_score score_sgd_influence = {
    .name = "sgd-influence",
    .title = "SGD-influence",
    .summary = "what leaving the row out of every step would have changed, by "
               "one pass back along the descent",
    .formula = "sum over t of eta r_i(t) x_i.u_t / |batch|, u_t-1 = "
               "(I - eta H_t) u_t, u_T = v",
    .sign = "positive: removal increases the measure",
    .cost = "10 n p flops a step, for all rows at once",
    .caveat = "first order, as the influence function, to which it tends for "
              "full batches",
    .source = "Hara, Nitanda and Maehara 2019; survey 5.2.2",
    .kind = RIFFLE_SCORE_DESCENT,
    .needs_measure = true,
    .same_unit = true,
    .settings = batched,
    .compute = compute_back,
};

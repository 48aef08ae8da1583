#include "attribution/descent.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "riffle/rng.h"

#include "attribution/plain.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "measure/measure.h"
#include "model/logistic.h"

enum { POWER_STEPS = 60 };
static const double MOST_BYTES = 1e9;

/* Largest eigenvalue of X'X / (4 n) + lambda: no curvature is above. */
static double largest_curvature(const struct descent *descent, double *work)
{
    size_t n = descent->n, p = descent->p;
    double *v = work, *image = work + p, *logits = work + 2 * p;
    double size = 1;
    for (size_t j = 0; j < p; j++)
        v[j] = 1 / sqrt((double)p);
    for (size_t k = 0; k < POWER_STEPS; k++) {
        multiply(n, p, descent->x, v, logits);
        multiply_transposed(n, p, descent->x, logits, image);
        size = norm(p, image);
        for (size_t j = 0; j < p && size > 0; j++)
            v[j] = image[j] / size;
    }
    return size / (4 * (double)n) + descent->fit->summary.lambda;
}

/* Residuals at theta_t into row t, 0 outside of the batch; rows: n, any. */
static void fill_residuals(struct descent *descent, size_t t,
                           struct riffle_rng *rng, size_t *rows)
{
    size_t n = descent->n, p = descent->p;
    double *residual = descent->residuals + t * n;
    multiply(n, p, descent->x, descent->points + t * p, residual);
    for (size_t i = 0; i < n; i++)
        residual[i] =
            logistic_residual(residual[i], descent->fit->data->train.y[i]);
    if (descent->batch == 0)
        return;
    riffle_rng_choose(rng, rows, n, descent->batch);
    for (size_t k = descent->batch; k < n; k++)
        residual[rows[k]] = 0;
}

static void look(const struct descent *descent, const struct descent_plan *plan,
                 size_t t)
{
    if (plan->look != NULL)
        plan->look(plan->look_data, descent, t);
}

static enum riffle_status run(struct descent *descent,
                              const struct riffle_score_query *query,
                              const struct descent_plan *plan, size_t *rows,
                              struct riffle_error *err)
{
    size_t p = descent->p;
    struct riffle_rng rng;
    riffle_rng_init(&rng, query->seed, "descent");
    for (size_t i = 0; i < descent->n; i++)
        rows[i] = i;
    look(descent, plan, 0);
    for (size_t t = 0; t < descent->steps; t++) {
        const double *from = descent->points + t * p;
        double *to = descent->points + (t + 1) * p;
        fill_residuals(descent, t, &rng, rows);
        multiply_transposed(descent->n, p, descent->x,
                            descent->residuals + t * descent->n, to);
        for (size_t j = 0; j < p; j++)
            to[j] = from[j] - descent->eta * (to[j] / descent_rows(descent) +
                                              descent->penalty[j] * from[j]);
        look(descent, plan, t + 1);
        if (t % 16 == 0 && !riffle_progress_step(query->progress, "descent", t,
                                                 descent->steps))
            return riffle_fail(err, RIFFLE_STOPPED, "the descent was stopped");
    }
    return RIFFLE_OK;
}

static enum riffle_status allocate(struct descent *descent,
                                   struct riffle_error *err)
{
    size_t n = descent->n, p = descent->p, steps = descent->steps;
    double bytes = 8 * (double)(steps + 1) * (double)(n + p);
    if (bytes > MOST_BYTES) {
        riffle_fail(err, RIFFLE_ELIMIT,
                    "%zu steps over %zu rows fill %.1f GB, more than 1 GB",
                    steps, n, bytes / 1e9);
        riffle_hint(err, "with=steps:%.0f or fewer",
                    floor(MOST_BYTES / 8 / (double)(n + p)) - 1);
        return RIFFLE_ELIMIT;
    }
    descent->points = array_new(steps + 1, p, sizeof(double));
    descent->residuals = array_new(steps, n, sizeof(double));
    descent->penalty = array_new(p, 1, sizeof(double));
    if (descent->points == NULL || descent->residuals == NULL ||
        descent->penalty == NULL)
        return riffle_fail_memory(err, (size_t)bytes);
    for (size_t j = 0; j < p; j++)
        descent->penalty[j] = plain_penalty(descent->fit, j);
    return plain_rows(descent->fit, &descent->x, err);
}

enum riffle_status descent_init(struct descent *descent,
                                const struct riffle_score_query *query,
                                const struct descent_plan *plan,
                                struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    *descent =
        (struct descent){.fit = fit,
                         .n = fit->n,
                         .p = fit->p,
                         .steps = plan->steps,
                         .batch = plan->batch < fit->n ? plan->batch : 0};
    enum riffle_status status = allocate(descent, err);
    size_t *rows = array_new(fit->n, 1, sizeof *rows);
    double *work = array_new(fit->n + 2 * fit->p, 1, sizeof *work);
    if (status == RIFFLE_OK && (rows == NULL || work == NULL))
        status = riffle_fail_memory(err, fit->n * sizeof *work);
    if (status == RIFFLE_OK) {
        descent->eta = plan->rate / largest_curvature(descent, work);
        status = run(descent, query, plan, rows, err);
    }
    free(rows);
    free(work);
    if (status != RIFFLE_OK)
        descent_release(descent);
    return status;
}

void descent_release(struct descent *descent)
{
    free(descent->x);
    free(descent->points);
    free(descent->residuals);
    free(descent->penalty);
    *descent = (struct descent){0};
}

enum riffle_status descent_gradient(const struct descent *descent,
                                    const struct riffle_measure *measure,
                                    size_t t, double *out,
                                    struct riffle_error *err)
{
    size_t p = descent->p;
    double *point = array_new(p, 1, sizeof *point);
    if (point == NULL)
        return riffle_fail_memory(err, p * sizeof *point);
    memcpy(point, descent->points + t * p, p * sizeof *point);
    plain_point(descent->fit, point);
    enum riffle_status status = measure_gradient_at(measure, point, out, err);
    if (status == RIFFLE_OK)
        plain_gradient(descent->fit, out);
    free(point);
    return status;
}

double descent_pull(const struct descent *descent, size_t t, const double *v)
{
    const double *theta = descent->points + t * descent->p;
    double sum = 0;
    if (descent->fit->summary.penalty == RIFFLE_PENALTY_FIXED)
        return 0;
    for (size_t j = 0; j < descent->p; j++)
        sum += descent->penalty[j] * theta[j] * v[j];
    return sum;
}

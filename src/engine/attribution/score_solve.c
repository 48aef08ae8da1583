/* LiSSA: H^-1 v by a truncated series that needs no factor, to be compared. */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/knn.h"
#include "attribution/plain.h"
#include "attribution/solve.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "measure/view.h"
#include "model/fit.h"

enum { POWER_STEPS = 100 };

enum riffle_status solve_begin(const struct riffle_score_query *query,
                               double **x, double **v, struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    const double *gradient = NULL;
    enum riffle_status status = score_gradient(query, &gradient, err);
    if (status == RIFFLE_OK)
        status = plain_rows(fit, x, err);
    if (status != RIFFLE_OK)
        return status;
    *v = array_new(2, fit->p, sizeof **v);
    if (*v == NULL) {
        free(*x);
        *x = NULL;
        return riffle_fail_memory(err, 2 * fit->p * sizeof **v);
    }
    memcpy(*v, gradient, fit->p * sizeof **v);
    plain_gradient(fit, *v);
    return RIFFLE_OK;
}

enum riffle_status solve_project_rows(const struct riffle_fit *fit,
                                      const double *x, const double *s,
                                      double *values, struct riffle_error *err)
{
    size_t n = fit->n, p = fit->p;
    double *theta = array_new(p, 1, sizeof *theta);
    if (theta == NULL)
        return riffle_fail_memory(err, p * sizeof *theta);
    plain_theta(fit, theta);
    double base = 0;
    for (size_t j = 0; j < p; j++)
        base += plain_penalty(fit, j) * theta[j] * s[j];
    free(theta);
    if (fit->summary.penalty == RIFFLE_PENALTY_FIXED)
        base = 0;
    multiply(n, p, x, s, values);
    for (size_t i = 0; i < n; i++)
        values[i] = fit->train.residual[i] * values[i] + base;
    return RIFFLE_OK;
}

void solve_apply(const struct riffle_fit *fit, const double *x, const double *s,
                 double *work, double *out)
{
    multiply(fit->n, fit->p, x, s, work);
    for (size_t i = 0; i < fit->n; i++)
        work[i] *= fit->train.weight[i];
    multiply_transposed(fit->n, fit->p, x, work, out);
    for (size_t j = 0; j < fit->p; j++)
        out[j] += plain_penalty(fit, j) * (double)fit->n * s[j];
}

static double largest(const struct riffle_fit *fit, const double *x, double *v,
                      double *work, double *image)
{
    double size = 1;
    for (size_t j = 0; j < fit->p; j++)
        v[j] = 1 / sqrt((double)fit->p);
    for (size_t k = 0; k < POWER_STEPS; k++) {
        solve_apply(fit, x, v, work, image);
        size = norm(fit->p, image);
        for (size_t j = 0; j < fit->p; j++)
            v[j] = image[j] / size;
    }
    return size;
}

/*
 * s = v / c + (I - H / c) s, c = scale times the largest eigenvalue.
 * room: 2 p + n, s: p
 */
static enum riffle_status iterate(const struct riffle_score_query *query,
                                  const double *x, const double *v,
                                  double *room, double *s,
                                  struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    size_t p = fit->p, steps = (size_t)query->settings[0];
    double *image = room, *work = room + 2 * p;
    double c = query->settings[1] * largest(fit, x, room + p, work, image);
    memset(s, 0, p * sizeof *s);
    for (size_t t = 0; t < steps; t++) {
        solve_apply(fit, x, s, work, image);
        for (size_t j = 0; j < p; j++)
            s[j] += (v[j] - image[j]) / c;
        if (t % 64 == 0 &&
            !riffle_progress_step(query->progress, "LiSSA", t, steps))
            return riffle_fail(err, RIFFLE_STOPPED, "stopped");
    }
    /* what is left is (I - H / c)^steps v, no longer than v if it converges */
    double rest = 0;
    solve_apply(fit, x, s, work, image);
    for (size_t j = 0; j < p; j++)
        rest += (v[j] - image[j]) * (v[j] - image[j]);
    if (isfinite(rest) && sqrt(rest) <= 2 * norm(p, v))
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_ENOTCONVERGED, "LiSSA diverges with scale:%g",
                query->settings[1]);
    riffle_hint(err, "it converges above 0.5: with=scale:1.1");
    return RIFFLE_ENOTCONVERGED;
}

/* Mark the `k` rows nearest to test row `test`, in the data's units. */
static void mark_nearest(const struct riffle_fit *fit, size_t test, size_t k,
                         struct ranked *order, bool *near)
{
    knn_order(fit, test, false, order);
    for (size_t j = 0; j < k && j < fit->n; j++)
        near[order[j].item] = true;
}

/* Only rows near a test row of the measure keep a value; the rest count as
   0. A measure of other rows restricts nothing. */
static enum riffle_status restrict_rows(const struct riffle_score_query *query,
                                        double *values,
                                        struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    const struct measure_view *view = &query->measure->view;
    enum measure_rows rows = query->measure->entry->rows;
    size_t k = (size_t)query->settings[2];
    if (k == 0 || rows == MEASURE_TRAIN || rows == MEASURE_PARAMETER)
        return RIFFLE_OK;
    struct ranked *order = array_new(fit->n, 1, sizeof *order);
    bool *near = array_new(fit->n, 1, sizeof *near);
    if (order == NULL || near == NULL) {
        free(order);
        free(near);
        return riffle_fail_memory(err, fit->n * sizeof *order);
    }
    for (size_t t = 0; t < view->count; t++)
        mark_nearest(fit, view->from != NULL ? view->from[t] : t, k, order,
                     near);
    for (size_t i = 0; i < fit->n; i++)
        values[i] = near[i] ? values[i] : 0;
    free(order);
    free(near);
    return RIFFLE_OK;
}

static enum riffle_status compute_lissa(const struct riffle_score_query *query,
                                        struct riffle_score_result *result,
                                        struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    size_t n = fit->n, p = fit->p;
    double *x = NULL, *v = NULL;
    enum riffle_status status = solve_begin(query, &x, &v, err);
    if (status != RIFFLE_OK)
        return status;
    double *room = array_new(n + 2 * p, 1, sizeof *room);
    status = room != NULL ? iterate(query, x, v, room, v + p, err)
                          : riffle_fail_memory(err, n * sizeof *room);
    if (status == RIFFLE_OK)
        status = solve_project_rows(fit, x, v + p, result->values, err);
    if (status == RIFFLE_OK)
        status = restrict_rows(query, result->values, err);
    free(room);
    free(x);
    free(v);
    return status;
}

static const struct riffle_score_setting lissa_settings[] = {
    {.name = "steps",
     .preset = 1000,
     .low = 1,
     .high = 1e7,
     .whole = true,
     .help = "terms of the Neumann series"},
    {.name = "scale",
     .preset = 1.1,
     .low = 1e-3,
     .high = 1e6,
     .help = "c over H's largest eigenvalue; diverges below 0.5"},
    {.name = "nearest",
     .preset = 0,
     .low = 0,
     .high = 1e9,
     .whole = true,
     .help = "rows nearest to each test row that count, others as 0 (0: all)"},
    {.name = NULL},
};

const struct riffle_score score_lissa = {
    .name = "lissa",
    .title = "FastIF (LiSSA)",
    .summary = "influence with H^-1 v from a truncated Neumann series, as "
               "FastIF computes it: an approximation of `if'",
    .formula = "g_i.s, s = v / c + (I - H / c) s repeated",
    .sign = "positive: removal increases the measure",
    .cost = "4 n p flops a step",
    .caveat = "directions of little curvature come last: far from `if' when H "
              "is ill-conditioned (standardize=on); diverges when c is below "
              "half the largest eigenvalue; nearest:N, FastIF's restriction to "
              "neighbours, misses rows far away that have leverage",
    .source = "Agarwal, Bullins and Hazan 2017; Guo et al. 2021; survey 5.1.1",
    .kind = RIFFLE_SCORE_SOLVE,
    .needs_measure = true,
    .same_unit = true,
    .settings = lissa_settings,
    .compute = compute_lissa,
};

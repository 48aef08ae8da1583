/* AME: subsets of several densities, and a sparse regression on them. */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/sampler.h"
#include "base/memory.h"
#include "model/fit.h"

static const double densities[] = {0.2, 0.4, 0.6, 0.8};
enum { DENSITIES = sizeof densities / sizeof *densities, SWEEPS = 200 };

struct ame {
    size_t n, most, taken;
    double penalty; /* of the LASSO, over the least that gives all zeros */
    double scale;   /* sqrt(mean of 1 / (t (1 - t))): makes columns alike */
    double density; /* of the subset that is being drawn */
    double *x;      /* most x n: inclusion, centred and scaled */
    double *y;      /* most */
    double *held;   /* most: density of each subset */
    size_t drawn;
};

static void ame_release(struct ame *ame)
{
    free(ame->x);
    free(ame->y);
    free(ame->held);
}

static void draw(void *data, struct riffle_rng *rng, bool *in)
{
    struct ame *ame = data;
    size_t count = 0;
    double t = densities[riffle_rng_below(rng, DENSITIES)];
    while (count == 0 || count == ame->n) {
        count = 0;
        for (size_t i = 0; i < ame->n; i++) {
            in[i] = riffle_rng_uniform(rng) < t;
            count += in[i];
        }
    }
    ame->held[ame->drawn++] = t;
}

/* Rows with chance t enter as 1 / t when they are in, else -1 / (1 - t). */
static void take(void *data, const struct sampled *block)
{
    struct ame *ame = data;
    for (size_t s = 0; s < block->count; s++) {
        double t = ame->held[block->draw[s]];
        double *row = ame->x + ame->taken * ame->n;
        for (size_t i = 0; i < ame->n; i++)
            row[i] =
                (block->in[s * ame->n + i] ? 1 / t : -1 / (1 - t)) / ame->scale;
        ame->y[ame->taken++] = block->effect[s];
    }
}

/* rest = y minus its mean; returns the largest |x'rest|. */
static double centre(const struct ame *ame, double *rest)
{
    double mean = 0, largest = 0;
    for (size_t k = 0; k < ame->taken; k++)
        mean += ame->y[k] / (double)ame->taken;
    for (size_t k = 0; k < ame->taken; k++)
        rest[k] = ame->y[k] - mean;
    for (size_t i = 0; i < ame->n; i++) {
        double along = 0;
        for (size_t k = 0; k < ame->taken; k++)
            along += ame->x[k * ame->n + i] * rest[k];
        largest = fmax(largest, fabs(along));
    }
    return largest;
}

static double shrink(double value, double by)
{
    return fabs(value) <= by ? 0 : value - copysign(by, value);
}

/* One round of coordinate descent; returns the largest change. */
static double sweep(const struct ame *ame, double penalty, double *rest,
                    double *b)
{
    double moved = 0;
    for (size_t i = 0; i < ame->n; i++) {
        double along = 0, square = 0;
        for (size_t k = 0; k < ame->taken; k++) {
            double x = ame->x[k * ame->n + i];
            along += x * rest[k];
            square += x * x;
        }
        double next = shrink(along + square * b[i], penalty) / square;
        double change = next - b[i];
        for (size_t k = 0; k < ame->taken && change != 0; k++)
            rest[k] -= change * ame->x[k * ame->n + i];
        b[i] = next;
        moved = fmax(moved, fabs(change));
    }
    return moved;
}

/* The regression runs once, at the end: until then there is no error. */
static enum riffle_status wait(void *data, struct riffle_score_result *result,
                               struct riffle_error *err)
{
    (void)data;
    (void)err;
    for (size_t i = 0; i < result->n; i++)
        result->errors[i] = (double)NAN;
    return RIFFLE_OK;
}

static enum riffle_status regress(const struct ame *ame, double *values,
                                  struct riffle_error *err)
{
    double *rest = array_new(ame->taken, 1, sizeof *rest);
    double *b = array_new(ame->n, 1, sizeof *b);
    if (rest == NULL || b == NULL) {
        free(rest);
        free(b);
        return riffle_fail_memory(err, ame->taken * sizeof *rest);
    }
    double largest = centre(ame, rest), size = largest;
    for (size_t k = 0; k < SWEEPS; k++) {
        double moved = sweep(ame, ame->penalty * largest, rest, b);
        size = fmax(moved, k == 0 ? 0 : size);
        if (moved <= 1e-9 * size)
            break;
    }
    for (size_t i = 0; i < ame->n; i++)
        values[i] = b[i] == 0 ? 0 : -b[i] * ame->scale;
    free(rest);
    free(b);
    return RIFFLE_OK;
}

static enum riffle_status ame_init(struct ame *ame,
                                   const struct riffle_score_query *query,
                                   struct riffle_error *err)
{
    double mean = 0;
    *ame = (struct ame){.n = query->fit->n,
                        .most = (size_t)query->settings[0],
                        .penalty = query->settings[1]};
    for (size_t d = 0; d < DENSITIES; d++)
        mean += 1 / (densities[d] * (1 - densities[d])) / DENSITIES;
    ame->scale = sqrt(mean);
    ame->x = array_new(ame->most, ame->n, sizeof *ame->x);
    ame->y = array_new(ame->most, 1, sizeof *ame->y);
    ame->held = array_new(ame->most, 1, sizeof *ame->held);
    if (ame->x != NULL && ame->y != NULL && ame->held != NULL)
        return RIFFLE_OK;
    return riffle_fail_memory(err, ame->most * ame->n * sizeof *ame->x);
}

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    struct ame ame = {0};
    const double *gradient = NULL;
    const struct design design = {
        .data = &ame, .draw = draw, .take = take, .estimate = wait};
    const struct sampling sampling = {.purpose = "ame",
                                      .samples = (size_t)query->settings[0]};
    enum riffle_status status = RIFFLE_OK;
    if (!riffle_measure_kind_of(query->measure)->actual_only)
        status = score_gradient(query, &gradient, err);
    if (status == RIFFLE_OK)
        status = ame_init(&ame, query, err);
    if (status == RIFFLE_OK)
        status = sampler_run(query, &sampling, &design, result, err);
    if (status == RIFFLE_OK)
        status = regress(&ame, result->values, err);
    ame_release(&ame);
    return status;
}

static const struct riffle_score_setting settings[] = {
    SAMPLER_SAMPLES(1000),
    {.name = "penalty",
     .preset = 0.1,
     .low = 0,
     .high = 1,
     .help = "of the LASSO, 1: all values are 0"},
    {.name = NULL},
};

const struct riffle_score score_ame = {
    .name = "ame",
    .title = "AME",
    .summary = "average marginal effect: a sparse regression of the measure on "
               "which rows were there, at four densities",
    .formula = "minus the LASSO coefficients of f(D) on inclusion, 1/t or "
               "-1/(1-t), t from 0.2, 0.4, 0.6, 0.8",
    .sign = "positive: removal increases the measure",
    .cost = "as many models as samples, then a LASSO",
    .caveat = "for few rows that matter: the others are pulled to 0, and all "
              "are shrunk; no standard errors",
    .source = "Lin et al. 2022; survey 4.3",
    .kind = RIFFLE_SCORE_SAMPLED,
    .needs_measure = true,
    .any_measure = true,
    .same_unit = true,
    .settings = settings,
    .compute = compute,
};

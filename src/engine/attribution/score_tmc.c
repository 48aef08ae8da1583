/* Shapley values by permutations: truncated (TMC) and by gradient (G). */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "riffle/rng.h"

#include "attribution/descent.h"
#include "attribution/plain.h"
#include "attribution/sampler.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "measure/measure.h"
#include "model/logistic.h"

/* Means over permutations. */
struct permuted {
    size_t n, count;
    size_t *order; /* n: the permutation */
    double *terms; /* n: of this permutation, by row */
    double *sum, *square;
};

static void permuted_release(struct permuted *permuted)
{
    free(permuted->order);
    free(permuted->terms);
    free(permuted->sum);
    free(permuted->square);
}

static enum riffle_status permuted_init(struct permuted *permuted, size_t n,
                                        struct riffle_error *err)
{
    *permuted = (struct permuted){.n = n};
    permuted->order = array_new(n, 1, sizeof(size_t));
    permuted->terms = array_new(n, 1, sizeof(double));
    permuted->sum = array_new(n, 1, sizeof(double));
    permuted->square = array_new(n, 1, sizeof(double));
    if (permuted->order == NULL || permuted->terms == NULL ||
        permuted->sum == NULL || permuted->square == NULL)
        return riffle_fail_memory(err, 4 * n * sizeof(double));
    for (size_t i = 0; i < n; i++)
        permuted->order[i] = i;
    return RIFFLE_OK;
}

/* The permutation is over: its terms count. */
static void permuted_add(struct permuted *permuted)
{
    for (size_t i = 0; i < permuted->n; i++) {
        permuted->sum[i] += permuted->terms[i];
        permuted->square[i] += permuted->terms[i] * permuted->terms[i];
    }
    permuted->count++;
}

static void permuted_result(const struct permuted *permuted,
                            struct riffle_score_result *result)
{
    double count = (double)permuted->count;
    double error = 0, spread = 0, all = 0;
    for (size_t i = 0; i < permuted->n; i++)
        all += permuted->sum[i] / count / (double)permuted->n;
    for (size_t i = 0; i < permuted->n; i++) {
        double mean = permuted->sum[i] / count;
        double variance = permuted->square[i] / count - mean * mean;
        double square = fmax(variance, 0) / (count - 1);
        result->values[i] = mean;
        if (result->errors != NULL)
            result->errors[i] = count > 1 ? sqrt(square) : (double)NAN;
        error += square;
        spread += (mean - all) * (mean - all);
    }
    result->error =
        count > 1 && spread > 0 ? sqrt(error / spread) : (double)NAN;
}

/* ------------------------------------------------------------------ TMC */

struct tmc {
    struct permuted permuted;
    struct subsets subsets;
    size_t *rows;     /* SAMPLER_BLOCK x n: those removed */
    double tolerance; /* of an effect that ends a permutation */
};

/* Effects at the prefixes of sizes first .. first + count - 1. */
static enum riffle_status prefixes(struct tmc *tmc, size_t first, size_t count,
                                   struct riffle_effect *effects,
                                   struct riffle_score_result *result,
                                   struct riffle_error *err)
{
    const struct riffle_score_query *query = tmc->subsets.query;
    size_t n = tmc->permuted.n;
    for (size_t s = 0; s < count; s++) {
        size_t *rows = tmc->rows + s * n, k = n - first - s;
        memcpy(rows, tmc->permuted.order + first + s, k * sizeof *rows);
        tmc->subsets.removals[s] =
            (struct riffle_removal){.rows = rows, .k = k};
    }
    enum riffle_status status =
        subsets_retrain(&tmc->subsets, count, effects, err);
    for (size_t s = 0; status == RIFFLE_OK && s < count; s++) {
        enum riffle_status found = tmc->subsets.shifts[s].status;
        bool empty = found == RIFFLE_ESINGLECLASS || found == RIFFLE_EEMPTY;
        if (empty)
            effects[s].value = measure_at_zero(query->measure);
        result->incomplete += empty;
        result->dropped += !empty && found != RIFFLE_OK;
    }
    result->samples += count;
    return status;
}

/* Walk along the permutation until the measure is at its final value. */
static enum riffle_status walk(struct tmc *tmc,
                               struct riffle_score_result *result,
                               struct riffle_error *err)
{
    size_t n = tmc->permuted.n;
    struct riffle_effect effects[SAMPLER_BLOCK];
    double before = measure_at_zero(tmc->subsets.query->measure);
    memset(tmc->permuted.terms, 0, n * sizeof *tmc->permuted.terms);
    for (size_t first = 1; first < n; first += SAMPLER_BLOCK) {
        size_t left = n - first;
        size_t count = left < SAMPLER_BLOCK ? left : SAMPLER_BLOCK;
        enum riffle_status status =
            prefixes(tmc, first, count, effects, result, err);
        if (status != RIFFLE_OK)
            return status;
        for (size_t s = 0; s < count; s++) {
            size_t row = tmc->permuted.order[first + s - 1];
            if (!isfinite(effects[s].value))
                continue; /* the next row answers for both */
            tmc->permuted.terms[row] = before - effects[s].value;
            before = effects[s].value;
            if (fabs(before) < tmc->tolerance)
                return RIFFLE_OK;
        }
    }
    tmc->permuted.terms[tmc->permuted.order[n - 1]] = before;
    return RIFFLE_OK;
}

static enum riffle_status tmc_loop(struct tmc *tmc,
                                   struct riffle_score_result *result,
                                   struct riffle_error *err)
{
    const struct riffle_score_query *query = tmc->subsets.query;
    struct riffle_rng rng;
    riffle_rng_init(&rng, query->seed, "tmc");
    const struct sampling sampling = {.samples = (size_t)query->settings[0],
                                      .target = query->settings[1]};
    for (bool on = true; on;) {
        riffle_rng_choose(&rng, tmc->permuted.order, tmc->permuted.n,
                          tmc->permuted.n);
        enum riffle_status status = walk(tmc, result, err);
        if (status == RIFFLE_STOPPED && tmc->permuted.count > 1) {
            result->stopped = true;
            return RIFFLE_OK;
        }
        if (status != RIFFLE_OK)
            return status;
        permuted_add(&tmc->permuted);
        permuted_result(&tmc->permuted, result);
        on = sampler_goes_on(query, &sampling, result);
    }
    return RIFFLE_OK;
}

static enum riffle_status need_sum(const struct riffle_score_query *query,
                                   struct riffle_error *err)
{
    const double *gradient = NULL;
    if (riffle_measure_kind_of(query->measure)->actual_only)
        return RIFFLE_OK;
    return score_gradient(query, &gradient, err);
}

static enum riffle_status compute_tmc(const struct riffle_score_query *query,
                                      struct riffle_score_result *result,
                                      struct riffle_error *err)
{
    size_t n = query->fit->n;
    struct tmc tmc = {0};
    enum riffle_status status = need_sum(query, err);
    if (status == RIFFLE_OK)
        status = permuted_init(&tmc.permuted, n, err);
    if (status == RIFFLE_OK)
        status = subsets_init(&tmc.subsets, query, SAMPLER_BLOCK, err);
    if (status == RIFFLE_OK) {
        tmc.tolerance =
            query->settings[2] * fabs(measure_at_zero(query->measure));
        tmc.rows = array_new(SAMPLER_BLOCK, n, sizeof *tmc.rows);
        if (tmc.rows == NULL)
            status = riffle_fail_memory(err, n * sizeof *tmc.rows);
    }
    if (status == RIFFLE_OK)
        status = tmc_loop(&tmc, result, err);
    permuted_release(&tmc.permuted);
    subsets_release(&tmc.subsets);
    free(tmc.rows);
    return status;
}

/* ------------------------------------------------------------ G-Shapley */

struct online {
    struct permuted permuted;
    const struct riffle_score_query *query;
    double eta;
    double *x;     /* n x p plain rows */
    double *theta; /* p */
    double *point; /* p: the same, whitened */
};

/* One step on row i: under penalty=scaled with its share of the penalty. */
static void step(struct online *online, size_t i)
{
    const struct riffle_fit *fit = online->query->fit;
    size_t p = fit->p;
    const double *x = online->x + i * p;
    bool scaled = fit->summary.penalty == RIFFLE_PENALTY_SCALED;
    double z = dot(p, x, online->theta);
    double r = logistic_residual(z, fit->data->train.y[i]);
    for (size_t j = 0; j < p; j++)
        online->theta[j] -=
            online->eta *
            (r * x[j] +
             (scaled ? plain_penalty(fit, j) * online->theta[j] : 0));
}

static enum riffle_status pass(struct online *online, struct riffle_error *err)
{
    const struct riffle_fit *fit = online->query->fit;
    size_t p = fit->p;
    double before = measure_at_zero(online->query->measure);
    memset(online->theta, 0, p * sizeof *online->theta);
    for (size_t k = 0; k < fit->n; k++) {
        size_t row = online->permuted.order[k];
        step(online, row);
        memcpy(online->point, online->theta, p * sizeof *online->point);
        plain_point(fit, online->point);
        double after = 0;
        enum riffle_status status = measure_change_at(
            online->query->measure, online->point, &after, err);
        if (status != RIFFLE_OK)
            return status;
        online->permuted.terms[row] = before - after;
        before = after;
    }
    return RIFFLE_OK;
}

static enum riffle_status online_loop(struct online *online,
                                      struct riffle_score_result *result,
                                      struct riffle_error *err)
{
    struct riffle_rng rng;
    const struct riffle_score_query *query = online->query;
    riffle_rng_init(&rng, query->seed, "gshapley");
    const struct sampling sampling = {.samples = (size_t)query->settings[0],
                                      .target = query->settings[1]};
    for (bool on = true; on;) {
        riffle_rng_choose(&rng, online->permuted.order, online->permuted.n,
                          online->permuted.n);
        enum riffle_status status = pass(online, err);
        if (status != RIFFLE_OK)
            return status;
        permuted_add(&online->permuted);
        permuted_result(&online->permuted, result);
        result->samples++;
        on = sampler_goes_on(query, &sampling, result);
    }
    return RIFFLE_OK;
}

static enum riffle_status compute_online(const struct riffle_score_query *query,
                                         struct riffle_score_result *result,
                                         struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    struct online online = {.query = query};
    enum riffle_status status = need_sum(query, err);
    if (status == RIFFLE_OK)
        status = permuted_init(&online.permuted, fit->n, err);
    if (status == RIFFLE_OK)
        status = plain_rows(fit, &online.x, err);
    if (status == RIFFLE_OK) {
        double longest = 0;
        online.theta = array_new(2, fit->p, sizeof(double));
        if (online.theta == NULL)
            status = riffle_fail_memory(err, 2 * fit->p * sizeof(double));
        for (size_t i = 0; i < fit->n; i++)
            longest = fmax(longest, norm(fit->p, online.x + i * fit->p));
        online.eta = 4 * query->settings[2] / (longest * longest);
    }
    if (status == RIFFLE_OK) {
        online.point = online.theta + fit->p;
        status = online_loop(&online, result, err);
    }
    permuted_release(&online.permuted);
    free(online.x);
    free(online.theta);
    return status;
}

static const struct riffle_score_setting tmc_settings[] = {
    {.name = "samples",
     .preset = 20000,
     .low = 2,
     .high = 1e8,
     .whole = true,
     .help = "models to train at the most; a permutation takes up to n"},
    SAMPLER_TARGET,
    {.name = "tolerance",
     .preset = 0.01,
     .low = 0,
     .high = 1,
     .help = "a permutation ends within this part of the whole change"},
    {.name = NULL},
};

static const struct riffle_score_setting online_settings[] = {
    {.name = "samples",
     .preset = 200,
     .low = 2,
     .high = 1e6,
     .whole = true,
     .help = "permutations at the most"},
    SAMPLER_TARGET,
    {.name = "rate",
     .preset = 0.1,
     .low = 1e-6,
     .high = 1.99,
     .help = "step size over 4 / ||longest row||^2"},
    {.name = NULL},
};

const struct riffle_score score_tmc = {
    .name = "tmc",
    .title = "TMC-Shapley",
    .summary = "Shapley value by random orders of the rows, each walked until "
               "the measure has arrived",
    .formula = "mean over orders of f(rows before i) - f(rows before i, and i)",
    .sign = "positive: removal increases the measure",
    .cost = "up to n models an order",
    .caveat = "truncation takes the rest of an order for 0; slow: `shapley' "
              "has the same limit from fewer models; the standard error of a "
              "row that matters in few orders is too small until they came",
    .source = "Ghorbani and Zou 2019; survey 4.3",
    .kind = RIFFLE_SCORE_SAMPLED,
    .needs_measure = true,
    .any_measure = true,
    .same_unit = true,
    .settings = tmc_settings,
    .compute = compute_tmc,
};

const struct riffle_score score_gshapley = {
    .name = "gshapley",
    .title = "G-Shapley",
    .summary = "what one gradient step on the row changes, in random orders, "
               "one pass from zero",
    .formula = "mean over orders of f(theta before the step) - f(theta after)",
    .sign = "positive: training on the row lowered the measure",
    .cost = "n steps and n looks at the measure an order",
    .caveat = "about another model, one pass from zero; under penalty=fixed "
              "the penalty does not enter",
    .source = "Ghorbani and Zou 2019; survey 4.3",
    .kind = RIFFLE_SCORE_SAMPLED,
    .work = "orders of the rows",
    .needs_measure = true,
    .any_measure = true,
    .same_unit = true,
    .settings = online_settings,
    .compute = compute_online,
};

/* The table of scores, what they share, and ranking by them. */
#include "riffle/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/row_effects.h"
#include "attribution/scores.h"
#include "base/memory.h"
#include "base/rank.h"
#include "measure/measure.h"

static const struct riffle_score *const table[] = {
    &score_influence,     &score_rescaled,     &score_loo,
    &score_self,          &score_memorization, &score_self_influence,
    &score_heldout,       &score_cook,         &score_dffits,
    &score_dfbetas,       &score_studentized,  &score_residual,
    &score_leverage,      &score_loss,         &score_relatif,
    &score_relatif_loss,  &score_renormalized, &score_representer,
    &score_lje,           &score_graddot,      &score_gradcos,
    &score_lissa,         &score_arnoldi,      &score_sketch,
    &score_knn_loo,       &score_knn_shapley,  &score_tracin,
    &score_tracincp,      &score_tracinrp,     &score_tracinad,
    &score_gas,           &score_hydra,        &score_hydra_fast,
    &score_sgd_influence, &score_downsampling, &score_banzhaf,
    &score_shapley,       &score_beta_shapley, &score_tmc,
    &score_gshapley,      &score_ame,          &score_cscore,
};

enum { COUNT = sizeof table / sizeof table[0] };

size_t riffle_score_count(void)
{
    return COUNT;
}

const struct riffle_score *riffle_score(size_t index)
{
    return index < COUNT ? table[index] : NULL;
}

const struct riffle_score *riffle_score_find(const char *name)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (strcmp(table[i]->name, name) == 0)
            return table[i];
    }
    return NULL;
}

const char *riffle_score_kind_name(enum riffle_score_kind kind)
{
    static const char *const names[RIFFLE_SCORE_KINDS] = {
        [RIFFLE_SCORE_STATIC] = "closed form",
        [RIFFLE_SCORE_SOLVE] = "approximate solve",
        [RIFFLE_SCORE_SURROGATE] = "another model",
        [RIFFLE_SCORE_DESCENT] = "gradient descent",
        [RIFFLE_SCORE_SAMPLED] = "sampled retrains",
        [RIFFLE_SCORE_RETRAINED] = "n retrains",
    };
    return names[kind];
}

const char *riffle_score_work(const struct riffle_score *score)
{
    return score->work != NULL ? score->work : "models";
}

enum riffle_sign riffle_score_suspects(const struct riffle_score *score)
{
    return score->needs_measure || score->needs_probe ? RIFFLE_SIGN_NEGATIVE
                                                      : score->suspects;
}

/* What the score needs and the query does not have. */
static enum riffle_status check(const struct riffle_score *score,
                                const struct riffle_score_query *query,
                                struct riffle_error *err)
{
    if (score->needs_measure && query->measure == NULL)
        return riffle_fail(err, RIFFLE_EUSAGE, "%s needs a measure",
                           score->name);
    if (score->needs_probe &&
        (query->probe == NULL || query->probe->size == 0)) {
        riffle_fail(err, RIFFLE_ESTATE,
                    "%s looks at test rows, and there are "
                    "none",
                    score->name);
        riffle_hint(err, "load with test=0.2 or with a test file");
        return RIFFLE_ESTATE;
    }
    if (score->needs_measure && !score->any_measure &&
        riffle_measure_kind_of(query->measure)->actual_only) {
        riffle_fail(err, RIFFLE_ENOTAPPLICABLE,
                    "%s is a step function: no row has an influence on it",
                    riffle_measure_name(query->measure));
        riffle_hint(err, "rank by measure=test_loss or logit:ROW");
        return RIFFLE_ENOTAPPLICABLE;
    }
    return RIFFLE_OK;
}

enum riffle_status riffle_score_compute(const struct riffle_score *score,
                                        const struct riffle_score_query *query,
                                        struct riffle_score_result *result,
                                        struct riffle_error *err)
{
    double presets[RIFFLE_SCORE_SETTINGS] = {0};
    struct riffle_score_query whole = *query;
    enum riffle_status status = check(score, query, err);
    if (status == RIFFLE_OK && query->settings == NULL) {
        status = riffle_score_settings_read(score, NULL, presets, err);
        whole.settings = presets;
    }
    if (status != RIFFLE_OK)
        return status;
    whole.seed = query->seed != 0 ? query->seed : 1;
    result->n = query->fit->n;
    result->samples = 0;
    result->incomplete = 0;
    result->dropped = 0;
    result->error = (double)NAN;
    result->stopped = false;
    for (size_t i = 0; result->errors != NULL && i < result->n; i++)
        result->errors[i] = (double)NAN;
    return score->compute(&whole, result, err);
}

enum riffle_status riffle_score_values(const struct riffle_score *score,
                                       const struct riffle_fit *fit,
                                       const struct riffle_measure *measure,
                                       double *values, struct riffle_error *err)
{
    const struct riffle_score_query query = {
        .fit = fit, .measure = score->needs_measure ? measure : NULL};
    struct riffle_score_result result = {0};
    result.values = values;
    return riffle_score_compute(score, &query, &result, err);
}

enum riffle_status score_effects(const struct riffle_score_query *query,
                                 bool rescaled, double *values,
                                 struct riffle_error *err)
{
    return row_effects(query->fit, measure_gradient(query->measure), rescaled,
                       values, err);
}

enum riffle_status score_gradient(const struct riffle_score_query *query,
                                  const double **gradient,
                                  struct riffle_error *err)
{
    const double *found = measure_gradient(query->measure);
    if (found == NULL) {
        riffle_fail(err, RIFFLE_ENOTAPPLICABLE,
                    "%s is another measure for each row: it has no gradient",
                    riffle_measure_name(query->measure));
        riffle_hint(err, "take self_loss, or by=memorization");
        return RIFFLE_ENOTAPPLICABLE;
    }
    *gradient = found;
    return RIFFLE_OK;
}

enum riffle_status score_copy(const struct riffle_fit *fit, const double *from,
                              double *values)
{
    memcpy(values, from, fit->n * sizeof *values);
    return RIFFLE_OK;
}

static double key_of(double value, enum riffle_sign sign)
{
    if (sign == RIFFLE_SIGN_NEGATIVE)
        return value;
    return sign == RIFFLE_SIGN_POSITIVE ? -value : -fabs(value);
}

enum riffle_status riffle_score_rank(const double *values, size_t n,
                                     enum riffle_sign sign, size_t k,
                                     size_t *rows, struct riffle_error *err)
{
    struct ranked *items = array_new(n, 1, sizeof *items);
    if (items == NULL)
        return riffle_fail_memory(err, n * sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct ranked){.key = key_of(values[i], sign), .item = i};
    rank_first(items, n, k);
    for (size_t j = 0; j < k; j++)
        rows[j] = items[j].item;
    free(items);
    return RIFFLE_OK;
}

#include "attribution/subsets.h"

#include <stdlib.h>
#include <string.h>

#include "attribution/estimators.h"
#include "attribution/trained.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "measure/measure.h"

static enum riffle_status keep_change(struct subsets *subsets,
                                      struct riffle_error *err)
{
    size_t n = subsets->query->fit->n;
    if (subsets->train_change == NULL)
        subsets->train_change = array_new(subsets->block, n, sizeof(double));
    return subsets->train_change != NULL
               ? RIFFLE_OK
               : riffle_fail_memory(err, subsets->block * n * sizeof(double));
}

enum riffle_status subsets_init(struct subsets *subsets,
                                const struct riffle_score_query *query,
                                size_t block, struct riffle_error *err)
{
    size_t p = query->fit->p;
    *subsets = (struct subsets){.query = query, .block = block};
    subsets->removals = array_new(block, 1, sizeof *subsets->removals);
    subsets->shifts = array_new(block, 1, sizeof *subsets->shifts);
    subsets->u = array_new(block, p, sizeof *subsets->u);
    enum riffle_status status = RIFFLE_OK;
    if (subsets->removals == NULL || subsets->shifts == NULL ||
        subsets->u == NULL)
        status = riffle_fail_memory(err, block * p * sizeof *subsets->u);
    if (status == RIFFLE_OK && query->measure != NULL &&
        measure_needs_train(query->measure))
        status = keep_change(subsets, err);
    if (status != RIFFLE_OK)
        subsets_release(subsets);
    return status;
}

void subsets_release(struct subsets *subsets)
{
    free(subsets->removals);
    free(subsets->shifts);
    free(subsets->u);
    free(subsets->train_change);
    *subsets = (struct subsets){0};
}

enum riffle_status subsets_watch_train(struct subsets *subsets,
                                       struct riffle_error *err)
{
    subsets->watched = true;
    return keep_change(subsets, err);
}

/* Between passes: only whether to go on; what is done is counted in sets. */
static bool ask(void *data, const char *stage, size_t done, size_t total)
{
    (void)stage;
    (void)done;
    (void)total;
    return riffle_progress_step((const struct riffle_progress *)data, "retrain",
                                0, 0);
}

/* Train the sets from `first` on. */
static enum riffle_status train(struct subsets *subsets, size_t first,
                                size_t count, struct riffle_effect *effects,
                                struct riffle_error *err)
{
    const struct riffle_score_query *query = subsets->query;
    const struct riffle_fit *fit = query->fit;
    size_t n = fit->n, p = fit->p;
    const struct riffle_progress inside = {ask, (void *)query->progress};
    struct riffle_shift *shifts = subsets->shifts + first;
    double *change = subsets->train_change;
    enum riffle_status status = estimator_retrain.shift(
        fit, subsets->removals + first, count - first, shifts, &inside, err);
    if (status != RIFFLE_OK)
        return status;
    /* a set that failed must not leave its numbers in the products */
    for (size_t s = first; s < count; s++)
        if (subsets->shifts[s].status != RIFFLE_OK)
            memset(subsets->shifts[s].u, 0, p * sizeof *subsets->u);
    if (change != NULL)
        multiply_rows(count - first, n, p, subsets->u + first * p, fit->z,
                      change + first * n);
    if (effects == NULL)
        return RIFFLE_OK;
    const struct measure_block block = {
        .removals = subsets->removals + first,
        .shifts = shifts,
        .count = count - first,
        .train_change = change != NULL ? change + first * n : NULL,
    };
    return measure_effects(query->measure, &block, effects + first, err);
}

/* Bytes of changes that a model of the past has, in numbers. */
static size_t past_width(const struct subsets *subsets)
{
    return subsets->watched ? subsets->query->fit->n : 0;
}

/* Fill what the past knows of the sets; how many of the first ones. */
static size_t recall(struct subsets *subsets, size_t count,
                     struct riffle_effect *effects)
{
    const struct riffle_score_past *past = subsets->query->past;
    size_t width = past_width(subsets);
    size_t known = trained_known(past, subsets->done, count, width);
    for (size_t s = 0; s < known; s++) {
        const struct trained_model *model = &past->models[subsets->done + s];
        subsets->shifts[s].status = model->status;
        if (effects != NULL)
            effects[s] = model->effect;
        if (width > 0)
            memcpy(subsets->train_change + s * width,
                   past->change + (subsets->done + s) * width,
                   width * sizeof(double));
    }
    return known;
}

static void remember(struct subsets *subsets, size_t first, size_t count,
                     const struct riffle_effect *effects)
{
    struct riffle_score_past *past = subsets->query->past;
    size_t width = past_width(subsets);
    for (size_t s = first; past != NULL && s < count; s++) {
        struct trained_model model = {.status = subsets->shifts[s].status};
        if (effects != NULL)
            model.effect = effects[s];
        trained_add(past, &model,
                    width > 0 ? subsets->train_change + s * width : NULL,
                    width);
    }
}

enum riffle_status subsets_retrain(struct subsets *subsets, size_t count,
                                   struct riffle_effect *effects,
                                   struct riffle_error *err)
{
    size_t p = subsets->query->fit->p;
    enum riffle_status status = RIFFLE_OK;
    for (size_t s = 0; s < count; s++)
        subsets->shifts[s] = (struct riffle_shift){.u = subsets->u + s * p};
    size_t known = recall(subsets, count, effects);
    if (known < count)
        status = train(subsets, known, count, effects, err);
    if (status != RIFFLE_OK)
        return status;
    remember(subsets, known, count, effects);
    subsets->done += count;
    return RIFFLE_OK;
}

#include "attribution/subsets.h"

#include <stdlib.h>
#include <string.h>

#include "attribution/estimators.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "measure/measure.h"

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
        status = subsets_watch_train(subsets, err);
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
    size_t n = subsets->query->fit->n;
    if (subsets->train_change == NULL)
        subsets->train_change = array_new(subsets->block, n, sizeof(double));
    return subsets->train_change != NULL
               ? RIFFLE_OK
               : riffle_fail_memory(err, subsets->block * n * sizeof(double));
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

enum riffle_status subsets_retrain(struct subsets *subsets, size_t count,
                                   struct riffle_effect *effects,
                                   struct riffle_error *err)
{
    const struct riffle_score_query *query = subsets->query;
    const struct riffle_fit *fit = query->fit;
    size_t p = fit->p;
    const struct riffle_progress inside = {ask, (void *)query->progress};
    for (size_t s = 0; s < count; s++)
        subsets->shifts[s] = (struct riffle_shift){.u = subsets->u + s * p};
    enum riffle_status status = estimator_retrain.shift(
        fit, subsets->removals, count, subsets->shifts, &inside, err);
    if (status != RIFFLE_OK)
        return status;
    /* a set that failed must not leave its numbers in the products */
    for (size_t s = 0; s < count; s++)
        if (subsets->shifts[s].status != RIFFLE_OK)
            memset(subsets->shifts[s].u, 0, p * sizeof *subsets->u);
    if (subsets->train_change != NULL)
        multiply_rows(count, fit->n, p, subsets->u, fit->z,
                      subsets->train_change);
    if (effects == NULL)
        return RIFFLE_OK;
    const struct measure_block block = {
        .removals = subsets->removals,
        .shifts = subsets->shifts,
        .count = count,
        .train_change = subsets->train_change,
    };
    return measure_effects(query->measure, &block, effects, err);
}

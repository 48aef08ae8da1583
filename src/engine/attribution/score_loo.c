/* Leave-one-out: retrained without each row, in blocks. */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/estimators.h"
#include "attribution/subsets.h"
#include "base/memory.h"
#include "model/fit.h"

enum { BLOCK = 64 };

/* Effects of removing rows first .. first + count - 1, one at a time. */
static enum riffle_status run_block(struct subsets *subsets, size_t first,
                                    size_t count,
                                    struct riffle_score_result *result,
                                    struct riffle_error *err)
{
    size_t rows[BLOCK];
    struct riffle_effect effects[BLOCK];
    for (size_t i = 0; i < count; i++) {
        rows[i] = first + i;
        subsets->removals[i] =
            (struct riffle_removal){.rows = &rows[i], .k = 1};
    }
    enum riffle_status status = subsets_retrain(subsets, count, effects, err);
    for (size_t i = 0; status == RIFFLE_OK && i < count; i++)
        result->values[first + i] = effects[i].value;
    return status;
}

/* Show what there is; rows that were not left out yet have no value. */
static void watch(const struct riffle_score_query *query,
                  struct riffle_score_result *result, size_t done)
{
    for (size_t i = done; i < result->n; i++)
        result->values[i] = (double)NAN;
    if (query->watch != NULL)
        query->watch(query->watch_data, result);
}

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    size_t n = query->fit->n, done = 0;
    struct subsets subsets;
    enum riffle_status status = subsets_init(&subsets, query, BLOCK, err);
    if (status != RIFFLE_OK)
        return status;
    while (status == RIFFLE_OK && done < n) {
        size_t count = n - done < BLOCK ? n - done : BLOCK;
        status = run_block(&subsets, done, count, result, err);
        if (status != RIFFLE_OK)
            break;
        done += count;
        result->samples = done;
        watch(query, result, done);
        if (!riffle_progress_step(query->progress, "rows left out", done, n) &&
            done < n)
            status = riffle_fail(err, RIFFLE_STOPPED, "stopped");
    }
    subsets_release(&subsets);
    if (status != RIFFLE_STOPPED || done == 0)
        return status;
    result->stopped = true;
    return RIFFLE_OK;
}

const struct riffle_score score_loo = {
    .name = "loo",
    .title = "leave one out",
    .summary = "change of the measure when the model is retrained without the "
               "row, to a certificate",
    .formula = "f(theta_-i) - f(theta)",
    .sign = "positive: removal increases the measure",
    .cost = "n retrains, in blocks that share every pass over the data",
    .caveat = "one row at a time: two copies of a row hide each other",
    .source = "Cook and Weisberg 1982; survey 4.1, eq. 8",
    .kind = RIFFLE_SCORE_RETRAINED,
    .needs_measure = true,
    .any_measure = true,
    .same_unit = true,
    .compute = compute,
};

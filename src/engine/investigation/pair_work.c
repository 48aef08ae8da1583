#include "investigation/pair_work.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "measure/measure.h"
#include "model/fit.h"

void pair_work_release(struct pair_work *work)
{
    subsets_release(&work->subsets);
    free(work->rows);
    free(work->order);
    free(work->sum);
    free(work->square);
    free(work->count);
}

enum riffle_status pair_work_init(struct pair_work *work,
                                  const struct riffle_pair_query *query,
                                  size_t pairs, struct riffle_error *err)
{
    size_t n = query->fit->n;
    *work = (struct pair_work){.query = query, .n = n};
    work->asked = (struct riffle_score_query){.fit = query->fit,
                                              .measure = query->measure,
                                              .progress = query->progress};
    work->effect[PAIR_NO_ROW] = measure_at_zero(query->measure);
    work->effect[PAIR_ALL_ROWS] = 0;
    enum riffle_status status =
        subsets_init(&work->subsets, &work->asked, PAIR_BLOCK, err);
    if (status != RIFFLE_OK)
        return status;
    work->rows = array_new(PAIR_BLOCK, n, sizeof *work->rows);
    work->order = array_new(n, 1, sizeof *work->order);
    work->sum = array_new(pairs, 1, sizeof *work->sum);
    work->square = array_new(pairs, 1, sizeof *work->square);
    work->count = array_new(pairs, 1, sizeof *work->count);
    if (work->rows != NULL && work->order != NULL && work->sum != NULL &&
        work->square != NULL && work->count != NULL)
        return RIFFLE_OK;
    return riffle_fail_memory(err, (size_t)PAIR_BLOCK * n * sizeof *work->rows);
}

size_t pair_work_add(struct pair_work *work, const bool *in)
{
    size_t *rows = work->rows + work->used * work->n, k = 0;
    for (size_t i = 0; i < work->n; i++)
        if (!in[i])
            rows[k++] = i;
    if (k == 0)
        return PAIR_ALL_ROWS;
    if (k == work->n)
        return PAIR_NO_ROW;
    work->subsets.removals[work->used] =
        (struct riffle_removal){.rows = rows, .k = k};
    return work->used++;
}

enum riffle_status pair_work_train(struct pair_work *work,
                                   struct riffle_pair_index *index,
                                   struct riffle_error *err)
{
    struct riffle_effect effects[PAIR_BLOCK] = {{0}};
    if (work->used == 0)
        return RIFFLE_OK;
    enum riffle_status status =
        subsets_retrain(&work->subsets, work->used, effects, err);
    if (status != RIFFLE_OK)
        return status;
    for (size_t s = 0; s < work->used; s++) {
        enum riffle_status found = work->subsets.shifts[s].status;
        bool empty = found == RIFFLE_ESINGLECLASS || found == RIFFLE_EEMPTY;
        index->incomplete += empty;
        index->dropped += !empty && found != RIFFLE_OK;
        work->effect[s] = empty                ? work->effect[PAIR_NO_ROW]
                          : found == RIFFLE_OK ? effects[s].value
                                               : (double)NAN;
    }
    index->models += work->used;
    work->used = 0;
    return RIFFLE_OK;
}

double pair_choices(size_t n, size_t k)
{
    double product = 1;
    for (size_t j = 1; j <= k; j++)
        product *= (double)(n - k + j) / (double)j;
    return product;
}

double pair_chance(enum riffle_pair_law law, size_t n, size_t s)
{
    double rows = (double)n, size = (double)s;
    switch (law) {
    case RIFFLE_PAIRS_TAYLOR:
        return 2 * (rows - 1 - size) / (rows * (rows - 1));
    case RIFFLE_PAIRS_BANZHAF:
        return pair_choices(n - 2, s) * exp2(2 - rows);
    case RIFFLE_PAIRS_FULL:
        return s == n - 2;
    default:
        return 1 / (rows - 1);
    }
}

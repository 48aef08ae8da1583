#include "riffle/pair_index.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "investigation/pair_work.h"
#include "measure/measure.h"
#include "model/fit.h"

enum { FEW = 12 };

/* --- few rows: every subset once ------------------------------------------- */

/* all: 2^n, the effect of each subset, as bits. */
static enum riffle_status train_all(struct pair_work *work, double *all,
                                    struct riffle_pair_index *index,
                                    struct riffle_error *err)
{
    bool in[FEW];
    size_t n = work->n, total = (size_t)1 << n;
    for (size_t first = 0; first < total; first += PAIR_BLOCK) {
        size_t slot[PAIR_BLOCK];
        size_t count = total - first < PAIR_BLOCK ? total - first : PAIR_BLOCK;
        for (size_t s = 0; s < count; s++) {
            for (size_t i = 0; i < n; i++)
                in[i] = (first + s) >> i & 1U;
            slot[s] = pair_work_add(work, in);
        }
        enum riffle_status status = pair_work_train(work, index, err);
        if (status != RIFFLE_OK)
            return status;
        for (size_t s = 0; s < count; s++)
            all[first + s] = work->effect[slot[s]];
        if (!riffle_progress_step(work->query->progress, "models",
                                  index->models, total))
            return riffle_fail(err, RIFFLE_STOPPED,
                               "stopped before all subsets were trained");
    }
    return RIFFLE_OK;
}

static double index_of(enum riffle_pair_law law, const double *all, size_t n,
                       size_t i, size_t j)
{
    double sum = 0;
    size_t a = (size_t)1 << i, b = (size_t)1 << j;
    for (size_t set = 0; set < (size_t)1 << n; set++) {
        size_t size = 0;
        if (set & (a | b))
            continue;
        for (size_t k = 0; k < n; k++)
            size += set >> k & 1U;
        sum += pair_chance(law, n, size) / pair_choices(n - 2, size) *
               (all[set] - all[set | a] - all[set | b] + all[set | a | b]);
    }
    return sum;
}

static enum riffle_status sum_exactly(struct pair_work *work,
                                      struct riffle_pair_index *index,
                                      struct riffle_error *err)
{
    size_t n = work->n;
    enum riffle_pair_law law = work->query->law;
    double *all = array_new((size_t)1 << n, 1, sizeof *all);
    if (all == NULL)
        return riffle_fail_memory(err, sizeof *all << n);
    enum riffle_status status = train_all(work, all, index, err);
    for (size_t p = 0; status == RIFFLE_OK && p < index->n; p++) {
        struct riffle_pair_value *pair = &index->items[p];
        pair->value = index_of(law, all, n, pair->i, pair->j);
        pair->error = 0;
    }
    index->all_pairs = 0;
    for (size_t i = 0; status == RIFFLE_OK && i < n; i++)
        for (size_t j = 0; j < i; j++)
            index->all_pairs += index_of(law, all, n, j, i);
    index->error = 0;
    free(all);
    return status;
}

/* --- both ------------------------------------------------------------------ */

static enum riffle_status check(const struct riffle_pair_query *query,
                                const struct riffle_removal *rows,
                                struct riffle_error *err)
{
    const struct riffle_measure_kind *kind =
        riffle_measure_kind_of(query->measure);
    if (rows->k < 2)
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "an interaction takes two rows or more");
    if (rows->k > RIFFLE_PAIR_ROWS)
        return riffle_fail(err, RIFFLE_ELIMIT,
                           "averaged interactions are computed for up to %d "
                           "rows; there are %zu",
                           RIFFLE_PAIR_ROWS, rows->k);
    if (kind->actual_only || measure_gradient(query->measure) != NULL)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_ENOTAPPLICABLE,
                "%s is another measure for each subset",
                riffle_measure_name(query->measure));
    riffle_hint(err, "take measure=test_loss, self_loss or logit:ROW");
    return RIFFLE_ENOTAPPLICABLE;
}

static enum riffle_status list_pairs(const struct riffle_removal *rows,
                                     struct riffle_pair_index *index,
                                     struct riffle_error *err)
{
    size_t pairs = rows->k * (rows->k - 1) / 2;
    index->items = array_new(pairs, 1, sizeof *index->items);
    if (index->items == NULL)
        return riffle_fail_memory(err, pairs * sizeof *index->items);
    for (size_t t = 0; t < rows->k; t++)
        for (size_t s = 0; s < t; s++) {
            size_t a = rows->rows[s], b = rows->rows[t];
            index->items[index->n++] = (struct riffle_pair_value){
                .i = a < b ? a : b, .j = a < b ? b : a};
        }
    return RIFFLE_OK;
}

enum riffle_status riffle_pair_index(const struct riffle_pair_query *query,
                                     const struct riffle_removal *rows,
                                     struct riffle_pair_index *index,
                                     struct riffle_error *err)
{
    struct pair_work work = {0};
    struct riffle_pair_index made = {.all_pairs = (double)NAN};
    enum riffle_status status = check(query, rows, err);
    if (status == RIFFLE_OK)
        status = list_pairs(rows, &made, err);
    if (status == RIFFLE_OK)
        status = pair_work_init(&work, query, made.n, err);
    if (status == RIFFLE_OK) {
        made.whole = -work.effect[PAIR_NO_ROW];
        status = work.n <= FEW ? sum_exactly(&work, &made, err)
                               : pair_sample(&work, &made, err);
    }
    pair_work_release(&work);
    if (status == RIFFLE_OK)
        *index = made;
    else
        riffle_pair_index_release(&made);
    return status;
}

void riffle_pair_index_release(struct riffle_pair_index *index)
{
    free(index->items);
    *index = (struct riffle_pair_index){0};
}

#include "investigation/pair_work.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "riffle/rng.h"

#include "base/memory.h"
#include "model/fit.h"

enum { PRESET = 4000 };

/* Rows of D: a size by the law. */
static size_t draw_size(const struct pair_work *work, struct riffle_rng *rng)
{
    size_t n = work->n, s = 0;
    double at = riffle_rng_uniform(rng);
    if (work->query->law == RIFFLE_PAIRS_FULL)
        return n - 2;
    if (work->query->law == RIFFLE_PAIRS_BANZHAF) {
        for (size_t i = 0; i + 2 < n; i++)
            s += riffle_rng_uniform(rng) < 0.5;
        return s;
    }
    for (double below = 0; s + 2 < n; s++) {
        below += pair_chance(work->query->law, n, s);
        if (at < below)
            return s;
    }
    return n - 2;
}

/* Draw D for a pair; its four subsets go to the block. */
static void add_square(struct pair_work *work, struct riffle_rng *rng,
                       const struct riffle_pair_value *pair, size_t number,
                       bool *in)
{
    size_t n = work->n, size = draw_size(work, rng), taken = 0;
    struct pair_square *square = &work->squares[work->n_squares++];
    riffle_rng_choose(rng, work->order, n, n);
    memset(in, 0, n * sizeof *in);
    for (size_t k = 0; taken < size; k++) {
        size_t row = work->order[k];
        if (row == pair->i || row == pair->j)
            continue;
        in[row] = true;
        taken++;
    }
    square->pair = number;
    for (size_t c = 0; c < PAIR_CORNERS; c++) {
        in[pair->i] = c & 1U;
        in[pair->j] = c >> 1 & 1U;
        square->corner[c] = pair_work_add(work, in);
    }
}

static void take_squares(struct pair_work *work)
{
    for (size_t s = 0; s < work->n_squares; s++) {
        const struct pair_square *square = &work->squares[s];
        double value =
            work->effect[square->corner[0]] - work->effect[square->corner[1]] -
            work->effect[square->corner[2]] + work->effect[square->corner[3]];
        if (!isfinite(value))
            continue;
        work->sum[square->pair] += value;
        work->square[square->pair] += value * value;
        work->count[square->pair]++;
    }
    work->n_squares = 0;
}

/* Means, standard errors, and how large they are together. */
static void estimate(const struct pair_work *work,
                     struct riffle_pair_index *index)
{
    double errors = 0, values = 0;
    for (size_t p = 0; p < index->n; p++) {
        struct riffle_pair_value *pair = &index->items[p];
        double count = (double)work->count[p], mean = work->sum[p] / count;
        double variance = work->square[p] / count - mean * mean;
        pair->value = count > 0 ? mean : (double)NAN;
        pair->error =
            count > 1 ? sqrt(fmax(variance, 0) / (count - 1)) : (double)NAN;
        errors += pair->error * pair->error;
        values += mean * mean;
    }
    index->error = values > 0 ? sqrt(errors / values) : (double)NAN;
}

/* True when there is to be another round. */
static bool goes_on(const struct pair_work *work,
                    struct riffle_pair_index *index)
{
    const struct riffle_pair_query *query = work->query;
    size_t most = query->models > 0 ? query->models : PRESET;
    bool enough = query->target > 0 && index->error <= query->target;
    if (query->watch != NULL)
        query->watch(query->watch_data, index);
    if (index->models >= most || enough)
        return false;
    index->stopped =
        !riffle_progress_step(query->progress, "models", index->models, most);
    return !index->stopped;
}

/* Train what the block holds and count it. */
static enum riffle_status flush(struct pair_work *work,
                                struct riffle_pair_index *index,
                                struct riffle_error *err)
{
    enum riffle_status status = pair_work_train(work, index, err);
    if (status == RIFFLE_OK)
        take_squares(work);
    return status;
}

/* One more subset for every pair. */
static enum riffle_status add_round(struct pair_work *work,
                                    struct riffle_rng *rng,
                                    struct riffle_pair_index *index, bool *in,
                                    struct riffle_error *err)
{
    for (size_t p = 0; p < index->n; p++) {
        enum riffle_status status = RIFFLE_OK;
        if (work->used + PAIR_CORNERS > PAIR_BLOCK)
            status = flush(work, index, err);
        if (status != RIFFLE_OK)
            return status;
        add_square(work, rng, &index->items[p], p, in);
    }
    index->samples++;
    return RIFFLE_OK;
}

/* Rounds until the block is full, then what there is. */
static enum riffle_status sample(struct pair_work *work, bool *in,
                                 struct riffle_pair_index *index,
                                 struct riffle_error *err)
{
    struct riffle_rng rng;
    bool once = work->query->law == RIFFLE_PAIRS_FULL;
    riffle_rng_init(&rng, work->query->seed > 0 ? work->query->seed : 1,
                    "pair-index");
    for (size_t i = 0; i < work->n; i++)
        work->order[i] = i;
    for (bool on = true; on;) {
        enum riffle_status status = add_round(work, &rng, index, in, err);
        bool room = work->used + index->n * PAIR_CORNERS <= PAIR_BLOCK;
        if (status == RIFFLE_OK && room && !once)
            continue;
        if (status == RIFFLE_OK)
            status = flush(work, index, err);
        if (status != RIFFLE_OK)
            return status;
        estimate(work, index);
        on = goes_on(work, index) && !once;
    }
    return RIFFLE_OK;
}

/* True when each pair has two differences or more. */
static bool has_errors(const struct pair_work *work, size_t pairs)
{
    for (size_t p = 0; p < pairs; p++)
        if (work->count[p] < 2)
            return false;
    return true;
}

enum riffle_status pair_sample(struct pair_work *work,
                               struct riffle_pair_index *index,
                               struct riffle_error *err)
{
    bool *in = array_new(work->n, 1, sizeof *in);
    if (in == NULL)
        return riffle_fail_memory(err, work->n * sizeof *in);
    enum riffle_status status = sample(work, in, index, err);
    free(in);
    if (status == RIFFLE_STOPPED && has_errors(work, index->n)) {
        estimate(work, index);
        index->stopped = true;
        return RIFFLE_OK;
    }
    if (status != RIFFLE_OK || work->query->law != RIFFLE_PAIRS_FULL)
        return status;
    for (size_t p = 0; p < index->n; p++)
        index->items[p].error = 0; /* there is one D alone */
    index->samples = 0;
    index->error = 0;
    return RIFFLE_OK;
}

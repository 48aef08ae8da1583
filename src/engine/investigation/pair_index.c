#include "riffle/pair_index.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "riffle/rng.h"

#include "attribution/subsets.h"
#include "base/memory.h"
#include "measure/measure.h"
#include "model/fit.h"

enum { BLOCK = 64, FEW = 12, CORNERS = 4, PRESET = 4000 };

/* Where the effect of a subset is: a slot of the block, or known. */
enum { NO_ROW = BLOCK, ALL_ROWS };

/* A subset D of a pair's others: D, D + i, D + j, D + i + j. */
struct square {
    size_t pair;
    size_t corner[CORNERS];
};

struct work {
    const struct riffle_pair_query *query;
    struct riffle_score_query asked; /* as the trainer knows it */
    struct subsets subsets;
    size_t n;
    size_t *rows;  /* BLOCK x n: removed */
    size_t *order; /* n: scratch of the draws */
    double effect[BLOCK + 2];
    size_t used; /* slots */
    struct square squares[BLOCK];
    size_t n_squares;
    double *sum, *square; /* of each pair's second differences */
    size_t *count;
};

static void work_release(struct work *work)
{
    subsets_release(&work->subsets);
    free(work->rows);
    free(work->order);
    free(work->sum);
    free(work->square);
    free(work->count);
}

static enum riffle_status work_init(struct work *work,
                                    const struct riffle_pair_query *query,
                                    size_t pairs, struct riffle_error *err)
{
    size_t n = query->fit->n;
    *work = (struct work){.query = query, .n = n};
    work->asked = (struct riffle_score_query){.fit = query->fit,
                                              .measure = query->measure,
                                              .progress = query->progress};
    work->effect[NO_ROW] = measure_at_zero(query->measure);
    work->effect[ALL_ROWS] = 0;
    enum riffle_status status =
        subsets_init(&work->subsets, &work->asked, BLOCK, err);
    if (status != RIFFLE_OK)
        return status;
    work->rows = array_new(BLOCK, n, sizeof *work->rows);
    work->order = array_new(n, 1, sizeof *work->order);
    work->sum = array_new(pairs, 1, sizeof *work->sum);
    work->square = array_new(pairs, 1, sizeof *work->square);
    work->count = array_new(pairs, 1, sizeof *work->count);
    if (work->rows != NULL && work->order != NULL && work->sum != NULL &&
        work->square != NULL && work->count != NULL)
        return RIFFLE_OK;
    return riffle_fail_memory(err, (size_t)BLOCK * n * sizeof *work->rows);
}

/* --- models ---------------------------------------------------------------- */

/* The slot of the subset that `in` (n) marks. */
static size_t add_subset(struct work *work, const bool *in)
{
    size_t *rows = work->rows + work->used * work->n, k = 0;
    for (size_t i = 0; i < work->n; i++)
        if (!in[i])
            rows[k++] = i;
    if (k == 0)
        return ALL_ROWS;
    if (k == work->n)
        return NO_ROW;
    work->subsets.removals[work->used] =
        (struct riffle_removal){.rows = rows, .k = k};
    return work->used++;
}

/* Fill the effects of the slots that are used. */
static enum riffle_status train(struct work *work,
                                struct riffle_pair_index *index,
                                struct riffle_error *err)
{
    struct riffle_effect effects[BLOCK] = {{0}};
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
        work->effect[s] = empty                ? work->effect[NO_ROW]
                          : found == RIFFLE_OK ? effects[s].value
                                               : (double)NAN;
    }
    index->models += work->used;
    work->used = 0;
    return RIFFLE_OK;
}

/* --- few rows: every subset once ------------------------------------------- */

static double choices(size_t n, size_t k)
{
    double product = 1;
    for (size_t j = 1; j <= k; j++)
        product *= (double)(n - k + j) / (double)j;
    return product;
}

/* Chance that |D| = s among the n - 2 others. */
static double chance_of(enum riffle_pair_law law, size_t n, size_t s)
{
    double rows = (double)n, size = (double)s;
    switch (law) {
    case RIFFLE_PAIRS_TAYLOR:
        return 2 * (rows - 1 - size) / (rows * (rows - 1));
    case RIFFLE_PAIRS_BANZHAF:
        return choices(n - 2, s) * exp2(2 - rows);
    case RIFFLE_PAIRS_FULL:
        return s == n - 2;
    default:
        return 1 / (rows - 1);
    }
}

/* all: 2^n, the effect of each subset, as bits. */
static enum riffle_status train_all(struct work *work, double *all,
                                    struct riffle_pair_index *index,
                                    struct riffle_error *err)
{
    bool in[FEW];
    size_t n = work->n, total = (size_t)1 << n;
    for (size_t first = 0; first < total; first += BLOCK) {
        size_t slot[BLOCK];
        size_t count = total - first < BLOCK ? total - first : BLOCK;
        for (size_t s = 0; s < count; s++) {
            for (size_t i = 0; i < n; i++)
                in[i] = (first + s) >> i & 1U;
            slot[s] = add_subset(work, in);
        }
        enum riffle_status status = train(work, index, err);
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
        sum += chance_of(law, n, size) / choices(n - 2, size) *
               (all[set] - all[set | a] - all[set | b] + all[set | a | b]);
    }
    return sum;
}

static enum riffle_status sum_exactly(struct work *work,
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

/* --- many rows: sampled ---------------------------------------------------- */

/* Rows of D: a size by the law. */
static size_t draw_size(const struct work *work, struct riffle_rng *rng)
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
        below += chance_of(work->query->law, n, s);
        if (at < below)
            return s;
    }
    return n - 2;
}

/* Draw D for a pair; its four subsets go to the block. */
static void add_square(struct work *work, struct riffle_rng *rng,
                       const struct riffle_pair_value *pair, size_t number,
                       bool *in)
{
    size_t n = work->n, size = draw_size(work, rng), taken = 0;
    struct square *square = &work->squares[work->n_squares++];
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
    for (size_t c = 0; c < CORNERS; c++) {
        in[pair->i] = c & 1U;
        in[pair->j] = c >> 1 & 1U;
        square->corner[c] = add_subset(work, in);
    }
}

static void take_squares(struct work *work)
{
    for (size_t s = 0; s < work->n_squares; s++) {
        const struct square *square = &work->squares[s];
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
static void estimate(const struct work *work, struct riffle_pair_index *index)
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
static bool goes_on(const struct work *work, struct riffle_pair_index *index)
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
static enum riffle_status flush(struct work *work,
                                struct riffle_pair_index *index,
                                struct riffle_error *err)
{
    enum riffle_status status = train(work, index, err);
    if (status == RIFFLE_OK)
        take_squares(work);
    return status;
}

/* One more subset for every pair. */
static enum riffle_status add_round(struct work *work, struct riffle_rng *rng,
                                    struct riffle_pair_index *index, bool *in,
                                    struct riffle_error *err)
{
    for (size_t p = 0; p < index->n; p++) {
        enum riffle_status status = RIFFLE_OK;
        if (work->used + CORNERS > BLOCK)
            status = flush(work, index, err);
        if (status != RIFFLE_OK)
            return status;
        add_square(work, rng, &index->items[p], p, in);
    }
    index->samples++;
    return RIFFLE_OK;
}

/* Rounds until the block is full, then what there is. */
static enum riffle_status sample(struct work *work, bool *in,
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
        bool room = work->used + index->n * CORNERS <= BLOCK;
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
static bool has_errors(const struct work *work, size_t pairs)
{
    for (size_t p = 0; p < pairs; p++)
        if (work->count[p] < 2)
            return false;
    return true;
}

static enum riffle_status sum_sampled(struct work *work,
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
    struct work work = {0};
    struct riffle_pair_index made = {.all_pairs = (double)NAN};
    enum riffle_status status = check(query, rows, err);
    if (status == RIFFLE_OK)
        status = list_pairs(rows, &made, err);
    if (status == RIFFLE_OK)
        status = work_init(&work, query, made.n, err);
    if (status == RIFFLE_OK) {
        made.whole = -work.effect[NO_ROW];
        status = work.n <= FEW ? sum_exactly(&work, &made, err)
                               : sum_sampled(&work, &made, err);
    }
    work_release(&work);
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

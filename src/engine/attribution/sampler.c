#include "attribution/sampler.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "measure/measure.h"

/* Room for a block. */
struct room {
    struct subsets subsets;
    bool *in;     /* block x n */
    size_t *rows; /* block x n: those removed */
    size_t size[SAMPLER_BLOCK];
    double effect[SAMPLER_BLOCK];
    size_t draw[SAMPLER_BLOCK];
};

static void room_release(struct room *room)
{
    subsets_release(&room->subsets);
    free(room->in);
    free(room->rows);
}

static enum riffle_status room_init(struct room *room,
                                    const struct riffle_score_query *query,
                                    const struct design *design,
                                    struct riffle_error *err)
{
    size_t n = query->fit->n;
    *room = (struct room){0};
    enum riffle_status status =
        subsets_init(&room->subsets, query, SAMPLER_BLOCK, err);
    if (status == RIFFLE_OK && design->watch_train)
        status = subsets_watch_train(&room->subsets, err);
    if (status != RIFFLE_OK)
        return status;
    room->in = array_new(SAMPLER_BLOCK, n, sizeof *room->in);
    room->rows = array_new(SAMPLER_BLOCK, n, sizeof *room->rows);
    if (room->in != NULL && room->rows != NULL)
        return RIFFLE_OK;
    return riffle_fail_memory(err,
                              (size_t)SAMPLER_BLOCK * n * sizeof *room->rows);
}

/* The subset's complement becomes removal s. */
static void load(struct room *room, size_t s, size_t n)
{
    const bool *in = room->in + s * n;
    size_t *rows = room->rows + s * n, k = 0;
    for (size_t i = 0; i < n; i++)
        if (!in[i])
            rows[k++] = i;
    room->size[s] = n - k;
    room->subsets.removals[s] = (struct riffle_removal){.rows = rows, .k = k};
}

/* A subset of one class, or of none: the measure, and the logits, at 0. */
static void put_at_zero(struct room *room, size_t s)
{
    const struct riffle_score_query *query = room->subsets.query;
    const struct riffle_fit *fit = query->fit;
    double *change = room->subsets.train_change;
    if (query->measure != NULL)
        room->effect[s] = measure_at_zero(query->measure);
    for (size_t i = 0; change != NULL && i < fit->n; i++)
        change[s * fit->n + i] = -fit->train.logit[i];
}

/* Subset `from` takes the place `to`. */
static void move(struct room *room, size_t from, size_t to)
{
    size_t n = room->subsets.query->fit->n;
    double *change = room->subsets.train_change;
    if (from == to)
        return;
    memcpy(room->in + to * n, room->in + from * n, n * sizeof *room->in);
    room->size[to] = room->size[from];
    room->effect[to] = room->effect[from];
    room->draw[to] = room->draw[from];
    if (change != NULL)
        memcpy(change + to * n, change + from * n, n * sizeof *change);
}

/* Returns how many of the subsets have something to say, moved to the front. */
static size_t settle(struct room *room, const struct riffle_effect *effects,
                     size_t count, struct riffle_score_result *result)
{
    size_t kept = 0;
    for (size_t s = 0; s < count; s++) {
        enum riffle_status status = room->subsets.shifts[s].status;
        bool empty = status == RIFFLE_ESINGLECLASS || status == RIFFLE_EEMPTY;
        room->effect[s] = effects[s].value;
        result->incomplete += empty;
        if (empty)
            put_at_zero(room, s);
        if (empty || status == RIFFLE_OK)
            move(room, s, kept++);
    }
    result->dropped += count - kept;
    return kept;
}

static enum riffle_status run_block(struct room *room,
                                    const struct design *design,
                                    struct riffle_rng *rng, size_t count,
                                    struct riffle_score_result *result,
                                    struct riffle_error *err)
{
    struct riffle_effect effects[SAMPLER_BLOCK] = {{0}};
    bool measured = room->subsets.query->measure != NULL;
    size_t n = room->subsets.query->fit->n;
    for (size_t s = 0; s < count; s++) {
        design->draw(design->data, rng, room->in + s * n);
        load(room, s, n);
        room->draw[s] = result->samples + s;
    }
    enum riffle_status status =
        subsets_retrain(&room->subsets, count, measured ? effects : NULL, err);
    if (status != RIFFLE_OK)
        return status;
    const struct sampled block = {.count = settle(room, effects, count, result),
                                  .n = n,
                                  .in = room->in,
                                  .size = room->size,
                                  .effect = room->effect,
                                  .draw = room->draw,
                                  .change = room->subsets.train_change};
    design->take(design->data, &block);
    result->samples += count;
    return RIFFLE_OK;
}

void sampler_judge(struct riffle_score_result *result)
{
    double mean = 0, spread = 0, error = 0;
    size_t n = result->n;
    for (size_t i = 0; i < n; i++)
        mean += result->values[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        double off = result->values[i] - mean;
        spread += off * off;
        if (result->errors != NULL)
            error += result->errors[i] * result->errors[i];
    }
    result->error = result->errors != NULL && spread > 0 ? sqrt(error / spread)
                                                         : (double)NAN;
}

bool sampler_goes_on(const struct riffle_score_query *query,
                     const struct sampling *sampling,
                     struct riffle_score_result *result)
{
    bool done = result->samples >= sampling->samples;
    bool enough = sampling->target > 0 && result->error <= sampling->target;
    if (query->watch != NULL)
        query->watch(query->watch_data, result);
    if (done || enough)
        return false;
    result->stopped = !riffle_progress_step(query->progress, "models",
                                            result->samples, sampling->samples);
    return !result->stopped;
}

static enum riffle_status loop(struct room *room,
                               const struct sampling *sampling,
                               const struct design *design,
                               struct riffle_score_result *result,
                               struct riffle_error *err)
{
    struct riffle_rng rng;
    riffle_rng_init(&rng, room->subsets.query->seed, sampling->purpose);
    bool on = true;
    while (on) {
        size_t left = sampling->samples - result->samples;
        size_t count = left < SAMPLER_BLOCK ? left : SAMPLER_BLOCK;
        enum riffle_status status =
            run_block(room, design, &rng, count, result, err);
        if (status == RIFFLE_STOPPED &&
            result->samples >= (size_t)2 * SAMPLER_BLOCK) {
            result->stopped = true;
            return RIFFLE_OK;
        }
        if (status == RIFFLE_OK)
            status = design->estimate(design->data, result, err);
        if (status != RIFFLE_OK)
            return status;
        sampler_judge(result);
        on = sampler_goes_on(room->subsets.query, sampling, result);
    }
    if (result->stopped && result->samples <= SAMPLER_BLOCK)
        return riffle_fail(err, RIFFLE_STOPPED,
                           "stopped before there was an estimate");
    return RIFFLE_OK;
}

enum riffle_status sampler_run(const struct riffle_score_query *query,
                               const struct sampling *sampling,
                               const struct design *design,
                               struct riffle_score_result *result,
                               struct riffle_error *err)
{
    struct room room;
    /* the estimates need somewhere to go, asked for or not */
    double *errors = array_new(query->fit->n, 1, sizeof *errors);
    double *values = array_new(query->fit->n, 1, sizeof *values);
    struct riffle_score_result own = *result;
    own.values = values;
    own.errors = errors;
    enum riffle_status status =
        errors == NULL || values == NULL
            ? riffle_fail_memory(err, 2 * query->fit->n * sizeof *errors)
            : room_init(&room, query, design, err);
    if (errors == NULL || values == NULL)
        room = (struct room){0};
    if (status == RIFFLE_OK)
        status = loop(&room, sampling, design, &own, err);
    if (status == RIFFLE_OK) {
        memcpy(result->values, values, own.n * sizeof *values);
        if (result->errors != NULL)
            memcpy(result->errors, errors, own.n * sizeof *errors);
        own.values = result->values;
        own.errors = result->errors;
        *result = own;
    }
    room_release(&room);
    free(errors);
    free(values);
    return status;
}

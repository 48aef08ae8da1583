/*
 * The greedy order, but from a fit without the rows taken so far: where the
 * curvature changes much on the way, rows look different from there.
 */
#include "base/memory.h"
#include "investigation/greedy.h"
#include "investigation/order.h"

#include "riffle/edit.h"

#include <stdlib.h>

/* Fits on the way to the limit. */
enum { FITS = 10 };

struct state {
    struct order_task task;
    size_t every; /* rows between two fits */
    bool *taken;  /* n: rows of the task's fit */
    size_t k;
    /* The fit without them, and its greedy order. */
    struct riffle_dataset *data;
    struct riffle_fit *fit;
    size_t *rows; /* its rows' numbers in the task's fit */
    struct goal goal;
    struct greedy greedy;
};

static void drop_fit(struct state *state)
{
    greedy_release(&state->greedy);
    goal_release(&state->goal);
    riffle_fit_free(state->fit);
    riffle_dataset_free(state->data);
    state->fit = NULL;
    state->data = NULL;
}

static void end(void *data)
{
    struct state *state = data;
    if (state == NULL)
        return;
    drop_fit(state);
    free(state->taken);
    free(state->rows);
    free(state);
}

static enum riffle_status begin(const struct order_task *task, void **out,
                                struct riffle_error *err)
{
    size_t n = task->fit->n;
    struct state *state = array_new(1, 1, sizeof *state);
    if (state == NULL)
        return riffle_fail_memory(err, sizeof *state);
    *state = (struct state){
        .task = *task,
        .every = (task->limit + FITS - 1) / FITS,
        .taken = array_new(n, 1, sizeof *state->taken),
        .rows = array_new(n, 1, sizeof *state->rows),
    };
    if (state->taken != NULL && state->rows != NULL) {
        *out = state;
        return RIFFLE_OK;
    }
    end(state);
    return riffle_fail_memory(err, n * sizeof *state->rows);
}

/* The data without the rows taken; the others' numbers in state->rows. */
static enum riffle_status make_data(struct state *state,
                                    struct riffle_error *err)
{
    const struct riffle_dataset *base = state->task.fit->data;
    size_t gone = 0, kept = 0;
    size_t *list = array_new(state->k, 1, sizeof *list);
    if (list == NULL)
        return riffle_fail_memory(err, state->k * sizeof *list);
    for (size_t i = 0; i < base->train.n; i++) {
        if (state->taken[i])
            list[gone++] = i;
        else
            state->rows[kept++] = i;
    }
    struct riffle_edits *none = NULL;
    struct riffle_edits *edits = NULL;
    enum riffle_status status = riffle_edits_new(base, &none, err);
    if (status == RIFFLE_OK)
        status = riffle_edits_remove(none, list, gone, &edits, err);
    if (status == RIFFLE_OK)
        status = riffle_edits_apply(edits, base, &state->data, err);
    riffle_edits_free(edits);
    riffle_edits_free(none);
    free(list);
    return status;
}

/* The penalty as removal leaves it, from where the fit was. */
static enum riffle_status make_fit(struct state *state,
                                   struct riffle_error *err)
{
    const struct riffle_fit *base = state->task.fit;
    double kept = (double)(base->n - state->k) / (double)base->n;
    bool fixed = base->summary.penalty == RIFFLE_PENALTY_FIXED;
    const struct riffle_fit_options options = {
        .lambda = fixed ? base->summary.lambda / kept : base->summary.lambda,
        .penalty = base->summary.penalty,
        .intercept = base->summary.intercept,
        .start = base->theta,
    };
    return riffle_fit_new(state->data, &options, state->task.progress,
                          &state->fit, err);
}

/* A fit without the rows so far, and the order from there. */
static enum riffle_status refit(struct state *state, struct riffle_error *err)
{
    size_t left = state->task.limit - state->k;
    drop_fit(state);
    enum riffle_status status = make_data(state, err);
    if (status == RIFFLE_OK)
        status = make_fit(state, err);
    if (status == RIFFLE_OK)
        status = goal_again(&state->goal, state->task.goal, state->fit, err);
    return status == RIFFLE_OK
               ? greedy_init(&state->greedy, state->fit, state->goal.gradient,
                             left < state->every ? left : state->every, err)
               : status;
}

/* A model that cannot be fitted ends the order, as does the limit. */
static enum riffle_status next(void *data, struct order_step *step,
                               struct riffle_error *err)
{
    struct state *state = data;
    enum riffle_status status = RIFFLE_OK;
    *step = (struct order_step){.last = true};
    if (state->k == state->task.limit)
        return RIFFLE_OK;
    if (state->fit == NULL || state->greedy.k == state->every)
        status = refit(state, err);
    if (riffle_status_is_numerical(status))
        return RIFFLE_OK;
    if (status != RIFFLE_OK)
        return status;
    struct greedy *greedy = &state->greedy;
    if (!greedy_step(greedy, state->goal.sign))
        return RIFFLE_OK;
    *step = (struct order_step){
        .row = state->rows[greedy->rows[greedy->k - 1]],
        .value = state->goal.before + greedy->effects[greedy->k - 1],
    };
    state->taken[step->row] = true;
    state->k++;
    return RIFFLE_OK;
}

const struct order_kind order_refit = {
    .begin = begin, .next = next, .end = end};

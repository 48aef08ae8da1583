#include "attribution/row_effects.h"
#include "base/memory.h"
#include "investigation/order.h"

#include "riffle/score.h"

#include <stdlib.h>

struct state {
    const struct goal *goal;
    size_t *rows; /* limit, best first */
    size_t limit, next;
    double *effects; /* n */
    double value;
};

static void end(void *data)
{
    struct state *state = data;
    if (state == NULL)
        return;
    free(state->rows);
    free(state->effects);
    free(state);
}

static enum riffle_status fill(const struct order_task *task,
                               struct state *state, struct riffle_error *err)
{
    const struct goal *goal = task->goal;
    enum riffle_sign sign =
        goal->sign > 0 ? RIFFLE_SIGN_POSITIVE : RIFFLE_SIGN_NEGATIVE;
    enum riffle_status status =
        row_effects(task->fit, goal->gradient, true, state->effects, err);
    if (status != RIFFLE_OK)
        return status;
    return riffle_score_rank(state->effects, task->fit->n, sign, task->limit,
                             state->rows, err);
}

static enum riffle_status begin(const struct order_task *task, void **out,
                                struct riffle_error *err)
{
    size_t n = task->fit->n;
    struct state *state = array_new(1, 1, sizeof *state);
    if (state == NULL)
        return riffle_fail_memory(err, sizeof *state);
    *state = (struct state){
        .goal = task->goal,
        .limit = task->limit,
        .rows = array_new(task->limit, 1, sizeof *state->rows),
        .effects = array_new(n, 1, sizeof *state->effects),
        .value = task->goal->before,
    };
    enum riffle_status status =
        state->rows == NULL || state->effects == NULL
            ? riffle_fail_memory(err, n * sizeof *state->effects)
            : fill(task, state, err);
    if (status == RIFFLE_OK)
        *out = state;
    else
        end(state);
    return status;
}

static enum riffle_status next(void *data, struct order_step *step,
                               struct riffle_error *err)
{
    struct state *state = data;
    (void)err;
    *step = (struct order_step){.last = true};
    if (state->next == state->limit)
        return RIFFLE_OK;
    size_t row = state->rows[state->next];
    if (!(state->goal->sign * state->effects[row] > 0))
        return RIFFLE_OK;
    state->next++;
    state->value += state->effects[row];
    *step = (struct order_step){.row = row, .value = state->value};
    return RIFFLE_OK;
}

const struct order_kind order_rescaled = {
    .begin = begin, .next = next, .end = end};

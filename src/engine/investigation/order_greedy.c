#include "base/memory.h"
#include "investigation/greedy.h"
#include "investigation/order.h"

#include <stdlib.h>

struct state {
    struct greedy greedy;
    const struct goal *goal;
};

static void end(void *data)
{
    struct state *state = data;
    if (state == NULL)
        return;
    greedy_release(&state->greedy);
    free(state);
}

static enum riffle_status begin(const struct order_task *task, void **out,
                                struct riffle_error *err)
{
    struct state *state = array_new(1, 1, sizeof *state);
    if (state == NULL)
        return riffle_fail_memory(err, sizeof *state);
    state->goal = task->goal;
    enum riffle_status status = greedy_init(
        &state->greedy, task->fit, task->goal->gradient, task->limit, err);
    if (status == RIFFLE_OK)
        *out = state;
    else
        free(state);
    return status;
}

static enum riffle_status next(void *data, struct order_step *step,
                               struct riffle_error *err)
{
    struct state *state = data;
    struct greedy *greedy = &state->greedy;
    (void)err;
    *step =
        (struct order_step){.last = !greedy_step(greedy, state->goal->sign)};
    if (!step->last) {
        step->row = greedy->rows[greedy->k - 1];
        step->value = state->goal->before + greedy->effects[greedy->k - 1];
    }
    return RIFFLE_OK;
}

const struct order_kind order_greedy = {
    .begin = begin, .next = next, .end = end};

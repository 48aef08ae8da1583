#include "state.h"

struct state state_hold(const struct state *from)
{
    struct state state = *from;
    for (size_t i = 0; i < STATE_PARTS; i++)
        (void)kept_hold(state.parts[i]);
    return state;
}

/* The last first: they rest on the ones before. */
void state_drop(struct state *state)
{
    for (size_t i = STATE_PARTS; i-- > 0;)
        kept_drop(state->parts[i]);
    *state = (struct state){0};
}

bool state_same(const struct state *a, const struct state *b)
{
    for (size_t i = 0; i < STATE_PARTS; i++)
        if (i != STATE_TRIALS && i != STATE_SCRIPT &&
            a->parts[i] != b->parts[i])
            return false;
    return true;
}

enum riffle_status state_need(const struct state *state,
                              struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    for (size_t i = 0; i < STATE_PARTS && status == RIFFLE_OK; i++)
        status = kept_need(state->parts[i], err);
    return status;
}

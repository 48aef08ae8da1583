#include "undo.h"

#include <stdlib.h>
#include <string.h>

static void step_release(struct undo_step *step)
{
    free(step->command);
    state_drop(&step->state);
}

static void forget(struct undo_steps *steps)
{
    for (size_t i = 0; i < steps->n; i++)
        step_release(&steps->steps[i]);
    free(steps->steps);
    *steps = (struct undo_steps){0};
}

void undo_release(struct undo *undo)
{
    forget(&undo->past);
    forget(&undo->future);
    *undo = (struct undo){0};
}

static bool reserve(struct undo_steps *steps, size_t more)
{
    struct undo_step *longer =
        reallocarray(steps->steps, steps->n + more, sizeof *longer);
    if (longer)
        steps->steps = longer;
    return longer != NULL;
}

void undo_push(struct undo *undo, struct state *before, const char *command,
               size_t lines)
{
    char *copy = strdup(command);
    forget(&undo->future);
    if (copy && reserve(&undo->past, 1)) {
        undo->past.steps[undo->past.n++] =
            (struct undo_step){copy, lines, *before};
        *before = (struct state){0};
        return;
    }
    free(copy);
    undo->forgotten += undo->past.n + 1;
    forget(&undo->past);
    state_drop(before);
}

/* One step, whatever its state still holds. */
static void move_one(struct undo_steps *from, struct undo_steps *to,
                     struct state *now)
{
    struct undo_step *step = &from->steps[--from->n];
    to->steps[to->n++] = (struct undo_step){step->command, step->lines, *now};
    *now = step->state;
}

enum riffle_status undo_move(struct undo_steps *from, struct undo_steps *to,
                             struct state *now, size_t n,
                             struct riffle_error *err)
{
    enum riffle_status status =
        state_need(&from->steps[from->n - n].state, err);
    if (status != RIFFLE_OK)
        return status;
    if (!reserve(to, n))
        return riffle_fail_memory(err, (to->n + n) * sizeof *to->steps);
    for (size_t i = 0; i < n; i++)
        move_one(from, to, now);
    return RIFFLE_OK;
}

/* --- memory ----------------------------------------------------------- */

/* Steps in the order in which memory lets go of them: the farthest first. */
static struct undo_step *step_at(const struct undo *undo, size_t i)
{
    return i < undo->past.n ? &undo->past.steps[i]
                            : &undo->future.steps[i - undo->past.n];
}

static size_t step_count(const struct undo *undo)
{
    return undo->past.n + undo->future.n;
}

/* Bytes of part `which` of a step that `now` does not hold, nor the step after
   it, which counts them. */
static size_t own_bytes(const struct undo *undo, const struct state *now,
                        size_t i, enum state_part which)
{
    const struct kept *kept = step_at(undo, i)->state.parts[which];
    bool last = i + 1 == step_count(undo);
    if (!kept || !kept->content || kept == now->parts[which] ||
        kept == state_base(now->parts[STATE_DATA]) ||
        (!last && kept == step_at(undo, i + 1)->state.parts[which]))
        return 0;
    return kept->bytes;
}

static size_t bytes_held(const struct undo *undo, const struct state *now)
{
    size_t bytes = 0;
    for (size_t i = 0; i < step_count(undo); i++)
        bytes += own_bytes(undo, now, i, STATE_DATA) +
                 own_bytes(undo, now, i, STATE_FIT);
    return bytes;
}

/* Contents that `now` does not hold, too. */
static void let_go(struct state *state, const struct state *now)
{
    if (state->parts[STATE_FIT] != now->parts[STATE_FIT])
        kept_let_go(state->parts[STATE_FIT]);
    if (state->parts[STATE_DATA] != now->parts[STATE_DATA])
        kept_let_go(state->parts[STATE_DATA]);
}

static void drop_part(struct state *state, enum state_part which)
{
    kept_drop(state->parts[which]);
    state->parts[which] = NULL;
}

/* What rests on the fit of a step, so that it cannot be let go. */
static bool thin(struct state *state, const struct state *now)
{
    if (!state->parts[STATE_FIT] ||
        state->parts[STATE_FIT] == now->parts[STATE_FIT] ||
        (!state->parts[STATE_SWEEP] && !state->parts[STATE_TRIALS]))
        return false;
    drop_part(state, STATE_TRIALS);
    drop_part(state, STATE_SWEEP);
    return true;
}

static void drop_oldest(struct undo *undo)
{
    struct undo_steps *past = &undo->past;
    step_release(&past->steps[0]);
    past->n--;
    memmove(past->steps, past->steps + 1, past->n * sizeof *past->steps);
    undo->forgotten++;
}

void undo_fit_memory(struct undo *undo, const struct state *now, size_t bytes)
{
    size_t n = step_count(undo);
    for (size_t i = 0; i < n && bytes_held(undo, now) > bytes; i++)
        let_go(&step_at(undo, i)->state, now);
    for (size_t i = 0; i < n && bytes_held(undo, now) > bytes; i++) {
        undo->thinned |= thin(&step_at(undo, i)->state, now);
        let_go(&step_at(undo, i)->state, now);
    }
    while (undo->past.n > 0 && bytes_held(undo, now) > bytes)
        drop_oldest(undo);
}

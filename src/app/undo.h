/* States to go back to, and forward again. */
#ifndef UNDO_H
#define UNDO_H

#include "state.h"

/* A command that changed the state, and the state on its far side. */
struct undo_step {
    char *command;
    size_t lines;       /* of history when it was done */
    struct state state; /* before it when it was done, after it when undone */
};

struct undo_steps {
    struct undo_step *steps; /* the last is the next to take */
    size_t n;
};

struct undo {
    struct undo_steps past, future;
    size_t forgotten; /* steps of the past that memory could not hold */
    bool thinned;     /* sweeps and trials of some step are gone, likewise */
};

void undo_release(struct undo *undo);

/*
 * The command led from `before`, which is taken, to what is now; what was
 * undone cannot be redone any more. When there is no memory for it, the whole
 * past is forgotten: a gap would bring back a state that never was.
 */
void undo_push(struct undo *undo, struct state *before, const char *command,
               size_t lines);

/*
 * Take the last `n` steps of `from`, which has as many: `now` becomes the state
 * on the far side of the last one taken, and they move to `to`. What was let
 * go on the way stays so. On failure nothing has moved.
 */
enum riffle_status undo_move(struct undo_steps *from, struct undo_steps *to,
                             struct state *now, size_t n,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Keep what the steps hold, beside what `now` holds, below `bytes`: fits and
 * edited data are let go, to be made again when they are needed; if that is
 * not enough, old sweeps and trials go, then the oldest steps.
 */
void undo_fit_memory(struct undo *undo, const struct state *now, size_t bytes);

#endif

/* What a session was: steps to undo, the script that leads here, the journal. */
#include "session.h"

#include "journal.h"

/* Bytes that undo may keep beside what is loaded, unless --memory says less. */
static const size_t UNDO_MEMORY = (size_t)512 << 20;

static size_t undo_memory(const struct session *session)
{
    size_t taken = 0;
    for (size_t i = STATE_DATA; i <= STATE_FIT; i++)
        if (session->state.parts[i])
            taken += session->state.parts[i]->bytes;
    if (session->memory == 0)
        return UNDO_MEMORY;
    size_t left = session->memory > taken ? session->memory - taken : 0;
    return left < UNDO_MEMORY ? left : UNDO_MEMORY;
}

struct state session_before(const struct session *session)
{
    return state_hold(&session->state);
}

/* The default of every seed=. */
static uint64_t seed_of(const struct session *session)
{
    return session->seed ? session->seed : 1;
}

/* Add to the script that leads here; without memory there is none any more. */
static void add_line(struct session *session, const struct state *before,
                     const char *replay)
{
    struct kept *last = session->state.parts[STATE_SCRIPT];
    if (last != before->parts[STATE_SCRIPT])
        return; /* the command brought its own */
    /* marks outlive the data they were made on, so their lines stay, too */
    bool first = session->fresh && session->marks.n == 0;
    struct kept *line =
        state_keep_line(replay, seed_of(session), first ? NULL : last, NULL);
    session_put(session, STATE_SCRIPT, line);
}

void session_after(struct session *session, struct state *before,
                   const char *command, const char *replay)
{
    bool tried =
        before->parts[STATE_TRIALS] != session->state.parts[STATE_TRIALS];
    bool same = state_same(before, &session->state);
    if (!session->moved && (tried || !same))
        add_line(session, before, replay);
    if (session->moved || tried || !same)
        journal_add(session->journal, replay, seed_of(session));
    session->fresh = false;
    if (session->moved || same)
        state_drop(before);
    else
        undo_push(&session->undo, before, command, session->n_lines);
    session->moved = false;
    undo_fit_memory(&session->undo, &session->state, undo_memory(session));
}

static enum riffle_status move(struct session *session, struct undo_steps *from,
                               struct undo_steps *to, size_t n,
                               struct riffle_error *err)
{
    size_t steps = n < from->n ? n : from->n;
    enum riffle_status status =
        undo_move(from, to, &session->state, steps, err);
    if (status != RIFFLE_OK)
        return status;
    session->moved = true;
    session->epoch++;
    session_show(session);
    return RIFFLE_OK;
}

enum riffle_status session_undo(struct session *session, size_t n,
                                struct riffle_error *err)
{
    struct undo *undo = &session->undo;
    if (undo->past.n > 0)
        return move(session, &undo->past, &undo->future, n, err);
    riffle_fail(err, RIFFLE_ESTATE, "nothing to undo");
    riffle_hint(err, undo->forgotten
                         ? "older steps were let go to stay within memory"
                         : "nothing was changed yet");
    return RIFFLE_ESTATE;
}

enum riffle_status session_redo(struct session *session, size_t n,
                                struct riffle_error *err)
{
    struct undo *undo = &session->undo;
    if (undo->future.n > 0)
        return move(session, &undo->future, &undo->past, n, err);
    riffle_fail(err, RIFFLE_ESTATE, "nothing to redo");
    riffle_hint(err, "redo takes back what `undo' did just before");
    return RIFFLE_ESTATE;
}

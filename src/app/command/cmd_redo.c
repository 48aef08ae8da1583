/* redo: do again what undo took back. */
#include "command/undo_reply.h"

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    static const struct undo_way way = {"redid", "redone", session_redo, false};
    return undo_run(session, call, &way, reply, err);
}

static const struct command_option words[] = {
    {"N", TYPE_COUNT, NULL, NULL, "how many commands (1)"},
    {0},
};

static const char *const examples[] = {
    "load wdbc; fit; select random 20; undo; redo", NULL};

const struct command command_redo = {
    .verb = "redo",
    .group = "edits",
    .summary = "do again what undo took back",
    .usage = "[N]",
    .words = words,
    .options = (const struct command_option[]){{.name = NULL}},
    .max_words = 1,
    .examples = examples,
    .detail = "Nothing is computed again: the states are still there. A "
              "command that changes something ends what can be redone.",
    .see_also = "undo",
    .light = true,
    .run = run,
};

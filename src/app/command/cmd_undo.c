/* undo: go back before the last commands that changed something. */
#include "command/undo_reply.h"

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    static const struct undo_way way = {"undid", "undone", session_undo, true};
    return undo_run(session, call, &way, reply, err);
}

static const struct command_option words[] = {
    {"N", TYPE_COUNT, NULL, NULL, "how many commands (1)"},
    {0},
};

static const char *const examples[] = {
    "load wdbc; fit; select random 20; remove; undo",
    "load wdbc; fit; fit lambda=0.1; select random 9; undo 2", NULL};

const struct command command_undo = {
    .verb = "undo",
    .group = "edits",
    .summary = "take back the last commands that changed something",
    .usage = "[N]",
    .words = words,
    .options = (const struct command_option[]){{.name = NULL}},
    .max_words = 1,
    .examples = examples,
    .detail =
        "Brings back data, fit, probe, removal sets, sweep and effects as they "
        "were, to the last digit, as often as you like. Commands that only "
        "answer (top, effect, plot, ...) are no steps. Files that were written "
        "stay, and settings of `set' too.\n\n"
        "Old fits are kept while memory allows (512 MB beside what is loaded, "
        "or what --memory leaves), else they are computed again in the very "
        "same way when they are needed.",
    .see_also = "redo,diff,history",
    .light = true,
    .run = run,
};

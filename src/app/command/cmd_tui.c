/* tui: the same session and language, full screen. */
#include "command/verbs.h"
#include "session.h"

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    (void)call;
    (void)reply;
    if (session->tui)
        return session->tui(session, err);
    riffle_fail(err, RIFFLE_ESTATE, "the full screen is open already");
    riffle_hint(err, "Q leaves it");
    return RIFFLE_ESTATE;
}

static const char *const examples[] = {"tui", "load wdbc; fit; sweep; tui",
                                       NULL};

const struct command command_tui = {
    .verb = "tui",
    .group = "session",
    .summary = "explore in full screen; Q comes back",
    .usage = "",
    .examples = examples,
    .detail =
        "Opens on what is loaded, fitted and swept. Every key stands for a "
        "command, which is shown as it runs; `:' takes any command, `?' lists "
        "the keys of the page. Enter goes from a dot to its removal set and "
        "on to one row, Esc comes back.",
    .see_also = "view,plot,sweep",
    .runs_others = true,
    .run = run,
};

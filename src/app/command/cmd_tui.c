/* tui: the same session and language, full screen. */
#include "command/verbs.h"
#include "session.h"

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    (void)reply;
    session->tui_first = call_option(call, "run");
    session->tui_replay = call_option(call, "replay");
    session->tui_screen = call_option(call, "screen");
    if (session->tui)
        return session->tui(session, err);
    riffle_fail(err, RIFFLE_ESTATE, "the full screen is open already");
    riffle_hint(err, "Q leaves it");
    return RIFFLE_ESTATE;
}

static const struct command_option options[] = {
    {.name = "run",
     .type = TYPE_TEXT,
     .help = "commands to run in it, once it is open"},
    {.name = "replay",
     .type = TYPE_PATH,
     .help = "a script to run in it: what `history save=' wrote"},
    {.name = "screen",
     .type = TYPE_PATH,
     .help = "leave then, the last screen in this file"},
    {.name = NULL},
};

static const char *const examples[] = {"tui", "load wdbc; fit; sweep; tui",
                                       "tui run=\"load wdbc; fit; sweep\"",
                                       NULL};

const struct command command_tui = {
    .verb = "tui",
    .group = "session",
    .summary = "explore in full screen; Q comes back",
    .usage = "",
    .options = options,
    .examples = examples,
    .detail =
        "Opens on what is loaded, fitted and swept. Every key stands for a "
        "command, which is shown as it runs; `:' takes any command, `?' lists "
        "the keys of the page. Enter goes from a dot to its removal set and "
        "on to one row, Esc comes back.\n\n"
        "run= shows the screen first and works behind it: what takes long is "
        "seen on its way. `riffle tui FILE' loads FILE so.\n\n"
        "replay=FILE does again, line by line, what a session did there: its "
        "commands and its moves.",
    .see_also = "view,plot,sweep",
    .runs_others = true,
    .run = run,
};

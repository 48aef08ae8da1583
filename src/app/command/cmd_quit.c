/* quit: leave the program. */
#include "command/verbs.h"
#include "session.h"

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    (void)call;
    (void)reply;
    (void)err;
    session->quit = true;
    return RIFFLE_OK;
}

static const char *const examples[] = {"quit", NULL};

const struct command command_quit = {
    .verb = "quit",
    .group = "session",
    .summary = "leave riffle; Ctrl-D does the same",
    .usage = "",
    .examples = examples,
    .light = true,
    .run = run,
};

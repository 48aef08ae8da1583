/* resume: go on with a sweep that was stopped. */
#include "command/command.h"
#include "command/sweep_run.h"
#include "command/words.h"
#include "session.h"

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    (void)call;
    if (!session->sweep) {
        enum riffle_status status =
            riffle_fail(err, RIFFLE_ESTATE, "there is no sweep to resume");
        riffle_hint(err, "start one: sweep");
        return status;
    }
    size_t pending = riffle_experiment_pending(session->sweep);
    if (pending == 0)
        reply_note(reply, "the sweep is complete; nothing was left to do");
    else
        reply_text(reply, "%zu of %zu set%s to go\n", pending,
                   riffle_experiment_sets(session->sweep), plural(pending));
    enum riffle_status status = sweep_run(session, err);
    return status == RIFFLE_OK ? sweep_reply(session, reply, err) : status;
}

const struct command command_resume = {
    .verb = "resume",
    .group = "effects",
    .summary = "go on with a stopped sweep",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = (const struct command_option[]){{.name = NULL}},
    .examples =
        (const char *const[]){"load digits38; fit; sweep sizes=2; resume",
                              NULL},
    .detail = "The numbers are the same as without the stop.",
    .see_also = "sweep,plot",
    .run = run,
};

/* resume: go on with a sweep, or an estimate, that was stopped. */
#include "command/command.h"
#include "command/dispatch.h"
#include "command/sweep_run.h"
#include "command/words.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

/* The same command again: what it has trained is kept, and not trained anew. */
static enum riffle_status resume_estimate(struct session *session,
                                          struct reply *reply,
                                          struct riffle_error *err)
{
    char *line = strdup(session->unfinished);
    if (!line)
        return riffle_fail_memory(err, strlen(session->unfinished));
    reply_text(reply, "%s\n", line);
    enum riffle_status status = command_again(session, line, reply, err);
    free(line);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    (void)call;
    if (session->unfinished && session->unfinished_epoch == session->epoch)
        return resume_estimate(session, reply, err);
    if (!session->sweep) {
        enum riffle_status status =
            riffle_fail(err, RIFFLE_ESTATE, "there is nothing to resume");
        riffle_hint(err, "start something: sweep");
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
    .summary = "go on with a stopped sweep or estimate",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = (const struct command_option[]){{.name = NULL}},
    .examples =
        (const char *const[]){"load digits38; fit; sweep sizes=2; resume",
                              NULL},
    .detail = "The sweep that was stopped last, or the command whose sampled "
              "score was. The numbers are the same as without the stop.",
    .see_also = "sweep,top,plot",
    .run = run,
};

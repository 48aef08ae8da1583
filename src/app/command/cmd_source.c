/* source: run a file of commands. */
#include "command/parts.h"
#include "command/script.h"
#include "command/verbs.h"

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    bool opened;
    const char *path = call_word(call, 0);
    bool checks =
        call_given(call, "check") && call_option(call, "check")[1] == 'n';
    enum riffle_status status = script_run(
        session, path, checks ? command_check : command_run, &opened, err);
    reply_set_string(reply, "path", path);
    if (status && !opened) {
        struct riffle_error why = *err;
        return parts_point_at(call, "PATH", &why, err);
    }
    if (!status)
        return status;
    if (status == RIFFLE_STOPPED)
        return riffle_fail(err, status, "stopped `%s'", path);
    return riffle_fail(err, status, "`%s' %s", path,
                       session->keep_going || checks ? "had failures"
                                                     : "stopped at a failure");
}

static const struct command_option words[] = {
    {"PATH", TYPE_PATH, NULL, NULL, "file of commands, one or more a line"},
    {0},
};

static const struct command_option options[] = {
    {"check", TYPE_WORD, "on|off", "off", "only check each line, run none"},
    {0},
};

static const char *const examples[] = {
    "load wdbc; fit; history save=session.rif; source session.rif",
    "load wdbc; history save=session.rif; source session.rif check=on", NULL};

const struct command command_source = {
    .verb = "source",
    .group = "session",
    .summary = "run the commands of a file",
    .usage = "PATH",
    .words = words,
    .options = options,
    .min_words = 1,
    .max_words = 1,
    .examples = examples,
    .detail = "A relative path starts from the folder of the script that says "
              "`source'. Scripts stop at the first failure; the error names "
              "file, line and column.",
    .see_also = "history,quit",
    .runs_others = true,
    .light = true,
    .run = run,
};

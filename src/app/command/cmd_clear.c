/* clear: empty the current removal set. */
#include "command/command.h"
#include "command/words.h"
#include "session.h"

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    (void)call;
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    size_t k = session->selection.k;
    struct riffle_removal none = {0};
    status = session_set_selection(session, &none, err);
    if (status != RIFFLE_OK)
        return status;
    reply_text(reply, "the removal set is empty (it had %zu row%s)\n", k,
               plural(k));
    reply_set_count(reply, "size", 0);
    return RIFFLE_OK;
}

const struct command command_clear = {
    .verb = "clear",
    .group = "sets",
    .summary = "empty the removal set",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = (const struct command_option[]){{.name = NULL}},
    .examples =
        (const char *const[]){"load wdbc; select rows 1-9; clear", NULL},
    .detail = "Named sets stay: `select NAME` brings one back.",
    .see_also = "select,name",
    .light = true,
    .run = run,
};

/* cases: the rows that are marked. */
#include "command/case_table.h"
#include "command/command.h"
#include "command/words.h"
#include "session.h"

#include <stdlib.h>

static void say_counts(const struct case_line *lines, size_t n,
                       struct reply *reply)
{
    size_t counts[VERDICTS] = {0};
    for (size_t i = 0; i < n; i++)
        counts[lines[i].at.mark->verdict]++;
    reply_text(reply, "%zu case%s", n, plural(n));
    for (size_t v = 0; v < VERDICTS; v++) {
        const char *name = marks_verdict_name((enum state_verdict)v);
        reply_text(reply, "%s %zu %s", v ? "," : ":", counts[v], name);
        reply_set_count(reply, name, counts[v]);
    }
    reply_text(reply, "%s\n", n ? "" : "; mark ROW verdict=poison adds one");
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct case_line *lines = NULL;
    size_t n = 0;
    enum riffle_status status = session_need_data(session, err);
    (void)call;
    if (status == RIFFLE_OK)
        status = case_lines(session, &lines, &n, err);
    if (status == RIFFLE_OK && reply->json)
        reply_set(reply, "cases", case_array(session, lines, n));
    else if (status == RIFFLE_OK && n > 0)
        status = case_table(session, lines, n, reply, err);
    if (status == RIFFLE_OK) {
        say_counts(lines, n, reply);
        if (n < session->marks.n)
            reply_text(reply, "%zu more of other data\n", session->marks.n - n);
    }
    free(lines);
    return status;
}

const struct command command_cases = {
    .verb = "cases",
    .group = "sets",
    .summary = "the rows that are marked, and as what",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = (const struct command_option[]){{.name = NULL}},
    .examples =
        (const char *const[]){
            "load wdbc; fit; mark 12,40 verdict=poison; cases", NULL},
    .detail =
        "One line for each mark: where the row is now and in the file, its "
        "label as it is now, the verdict, scores at the current fit, the "
        "note. A row that is not among the training rows now has no number.",
    .see_also = "mark,export,detect",
    .run = run,
};

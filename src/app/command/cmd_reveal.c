/* reveal: the rows that carry a planted wrong label. */
#include "command/edit_run.h"
#include "command/words.h"
#include "report/table.h"

#include <math.h>

/* Planted rows in the removal set: how far the hunt has come. */
static size_t caught(const struct session *session)
{
    size_t found = 0;
    for (size_t i = 0; i < session->selection.k; i++)
        found += edit_is_planted(session->data, session->selection.rows[i]);
    return found;
}

static enum riffle_status show_table(const struct session *session,
                                     struct reply *reply,
                                     struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"row", "row", TABLE_COUNT, 0},
        {"line", "line", TABLE_COUNT, 0},
        {"label", "label now", TABLE_TEXT, 0},
        {"truth", "truth", TABLE_TEXT, 0},
        {"loss", "loss", TABLE_NUMBER, 4},
        {"leverage", "leverage", TABLE_NUMBER, 4},
    };
    const struct riffle_dataset *data = session->data;
    const struct riffle_points *train =
        session->fit ? riffle_fit_train(session->fit) : NULL;
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t i = 0; i < data->n_planted; i++) {
        size_t row = data->planted[i];
        size_t line = data->train.line ? data->train.line[row] : 0;
        table_count(table, row);
        table_count(table, line ? line : TABLE_NONE);
        table_text(table, data->class_names[data->train.y[row]]);
        table_text(table, data->class_names[!data->train.y[row]]);
        table_number(table, train ? train->loss[row] : (double)NAN);
        table_number(table, train ? train->leverage[row] : (double)NAN);
    }
    table_reply(table, reply, "rows");
    table_free(table);
    return RIFFLE_OK;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    (void)call;
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    size_t n = session->data->n_planted, k = session->selection.k;
    if (n == 0 && !reply->json)
        reply_text(reply, "nothing is planted in these rows, as far as riffle "
                          "knows\n");
    else
        status = show_table(session, reply, err);
    if (status != RIFFLE_OK)
        return status;
    session->revealed = true;
    reply_set_count(reply, "planted", n);
    if (n)
        reply_text(reply, "%zu training row%s with a planted wrong label\n", n,
                   plural(n));
    if (n && k) {
        reply_text(reply,
                   "the removal set holds %zu of them among its %zu "
                   "row%s\n",
                   caught(session), k, plural(k));
        reply_set_count(reply, "selected", k);
        reply_set_count(reply, "caught", caught(session));
    }
    return RIFFLE_OK;
}

static const char *const examples[] = {
    "load wdbc standardize=on; fit; poison labels=5%; select top 5% by=loss "
    "sign=+; reveal",
    "synth poisoned; fit; reveal", NULL};

const struct command command_reveal = {
    .verb = "reveal",
    .group = "edits",
    .summary = "show the rows with planted wrong labels",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = (const struct command_option[]){{.name = NULL}},
    .examples = examples,
    .detail = "What `poison' and `synth' planted, and how many of those rows "
              "the removal set has caught. `diff' lists them from now on.",
    .see_also = "poison,select,diff",
    .run = run,
};

/* remove: take training rows out of the data, for good (until undo). */
#include "command/command.h"
#include "command/edit_run.h"
#include "command/words.h"
#include "session.h"

#include <stdlib.h>

static const struct command_option words[] = {
    {.name = "LIST",
     .type = TYPE_ROWS,
     .help = "training rows: 3,7,10-20 or @FILE; the removal set if left out"},
    {.name = NULL},
};

static const struct command_option options[] = {EDIT_OPTIONS, {.name = NULL}};

static enum riffle_status read_rows(const struct session *session,
                                    const struct command_call *call,
                                    struct riffle_removal *gone,
                                    struct riffle_error *err)
{
    size_t *rows = NULL;
    size_t k = 0;
    if (call_word_count(call) == 0) {
        enum riffle_status status = session_need_selection(session, err);
        return status != RIFFLE_OK
                   ? status
                   : riffle_removal_copy(gone, &session->selection, err);
    }
    size_t n = session->data->train.n;
    enum riffle_status status = call_rows(call, 0, n, &rows, &k, err);
    if (status == RIFFLE_OK)
        status = riffle_removal_init(gone, rows, k, n, NULL, err);
    free(rows);
    return status;
}

static void say(const struct session *session,
                const struct riffle_removal *gone, struct reply *reply)
{
    char row[EDIT_ROW_SIZE];
    edit_name_row(&session->data->train, gone->rows[0], row, sizeof row);
    if (gone->k == 1)
        reply_text(
            reply, "removing %s, of class %s\n", row,
            session->data->class_names[session->data->train.y[gone->rows[0]]]);
    else
        reply_text(reply, "removing %zu rows%s%s\n", gone->k,
                   gone->strategy ? ": " : "",
                   gone->strategy ? gone->strategy : "");
    if (reply->json)
        reply_set(reply, "rows", reply_counts(gone->rows, gone->k));
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct edit edit = {0};
    enum riffle_status status = session_need_data(session, err);
    if (status == RIFFLE_OK)
        status = edit_init(&edit, 0, session->data->n_features, err);
    if (status == RIFFLE_OK)
        status = read_rows(session, call, &edit.gone, err);
    if (status == RIFFLE_OK) {
        say(session, &edit.gone, reply);
        status = edit_run(session, call, &edit, reply, err);
    }
    edit_release(&edit);
    return status;
}

static const char *const examples[] = {
    "load wdbc standardize=on; fit; remove 7",
    "load wdbc standardize=on; fit; select top 5%; remove",
    "load wdbc standardize=on; fit; remove 3,7,10-20 apply=off", NULL};

const struct command command_remove = {
    .verb = "remove",
    .group = "edits",
    .summary = "take rows out of the training data and refit",
    .usage = "[LIST]",
    .words = words,
    .options = options,
    .max_words = COMMAND_MAX_WORDS,
    .examples = examples,
    .detail =
        "Shows what IF, RIF and NS predict, takes the rows out, fits again "
        "from where the fit was (the certificate is the same from any start) "
        "and shows what came true. The file is never changed, and `undo' "
        "brings everything back to the last digit.\n\n"
        "Training rows are numbered anew from 0: later rows move down. The "
        "removal set and named sets keep the rows that are left; the file "
        "line of a row stays.\n\n"
        "Under penalty=fixed the penalty stays lambda n, as the predictions "
        "have it, so that lambda changes a little with n; under "
        "penalty=scaled lambda stays.",
    .see_also = "effect,relabel,edit,diff,undo",
    .run = run,
};

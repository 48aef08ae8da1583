/* The current removal set: made, taken over, described. */
#include "command/rows_reply.h"

#include "command/words.h"
#include "report/table.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROWS = 10 };

static const char by_hand[] = "by hand";

static void say_first_rows(const struct riffle_removal *removal,
                           struct reply *reply)
{
    size_t shown = removal->k < FIRST_ROWS ? removal->k : FIRST_ROWS;
    reply_text(reply, "  rows ");
    for (size_t i = 0; i < shown; i++)
        reply_text(reply, "%s%zu", i ? ", " : "", removal->rows[i]);
    if (shown < removal->k)
        reply_text(reply, ", ... (%zu more)", removal->k - shown);
    reply_text(reply, "\n");
}

void rows_reply(const struct session *session,
                const struct riffle_removal *removal, struct reply *reply)
{
    const struct riffle_dataset *data = session->data;
    const char *strategy = removal->strategy ? removal->strategy : by_hand;
    size_t positive = 0;
    for (size_t i = 0; i < removal->k; i++)
        positive += data->train.y[removal->rows[i]];
    reply_text(reply, "removal set: %zu of %zu training rows (%.3g%%), %s",
               removal->k, data->train.n,
               100.0 * (double)removal->k / (double)data->train.n, strategy);
    if (removal->seed)
        reply_text(reply, ", seed %llu", (unsigned long long)removal->seed);
    reply_text(reply, "\n");
    if (removal->k) {
        reply_text(reply, "  %zu of class %s, %zu of class %s\n",
                   removal->k - positive, data->class_names[0], positive,
                   data->class_names[1]);
        say_first_rows(removal, reply);
    }
    reply_set_count(reply, "size", removal->k);
    reply_set_count(reply, "positive", positive);
    reply_set_string(reply, "strategy", strategy);
    if (removal->seed)
        reply_set_count(reply, "seed", removal->seed);
    if (reply->json)
        reply_set(reply, "rows", reply_counts(removal->rows, removal->k));
}

enum riffle_status rows_take(struct session *session,
                             struct riffle_removal *removal,
                             struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_set_selection(session, removal, err);
    if (status == RIFFLE_OK)
        rows_reply(session, &session->selection, reply);
    return status;
}

enum riffle_status rows_select(struct session *session, const size_t *rows,
                               size_t k, const char *strategy,
                               struct reply *reply, struct riffle_error *err)
{
    struct riffle_removal removal = {0};
    size_t merged = 0;
    enum riffle_status status = riffle_removal_init(
        &removal, rows, k, session->data->train.n, &merged, err);
    if (status != RIFFLE_OK)
        return status;
    if (strategy) {
        removal.strategy = strdup(strategy);
        if (!removal.strategy) {
            riffle_removal_release(&removal);
            return riffle_fail_memory(err, strlen(strategy) + 1);
        }
    }
    if (merged)
        reply_note(reply, "%zu row%s named more than once", merged,
                   plural(merged));
    return rows_take(session, &removal, reply, err);
}

enum riffle_status rows_edit(struct session *session,
                             const struct command_call *call,
                             rows_combine *combine, struct reply *reply,
                             struct riffle_error *err)
{
    size_t *listed = NULL;
    size_t k = 0;
    enum riffle_status status =
        call_rows(call, 0, session->data->train.n, &listed, &k, err);
    if (status != RIFFLE_OK)
        return status;
    size_t room = k + session->selection.k;
    size_t *rows = calloc(room + 1, sizeof *rows);
    if (rows)
        status = rows_select(session, rows,
                             combine(&session->selection, listed, k, rows),
                             NULL, reply, err);
    else
        status = riffle_fail_memory(err, room * sizeof *rows);
    free(rows);
    free(listed);
    return status;
}

const struct session_set *rows_set_find(const struct session *session,
                                        const char *name)
{
    for (size_t s = 0; s < session->n_sets; s++)
        if (strcmp(session->sets[s].name, name) == 0)
            return &session->sets[s];
    return NULL;
}

enum riffle_status rows_list_sets(const struct session *session,
                                  struct reply *reply, struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"name", "set", TABLE_TEXT, 0},
        {"size", "rows", TABLE_COUNT, 0},
        {"strategy", "drawn", TABLE_TEXT, 0},
    };
    struct table *table = table_new(columns, 3);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t s = 0; s < session->n_sets; s++) {
        const struct riffle_removal *removal = &session->sets[s].removal;
        table_text(table, session->sets[s].name);
        table_count(table, removal->k);
        table_text(table, removal->strategy ? removal->strategy : by_hand);
    }
    if (session->n_sets == 0)
        reply_text(reply, "no named sets; `name NAME' puts the current one "
                          "away\n");
    if (session->n_sets || reply->json)
        table_reply(table, reply, "sets");
    table_free(table);
    return RIFFLE_OK;
}

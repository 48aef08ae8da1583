/* export scores: any scores of all training rows, a column each. */
#include "command/export_kinds.h"

#include "command/export_table.h"
#include "command/parts.h"
#include "command/score_run.h"

#include <stdio.h>
#include <stdlib.h>

/* The scores that scores= names, and the heads of their errors. */
struct scored {
    struct score_run *runs;
    char **heads;
    size_t n;
};

static void scored_release(struct scored *scored)
{
    for (size_t s = 0; s < scored->n; s++) {
        score_run_release(&scored->runs[s]);
        free(scored->heads[s]);
    }
    free(scored->runs);
    free(scored->heads);
}

static enum riffle_status read_names(const struct export_order *order,
                                     char **names, size_t n,
                                     struct scored *scored,
                                     struct riffle_error *err)
{
    scored->runs = calloc(n + 1, sizeof *scored->runs);
    scored->heads = calloc(n + 1, sizeof *scored->heads);
    if (!scored->runs || !scored->heads)
        return riffle_fail_memory(err, n * sizeof *scored->runs);
    if (n == 0)
        return call_fail(order->call, "scores", err, "scores= names none");
    if (n > 1 && call_given(order->call, "with"))
        return call_fail(
            order->call, "with", err,
            "settings are those of one score: name one in scores=");
    for (; scored->n < n; scored->n++) {
        const char *name = names[scored->n];
        struct score_run *run = &scored->runs[scored->n];
        run->score = riffle_score_find(name);
        if (!run->score)
            return call_fail(order->call, "scores", err,
                             "`%s' is none of the scores", name);
        if (asprintf(&scored->heads[scored->n], "%s_se", name) < 0)
            scored->heads[scored->n] = NULL;
    }
    return RIFFLE_OK;
}

static enum riffle_status compute(struct export_order *order,
                                  struct scored *scored,
                                  const struct riffle_measure *measure,
                                  struct export_table *table,
                                  struct reply *reply, struct riffle_error *err)
{
    for (size_t s = 0; s < scored->n; s++) {
        struct score_run *run = &scored->runs[s];
        run->measure = measure;
        enum riffle_status status =
            score_run(order->session, order->call, run, err);
        if (status == RIFFLE_OK)
            status =
                export_table_add(table, run->score->name, run->values, err);
        if (status == RIFFLE_OK && score_run_has_errors(run) &&
            scored->heads[s])
            status =
                export_table_add(table, scored->heads[s], run->errors, err);
        if (status != RIFFLE_OK)
            return status;
        reply_text(reply, "%s: %s\n", run->score->name, run->score->sign);
        score_run_say(run, reply);
    }
    return RIFFLE_OK;
}

/* An NPY file holds one column of numbers: the first score. */
static enum riffle_status save(struct export_order *order,
                               const struct scored *scored,
                               const struct export_table *table,
                               struct riffle_error *err)
{
    order->rows = order->session->data->train.n;
    const struct score_run *first = scored->runs;
    const struct riffle_column only = {.name = first->score ? first->score->name
                                                            : "",
                                       .numbers = first->values};
    if (export_ends_in(order->path, ".npy"))
        return export_columns(order, &only, 1, err);
    return export_columns(order, table->columns, table->n, err);
}

enum riffle_status export_scores(struct export_order *order,
                                 struct reply *reply, struct riffle_error *err)
{
    const struct session *session = order->session;
    struct riffle_measure *measure = NULL;
    struct export_table table = {0};
    struct scored scored = {0};
    char **names = NULL;
    size_t n = 0;
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = call_items(order->call, "scores", &names, &n, err);
    if (status == RIFFLE_OK)
        status = read_names(order, names, n, &scored, err);
    if (status == RIFFLE_OK)
        status = parts_measure(session, order->call, reply, &measure, err);
    if (status == RIFFLE_OK)
        status = export_table_init(&table, session->data, NULL,
                                   session->data->train.n, err);
    if (status == RIFFLE_OK)
        status = compute(order, &scored, measure, &table, reply, err);
    if (status == RIFFLE_OK)
        status = save(order, &scored, &table, err);
    call_items_free(names, n);
    export_table_release(&table);
    scored_release(&scored);
    riffle_measure_free(measure);
    return status;
}

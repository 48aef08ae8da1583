/* Exports that have a line for each row or parameter. */
#include "command/export_kinds.h"

#include "command/export_table.h"
#include "command/parts.h"

#include "riffle/score.h"

#include <stdlib.h>

enum riffle_status export_theta(struct export_order *order, struct reply *reply,
                                struct riffle_error *err)
{
    const struct riffle_fit *fit = order->session->fit;
    (void)reply;
    enum riffle_status status = session_need_fit(order->session, err);
    if (status != RIFFLE_OK)
        return status;
    size_t d = riffle_fit_summary(fit)->d;
    const char **names = calloc(d, sizeof *names);
    if (!names)
        return riffle_fail_memory(err, d * sizeof *names);
    for (size_t j = 0; j < d; j++)
        names[j] = riffle_fit_parameter_name(fit, j);
    const struct riffle_column columns[] = {
        {.name = "parameter", .words = names},
        {.name = "theta", .numbers = riffle_fit_theta(fit)},
    };
    /* NPY holds one column of numbers */
    bool only_numbers = export_ends_in(order->path, ".npy");
    order->rows = d;
    status =
        export_columns(order, columns + only_numbers, 2 - only_numbers, err);
    free(names);
    return status;
}

enum { SCORES = 2 };

/* values: SCORES x n, filled */
static enum riffle_status add_scores(struct export_table *table,
                                     const struct riffle_fit *fit,
                                     const struct riffle_measure *measure,
                                     double *values, struct riffle_error *err)
{
    static const char *const names[] = {"if", "rif"};
    const struct riffle_points *train = riffle_fit_train(fit);
    enum riffle_status status =
        export_table_add(table, "p", train->probability, err);
    if (status == RIFFLE_OK)
        status = export_table_add(table, "loss", train->loss, err);
    if (status == RIFFLE_OK)
        status = export_table_add(table, "leverage", train->leverage, err);
    for (size_t s = 0; s < SCORES && status == RIFFLE_OK; s++) {
        double *own = values + s * train->n;
        status = riffle_score_values(riffle_score_find(names[s]), fit, measure,
                                     own, err);
        if (status == RIFFLE_OK)
            status = export_table_add(table, names[s], own, err);
    }
    return status;
}

enum riffle_status export_influence(struct export_order *order,
                                    struct reply *reply,
                                    struct riffle_error *err)
{
    const struct session *session = order->session;
    struct riffle_measure *measure = NULL;
    struct export_table table = {0};
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = parts_measure(session, order->call, reply, &measure, err);
    if (status == RIFFLE_OK)
        status = export_table_init(&table, session->data, NULL,
                                   session->data->train.n, err);
    double *values = calloc(session->data ? SCORES * session->data->train.n : 1,
                            sizeof *values);
    if (status == RIFFLE_OK && !values)
        status = riffle_fail_memory(err, sizeof *values);
    if (status == RIFFLE_OK)
        status = add_scores(&table, session->fit, measure, values, err);
    if (status == RIFFLE_OK) {
        order->rows = session->data->train.n;
        reply_note(reply, "if, rif: change of %s [%s] when the row is removed",
                   riffle_measure_name(measure),
                   riffle_measure_kind_of(measure)->unit);
        status = export_columns(order, table.columns, table.n, err);
    }
    export_table_release(&table);
    free(values);
    riffle_measure_free(measure);
    return status;
}

/* One number a line: what @FILE reads. */
static enum riffle_status save_list(const struct export_order *order,
                                    const struct riffle_removal *removal,
                                    struct riffle_error *err)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return riffle_fail_memory(err, removal->k);
    for (size_t i = 0; i < removal->k; i++)
        fprintf(out, "%zu\n", removal->rows[i]);
    enum riffle_status status = fclose(out) == 0
                                    ? export_bytes(order, text, size, err)
                                    : riffle_fail_memory(err, removal->k);
    free(text);
    return status;
}

enum riffle_status export_rows(struct export_order *order, struct reply *reply,
                               struct riffle_error *err)
{
    const struct session *session = order->session;
    const struct riffle_removal *removal = &session->selection;
    struct export_table table = {0};
    enum riffle_status status = session_need_selection(session, err);
    if (status != RIFFLE_OK)
        return status;
    order->rows = removal->k;
    if (export_ends_in(order->path, ".txt")) {
        reply_note(reply, "`select rows @%s' reads them", order->path);
        return save_list(order, removal, err);
    }
    status = export_table_init(&table, session->data, removal->rows, removal->k,
                               err);
    if (status == RIFFLE_OK) {
        bool only_row = export_ends_in(order->path, ".npy");
        status =
            export_columns(order, table.columns, only_row ? 1 : table.n, err);
    }
    export_table_release(&table);
    return status;
}

/* Exports that have a line for each row or parameter. */
#include "command/export_kinds.h"

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

enum { ROW_COLUMNS = 8, SCORES = 2 };

/* Columns about training rows, and the memory behind them. */
struct row_table {
    struct riffle_column columns[ROW_COLUMNS];
    size_t n_columns;
    size_t *row, *line;
    const char **label;
    double *values; /* SCORES x k: if, rif */
};

static void row_table_release(struct row_table *table)
{
    free(table->row);
    free(table->line);
    free(table->label);
    free(table->values);
}

static void add_column(struct row_table *table, struct riffle_column column)
{
    table->columns[table->n_columns++] = column;
}

/* Its line of the file; a row that was added has none. */
static size_t line_of(const struct riffle_dataset *data, size_t row)
{
    size_t line = data->train.line ? data->train.line[row] : 0;
    return line ? line : RIFFLE_NO_COUNT;
}

/* Row, line, label of k training rows (rows NULL: the first k); zeroed before,
 * released after. */
static enum riffle_status row_table_init(struct row_table *table,
                                         const struct riffle_dataset *data,
                                         const size_t *rows, size_t k,
                                         struct riffle_error *err)
{
    table->row = calloc(k + 1, sizeof *table->row);
    table->line = calloc(k + 1, sizeof *table->line);
    table->label = calloc(k + 1, sizeof *table->label);
    table->values = calloc(SCORES * k + 1, sizeof *table->values);
    if (!table->row || !table->line || !table->label || !table->values)
        return riffle_fail_memory(err, SCORES * k * sizeof *table->values);
    for (size_t i = 0; i < k; i++) {
        size_t row = rows ? rows[i] : i;
        table->row[i] = row;
        table->line[i] = line_of(data, row);
        table->label[i] = data->class_names[data->train.y[row]];
    }
    add_column(table,
               (struct riffle_column){.name = "row", .counts = table->row});
    if (data->train.line)
        add_column(table, (struct riffle_column){.name = "line",
                                                 .counts = table->line});
    add_column(table,
               (struct riffle_column){.name = "label", .words = table->label});
    return RIFFLE_OK;
}

static void add_numbers(struct row_table *table, const char *name,
                        const double *numbers)
{
    add_column(table, (struct riffle_column){.name = name, .numbers = numbers});
}

static enum riffle_status add_scores(struct row_table *table,
                                     const struct riffle_fit *fit,
                                     const struct riffle_measure *measure,
                                     struct riffle_error *err)
{
    static const char *const names[] = {"if", "rif"};
    const struct riffle_points *train = riffle_fit_train(fit);
    add_numbers(table, "p", train->probability);
    add_numbers(table, "loss", train->loss);
    add_numbers(table, "leverage", train->leverage);
    for (size_t s = 0; s < SCORES; s++) {
        double *values = table->values + s * train->n;
        enum riffle_status status = riffle_score_values(
            riffle_score_find(names[s]), fit, measure, values, err);
        if (status != RIFFLE_OK)
            return status;
        add_numbers(table, names[s], values);
    }
    return RIFFLE_OK;
}

enum riffle_status export_influence(struct export_order *order,
                                    struct reply *reply,
                                    struct riffle_error *err)
{
    const struct session *session = order->session;
    struct riffle_measure *measure = NULL;
    struct row_table table = {0};
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = parts_measure(session, order->call, reply, &measure, err);
    if (status == RIFFLE_OK)
        status = row_table_init(&table, session->data, NULL,
                                session->data->train.n, err);
    if (status == RIFFLE_OK)
        status = add_scores(&table, session->fit, measure, err);
    if (status == RIFFLE_OK) {
        order->rows = session->data->train.n;
        reply_note(reply, "if, rif: change of %s [%s] when the row is removed",
                   riffle_measure_name(measure),
                   riffle_measure_kind_of(measure)->unit);
        status = export_columns(order, table.columns, table.n_columns, err);
    }
    row_table_release(&table);
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
    struct row_table table = {0};
    enum riffle_status status = session_need_selection(session, err);
    if (status != RIFFLE_OK)
        return status;
    order->rows = removal->k;
    if (export_ends_in(order->path, ".txt")) {
        reply_note(reply, "`select rows @%s' reads them", order->path);
        return save_list(order, removal, err);
    }
    status =
        row_table_init(&table, session->data, removal->rows, removal->k, err);
    if (status == RIFFLE_OK) {
        bool only_row = export_ends_in(order->path, ".npy");
        status = export_columns(order, table.columns,
                                only_row ? 1 : table.n_columns, err);
    }
    row_table_release(&table);
    return status;
}

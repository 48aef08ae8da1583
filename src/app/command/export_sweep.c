/* The sweep as a table: one line for each removal set and measure. */
#include "command/export_kinds.h"

#include "command/effect_reply.h"
#include "command/interval_reply.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The columns of numbers, in the order of the file. */
static const struct number_column {
    const char *name;
    const char *estimator;
    enum number_part { PART_VALUE, PART_BOUND, PART_LINEAR } part;
} numbers[] = {
    {"actual", "actual", PART_VALUE}, {"bound", "actual", PART_BOUND},
    {"if", "if", PART_VALUE},         {"rif", "rif", PART_VALUE},
    {"ns", "ns", PART_VALUE},         {"actual_linear", "actual", PART_LINEAR},
    {"if_linear", "if", PART_LINEAR}, {"rif_linear", "rif", PART_LINEAR},
    {"ns_linear", "ns", PART_LINEAR},
};

enum {
    NUMBERS = sizeof numbers / sizeof *numbers,
    LEADING = 4, /* set, strategy, size, measure */
};

/* Line i is about set i / measures and measure i % measures. */
struct sweep_table {
    const struct session *session;
    size_t n;
    size_t *set, *size;
    const char **strategy, **measure, **status;
    const char **kind; /* NULL: no intervals were asked for */
    double *values;    /* NUMBERS x n */
};

static void release(struct sweep_table *table)
{
    free(table->set);
    free(table->size);
    free(table->strategy);
    free(table->measure);
    free(table->status);
    free(table->kind);
    free(table->values);
}

static enum riffle_status allocate(struct sweep_table *table,
                                   struct riffle_error *err)
{
    size_t n = table->n;
    table->set = calloc(n, sizeof *table->set);
    table->size = calloc(n, sizeof *table->size);
    table->strategy = calloc(n, sizeof *table->strategy);
    table->measure = calloc(n, sizeof *table->measure);
    table->status = calloc(n, sizeof *table->status);
    table->values = calloc(n, NUMBERS * sizeof *table->values);
    bool intervals = interval_wanted(table->session->sweep);
    if (intervals)
        table->kind = calloc(n, sizeof *table->kind);
    if ((intervals && !table->kind) || !table->set || !table->size ||
        !table->strategy || !table->measure || !table->status || !table->values)
        return riffle_fail_memory(err, n * NUMBERS * sizeof *table->values);
    return RIFFLE_OK;
}

static double number(const struct riffle_experiment *sweep, size_t s, size_t q,
                     const struct number_column *column)
{
    size_t e = riffle_experiment_column(sweep, column->estimator);
    if (e == RIFFLE_ANY)
        return (double)NAN;
    const struct riffle_effect *effect =
        riffle_experiment_effect(sweep, s, q, e);
    switch (column->part) {
    case PART_BOUND:
        return effect->bound;
    case PART_LINEAR:
        return effect->linear;
    case PART_VALUE:
        break;
    }
    return effect->value;
}

static void fill(struct sweep_table *table)
{
    const struct riffle_experiment *sweep = table->session->sweep;
    size_t n_measures = riffle_experiment_measures(sweep);
    for (size_t i = 0; i < table->n; i++) {
        size_t s = i / n_measures;
        size_t q = i % n_measures;
        table->set[i] = s;
        table->strategy[i] = table->session->sweep_presets[s]->name;
        table->size[i] = riffle_experiment_removal(sweep, s)->k;
        table->measure[i] =
            riffle_measure_name(riffle_experiment_measure(sweep, q));
        table->status[i] =
            riffle_status_name(effect_status(sweep, s, q, false));
        if (table->kind)
            table->kind[i] = interval_kind(sweep, s);
        for (size_t c = 0; c < NUMBERS; c++)
            table->values[c * table->n + i] = number(sweep, s, q, &numbers[c]);
    }
}

static enum riffle_status save(const struct sweep_table *table,
                               const struct export_order *order,
                               struct riffle_error *err)
{
    struct riffle_column columns[LEADING + NUMBERS + 2] = {
        {.name = "set", .counts = table->set},
        {.name = "strategy", .words = table->strategy},
        {.name = "size", .counts = table->size},
        {.name = "measure", .words = table->measure},
    };
    for (size_t c = 0; c < NUMBERS; c++)
        columns[LEADING + c] = (struct riffle_column){
            .name = numbers[c].name, .numbers = table->values + c * table->n};
    columns[LEADING + NUMBERS] =
        (struct riffle_column){.name = "status", .words = table->status};
    columns[LEADING + NUMBERS + 1] =
        (struct riffle_column){.name = "kind", .words = table->kind};
    return export_columns(order, columns,
                          LEADING + NUMBERS + (table->kind ? 2 : 1), err);
}

enum riffle_status export_sweep(struct export_order *order, struct reply *reply,
                                struct riffle_error *err)
{
    const struct riffle_experiment *sweep = order->session->sweep;
    (void)reply;
    if (!sweep) {
        enum riffle_status none =
            riffle_fail(err, RIFFLE_ESTATE, "there is no sweep to export");
        riffle_hint(err, "start one: sweep");
        return none;
    }
    struct sweep_table table = {
        .session = order->session,
        .n = riffle_experiment_sets(sweep) * riffle_experiment_measures(sweep),
    };
    enum riffle_status status = allocate(&table, err);
    if (status == RIFFLE_OK) {
        fill(&table);
        order->rows = table.n;
        status = save(&table, order, err);
    }
    release(&table);
    return status;
}

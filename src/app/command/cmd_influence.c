/* influence: one-row effects of all training rows at once, summarised. */
#include "command/command.h"
#include "command/parts.h"
#include "command/words.h"
#include "report/table.h"
#include "session.h"

#include "riffle/score.h"

#include <math.h>
#include <stdlib.h>

static const struct command_option options[] = {
    {.name = "measure",
     .type = TYPE_MEASURE,
     .preset = "test_loss",
     .help = "whose change on removal"},
    {.name = NULL},
};

static const struct table_column columns[] = {
    {"score", "score", TABLE_TEXT, 0},
    {"unit", "unit", TABLE_TEXT, 0},
    {"min", "min", TABLE_NUMBER, 0},
    {"median", "median", TABLE_NUMBER, 0},
    {"max", "max", TABLE_NUMBER, 0},
    {"sum", "sum", TABLE_NUMBER, 0},
    {"row", "largest at row", TABLE_COUNT, 0},
};

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static size_t largest(const double *values, size_t n)
{
    size_t row = 0;
    for (size_t i = 1; i < n; i++)
        if (fabs(values[i]) > fabs(values[row]))
            row = i;
    return row;
}

/* One row of the summary; sorts `values`. */
static void summarise(struct table *table, const char *name, const char *unit,
                      double *values, size_t n)
{
    size_t row = largest(values, n);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    qsort(values, n, sizeof *values, ascending);
    table_text(table, name);
    table_text(table, unit);
    table_number(table, values[0]);
    table_number(table, (values[(n - 1) / 2] + values[n / 2]) / 2);
    table_number(table, values[n - 1]);
    table_number(table, sum);
    table_count(table, row);
}

static enum riffle_status fill(const struct riffle_fit *fit,
                               const struct riffle_measure *measure,
                               struct table *table, struct riffle_error *err)
{
    static const char *const names[] = {"if", "rif", "leverage"};
    size_t n = riffle_fit_summary(fit)->n;
    double *values = calloc(n + 1, sizeof *values);
    if (!values)
        return riffle_fail_memory(err, n * sizeof *values);
    enum riffle_status status = RIFFLE_OK;
    for (size_t i = 0; i < 3 && status == RIFFLE_OK; i++) {
        const struct riffle_score *score = riffle_score_find(names[i]);
        status = riffle_score_values(score, fit, measure, values, err);
        if (status == RIFFLE_OK)
            summarise(table, names[i],
                      score->needs_measure
                          ? riffle_measure_kind_of(measure)->unit
                          : "0 to 1",
                      values, n);
    }
    free(values);
    return status;
}

static void answer(const struct riffle_fit *fit, const char *measure,
                   const struct table *table, double seconds,
                   struct reply *reply)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(fit);
    reply_text(reply,
               "change of %s when one of the %zu training rows is removed "
               "(penalty %s)\n",
               measure, summary->n,
               summary->penalty == RIFFLE_PENALTY_SCALED ? "scaled" : "fixed");
    table_reply(table, reply, "scores");
    reply_text(reply,
               "positive: removal increases %s; leverages sum to the "
               "effective number of parameters\n",
               measure);
    reply_text(reply,
               "%.3g s; every row: export influence FILE; the "
               "strongest: top\n",
               seconds);
    reply_set_string(reply, "measure", measure);
    reply_set_count(reply, "n", summary->n);
    reply_set_number(reply, "seconds", seconds);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_fit(session, err);
    if (status != RIFFLE_OK)
        return status;
    struct riffle_measure *measure = NULL;
    status = parts_measure(session, call, reply, &measure, err);
    if (status != RIFFLE_OK)
        return status;
    double started = riffle_seconds();
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    status = table ? fill(session->fit, measure, table, err)
                   : riffle_fail_memory(err, sizeof columns);
    if (status == RIFFLE_OK)
        answer(session->fit, riffle_measure_name(measure), table,
               riffle_seconds() - started, reply);
    table_free(table);
    riffle_measure_free(measure);
    return status;
}

const struct command command_influence = {
    .verb = "influence",
    .group = "effects",
    .summary = "effect of removing each training row, all at once",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = options,
    .examples =
        (const char *const[]){"load wdbc standardize=on; fit; influence",
                              "load digits38; fit; influence measure=self_loss",
                              NULL},
    .detail =
        "IF is the classical influence function, the first-order effect of "
        "leaving one row out. RIF divides it by 1 - leverage and so is the "
        "row's own Newton step: the two agree for rows of low leverage and "
        "part where parameters are many.\n\n"
        "Effects are gradient times shift; sums over a set of rows estimate "
        "the effect of the set.",
    .see_also = "top,inspect,export,effect",
    .run = run,
};

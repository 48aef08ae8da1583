/* What an estimate has come to, shown while it goes on. */
#include "command/score_watch.h"

#include "report/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows that are shown, and lines that are not theirs. */
enum { ROWS = 15, OTHERS = 7 };

/* The value of a setting, or NaN. */
static double setting(const struct score_watch *watch, const char *name)
{
    size_t n = riffle_score_setting_count(watch->score);
    for (size_t i = 0; i < n; i++)
        if (strcmp(watch->score->settings[i].name, name) == 0)
            return watch->settings[i];
    return (double)NAN;
}

static void say_state(const struct score_watch *watch,
                      const struct riffle_score_result *result,
                      struct reply *reply)
{
    double target = setting(watch, "target");
    double most = setting(watch, "samples");
    reply_styled(reply, ROLE_TITLE, "%s so far, from %zu of %s%.0f %s",
                 watch->score->title, result->samples,
                 isfinite(most) ? "at most " : "",
                 isfinite(most) ? most : (double)result->n,
                 riffle_score_work(watch->score));
    reply_text(reply, "\n");
    if (watch->score->kind != RIFFLE_SCORE_SAMPLED)
        return;
    if (isfinite(result->error))
        reply_text(reply,
                   "a typical standard error is %.2g of the spread of the "
                   "values",
                   result->error);
    else
        reply_text(reply, "standard errors come at the end, or later");
    if (target > 0)
        reply_text(reply, "; stops at %g", target);
    reply_text(reply, "\n");
}

static void fill_table(const struct riffle_dataset *data,
                       const struct riffle_score_result *result,
                       const size_t *rows, size_t k, struct table *table)
{
    for (size_t r = 0; r < k; r++) {
        size_t i = rows[r];
        table_count(table, i);
        table_text(table, data->class_names[data->train.y[i]]);
        table_number(table, result->values[i]);
        table_number(table, result->errors[i]);
    }
}

/* The largest so far. */
static void say_rows(const struct score_watch *watch,
                     const struct riffle_score_result *result,
                     struct reply *reply)
{
    const struct table_column columns[] = {
        {"row", "row", TABLE_COUNT, 0},
        {"label", "label", TABLE_TEXT, 0},
        {"value", watch->score->name, TABLE_NUMBER, 0},
        {"error", "+-se", TABLE_NUMBER, 2},
    };
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    size_t *rows = calloc(result->n + 1, sizeof *rows);
    size_t k = live_text_rows(reply, OTHERS, ROWS);
    k = k < result->n ? k : result->n;
    if (table && rows &&
        riffle_score_rank(result->values, result->n, RIFFLE_SIGN_ABSOLUTE, k,
                          rows, NULL) == RIFFLE_OK) {
        fill_table(watch->live.session->data, result, rows, k, table);
        table_reply(table, reply, "rows");
    }
    table_free(table);
    free(rows);
}

void score_watch_step(void *data, const struct riffle_score_result *result)
{
    struct score_watch *watch = data;
    struct reply *reply = live_text_begin(&watch->live);
    if (!reply)
        return;
    say_state(watch, result, reply);
    if (watch->score->kind != RIFFLE_SCORE_SAMPLED || isfinite(result->error))
        say_rows(watch, result, reply);
    reply_text(reply, "Ctrl-C keeps what there is, `resume' goes on\n");
    live_text_end(&watch->live);
}

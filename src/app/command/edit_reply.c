#include "command/edit_reply.h"

#include "command/words.h"
#include "report/table.h"

#include <math.h>
#include <stdlib.h>

/* The first status that is not ok, of the estimates and the actual. */
static enum riffle_status status_of(const struct edit_effects *effects,
                                    size_t q)
{
    enum riffle_status status = RIFFLE_OK;
    if (effects->actual)
        status = effects->actual[q].status;
    if (riffle_measure_kind_of(effects->before[q])->actual_only)
        return status;
    for (size_t e = 0; e < RIFFLE_EXCHANGE_ESTIMATES; e++)
        if (status == RIFFLE_OK)
            status = effects->estimates[e * effects->n + q].status;
    return status;
}

static bool all_fine(const struct edit_effects *effects)
{
    for (size_t q = 0; q < effects->n; q++)
        if (status_of(effects, q) != RIFFLE_OK)
            return false;
    return true;
}

static void add_row(const struct edit_effects *effects, size_t q, bool fine,
                    struct table *table)
{
    const struct riffle_measure *measure = effects->before[q];
    table_text(table, riffle_measure_name(measure));
    table_text(table, riffle_measure_kind_of(measure)->unit);
    if (fine)
        table_number(table, riffle_measure_value(measure));
    for (size_t e = 0; e < RIFFLE_EXCHANGE_ESTIMATES; e++)
        table_number(table, effects->estimates[e * effects->n + q].value);
    if (effects->actual) {
        table_number(table, effects->actual[q].value);
        table_number(table, effects->actual[q].bound);
    }
    if (!fine)
        table_text(table, riffle_status_name(status_of(effects, q)));
}

static enum riffle_status show_table(const struct edit_effects *effects,
                                     struct reply *reply,
                                     struct riffle_error *err)
{
    struct table_column columns[8] = {
        {"measure", "change of", TABLE_TEXT, 0},
        {"unit", "unit", TABLE_TEXT, 0},
    };
    bool fine = all_fine(effects);
    size_t n = 2;
    if (fine)
        columns[n++] = (struct table_column){"value", "now", TABLE_NUMBER, 0};
    columns[n++] = (struct table_column){"if", "IF", TABLE_NUMBER, 4};
    columns[n++] = (struct table_column){"rif", "RIF", TABLE_NUMBER, 4};
    columns[n++] = (struct table_column){"ns", "NS", TABLE_NUMBER, 4};
    if (effects->actual) {
        columns[n++] =
            (struct table_column){"actual", "actual", TABLE_NUMBER, 4};
        columns[n++] =
            (struct table_column){"bound", "+-bound", TABLE_NUMBER, 2};
    }
    if (!fine) /* in the room of `now' */
        columns[n++] = (struct table_column){"status", "status", TABLE_TEXT, 0};
    struct table *table = table_new(columns, n);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t q = 0; q < effects->n; q++)
        add_row(effects, q, fine, table);
    table_reply(table, reply, "table");
    table_free(table);
    return RIFFLE_OK;
}

static struct json_object *measure_object(const struct edit_effects *effects,
                                          size_t q)
{
    const struct riffle_measure *measure = effects->before[q];
    struct json_object *object = json_object_new_object();
    for (int e = 0; e < RIFFLE_EXCHANGE_ESTIMATES; e++)
        json_object_object_add(
            object,
            riffle_exchange_estimate_name((enum riffle_exchange_estimate)e),
            reply_number(effects->estimates[(size_t)e * effects->n + q].value));
    if (effects->actual) {
        json_object_object_add(object, "actual",
                               reply_number(effects->actual[q].value));
        json_object_object_add(object, "bound",
                               reply_number(effects->actual[q].bound));
    }
    json_object_object_add(object, "value",
                           reply_number(riffle_measure_value(measure)));
    json_object_object_add(object, "unit",
                           reply_string(riffle_measure_kind_of(measure)->unit));
    json_object_object_add(
        object, "status",
        reply_string(riffle_status_name(status_of(effects, q))));
    return object;
}

static void set_measures(const struct edit_effects *effects,
                         struct reply *reply)
{
    struct json_object *measures = json_object_new_object();
    for (size_t q = 0; q < effects->n; q++)
        json_object_object_add(measures,
                               riffle_measure_name(effects->before[q]),
                               measure_object(effects, q));
    reply_set(reply, "measures", measures);
}

enum riffle_status edit_reply_effects(const struct edit_effects *effects,
                                      struct reply *reply,
                                      struct riffle_error *err)
{
    if (reply->json) {
        set_measures(effects, reply);
        return RIFFLE_OK;
    }
    if (effects->n == 0)
        return RIFFLE_OK;
    enum riffle_status status = show_table(effects, reply, err);
    if (status == RIFFLE_OK)
        reply_text(reply, "positive: the edit increases the measure%s\n",
                   effects->actual ? "; actual: refitted" : "");
    return status;
}

/* --- afterwards ------------------------------------------------------- */

static size_t rows_in_sets(const struct session *session)
{
    size_t rows = 0;
    for (size_t s = 0; s < session->n_sets; s++)
        rows += session->sets[s].removal.k;
    return rows;
}

struct edit_outcome edit_outcome(const struct session *session)
{
    return (struct edit_outcome){
        .n_before = session->data->train.n,
        .selected_before = session->selection.k,
        .sets_before = rows_in_sets(session),
        .lambda_before = session->fit_options.lambda,
    };
}

static void say_fit(const struct session *session,
                    const struct edit_outcome *before, struct reply *reply)
{
    const struct riffle_fit_summary *fit = riffle_fit_summary(session->fit);
    reply_text(reply,
               "%zu training rows; refitted in %zu step%s to a relative "
               "gradient of %.2g\n",
               fit->n, fit->iterations, plural(fit->iterations),
               fit->relative_gradient);
    if (fit->lambda != before->lambda_before)
        reply_note(reply,
                   "penalty=fixed: lambda n stays %.4g, so that lambda is "
                   "%.6g now",
                   fit->lambda * (double)fit->n, fit->lambda);
    reply_set_number(reply, "lambda", fit->lambda);
    reply_set_count(reply, "iterations", fit->iterations);
    reply_set_number(reply, "relative_gradient", fit->relative_gradient);
    reply_set_number(reply, "fit_bound", fit->bound);
}

static void say_rows(const struct session *session, const struct edit *edit,
                     const struct edit_outcome *before, struct reply *reply)
{
    size_t n = session->data->train.n;
    bool moves = edit->gone.k > 0 &&
                 edit->gone.rows[0] + edit->gone.k < before->n_before;
    if (moves)
        reply_note(reply,
                   "rows after %zu have moved down: training rows are 0 to "
                   "%zu now%s",
                   edit->gone.rows[0], n - 1,
                   session->data->train.line ? "; file lines stay" : "");
    else if (n > before->n_before && n == before->n_before + 1)
        reply_note(reply, "the row that was added is row %zu", n - 1);
    else if (n > before->n_before)
        reply_note(reply, "the rows that were added are rows %zu to %zu",
                   before->n_before, n - 1);
}

void edit_reply_outcome(const struct session *session, const struct edit *edit,
                        const struct edit_outcome *before, struct reply *reply)
{
    if (session->fit)
        say_fit(session, before, reply);
    else if (!edit->secret)
        reply_note(reply, "there is no fit: nothing was predicted");
    say_rows(session, edit, before, reply);
    if (session->selection.k < before->selected_before)
        reply_note(reply, "the removal set has %zu row%s left",
                   session->selection.k, plural(session->selection.k));
    if (rows_in_sets(session) < before->sets_before)
        reply_note(reply, "rows that are gone are gone from named sets, too");
    reply_set_count(reply, "n_train", session->data->train.n);
    reply_set_count(
        reply, "edits",
        riffle_edits_count(state_edits(session->state.parts[STATE_DATA])));
}

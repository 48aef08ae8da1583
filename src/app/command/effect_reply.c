/* What effect answers: one removal set, measures by estimators. */
#include "command/effect_reply.h"

#include "command/interval_reply.h"
#include "command/words.h"
#include "report/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void effect_head(const struct riffle_estimator *estimator,
                 char head[EFFECT_HEAD_SIZE])
{
    (void)snprintf(head, EFFECT_HEAD_SIZE, "%s", estimator->name);
    for (char *c = head; *c && !estimator->exact; c++)
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
}

size_t effect_exact_column(const struct riffle_experiment *experiment)
{
    for (size_t e = 0; e < riffle_experiment_estimators(experiment); e++)
        if (riffle_experiment_estimator(experiment, e)->exact)
            return e;
    return RIFFLE_ANY;
}

static enum riffle_status status_of_effect(const struct riffle_effect *effect,
                                           bool linear)
{
    if (effect->status == RIFFLE_OK && linear && !isfinite(effect->linear))
        return RIFFLE_ENOTAPPLICABLE;
    return effect->status;
}

static bool is_actual_only(const struct riffle_experiment *experiment, size_t q)
{
    return riffle_measure_kind_of(riffle_experiment_measure(experiment, q))
        ->actual_only;
}

enum riffle_status effect_status(const struct riffle_experiment *experiment,
                                 size_t s, size_t q, bool linear)
{
    size_t exact = effect_exact_column(experiment);
    enum riffle_status status = RIFFLE_OK;
    if (exact != RIFFLE_ANY)
        status = status_of_effect(
            riffle_experiment_effect(experiment, s, q, exact), linear);
    if (exact != RIFFLE_ANY && is_actual_only(experiment, q))
        return status;
    for (size_t e = 0; e < riffle_experiment_estimators(experiment); e++)
        if (status == RIFFLE_OK)
            status = status_of_effect(
                riffle_experiment_effect(experiment, s, q, e), linear);
    return status;
}

/* True when no measure needs a word about its status. */
static bool all_fine(const struct riffle_experiment *trial, bool linear)
{
    for (size_t q = 0; q < riffle_experiment_measures(trial); q++)
        if (effect_status(trial, 0, q, linear) != RIFFLE_OK)
            return false;
    return true;
}

static bool has_bounds(const struct riffle_experiment *trial, bool linear)
{
    return !linear &&
           (effect_exact_column(trial) != RIFFLE_ANY || interval_wanted(trial));
}

static void fill_table(const struct riffle_experiment *trial, bool linear,
                       struct table *table)
{
    bool bounded = has_bounds(trial, linear);
    bool fine = all_fine(trial, linear);
    for (size_t q = 0; q < riffle_experiment_measures(trial); q++) {
        const struct riffle_measure *measure =
            riffle_experiment_measure(trial, q);
        table_text(table, riffle_measure_name(measure));
        table_text(table, riffle_measure_kind_of(measure)->unit);
        if (fine)
            table_number(table, riffle_measure_value(measure));
        for (size_t e = 0; e < riffle_experiment_estimators(trial); e++) {
            const struct riffle_effect *effect =
                riffle_experiment_effect(trial, 0, q, e);
            table_number(table, linear ? effect->linear : effect->value);
        }
        if (bounded)
            table_number(table, interval_bound(trial, 0, q));
        if (!fine)
            table_text(table,
                       riffle_status_name(effect_status(trial, 0, q, linear)));
    }
}

static enum riffle_status show_table(const struct riffle_experiment *trial,
                                     bool linear, struct reply *reply,
                                     struct riffle_error *err)
{
    size_t n_estimators = riffle_experiment_estimators(trial);
    struct table_column *columns = calloc(n_estimators + 5, sizeof *columns);
    char(*heads)[EFFECT_HEAD_SIZE] = calloc(n_estimators + 1, sizeof *heads);
    struct table *table = NULL;
    size_t n = 0;
    if (columns && heads) {
        columns[n++] =
            (struct table_column){"measure", "change of", TABLE_TEXT, 0};
        columns[n++] = (struct table_column){"unit", "unit", TABLE_TEXT, 0};
        if (all_fine(trial, linear)) /* else the status takes its room */
            columns[n++] =
                (struct table_column){"value", "now", TABLE_NUMBER, 0};
        for (size_t e = 0; e < n_estimators; e++) {
            effect_head(riffle_experiment_estimator(trial, e), heads[e]);
            columns[n++] =
                (struct table_column){heads[e], heads[e], TABLE_NUMBER, 4};
        }
        if (has_bounds(trial, linear))
            columns[n++] =
                (struct table_column){"bound", "+-bound", TABLE_NUMBER, 2};
        if (!all_fine(trial, linear))
            columns[n++] =
                (struct table_column){"status", "status", TABLE_TEXT, 0};
        table = table_new(columns, n);
    }
    if (table) {
        fill_table(trial, linear, table);
        table_reply(table, reply, "table");
    }
    enum riffle_status status =
        table ? RIFFLE_OK : riffle_fail_memory(err, n * sizeof *columns);
    table_free(table);
    free(columns);
    free(heads);
    return status;
}

static double share(const struct riffle_experiment *trial, size_t q, size_t e)
{
    size_t exact = effect_exact_column(trial);
    double actual = riffle_experiment_effect(trial, 0, q, exact)->value;
    return riffle_experiment_effect(trial, 0, q, e)->value / actual;
}

/* "of the actual change of test_loss: IF 61%, RIF 98%, NS 100%" */
static void say_shares(const struct riffle_experiment *trial, size_t q,
                       struct reply *reply)
{
    size_t exact = effect_exact_column(trial);
    const char *name = riffle_measure_name(riffle_experiment_measure(trial, q));
    bool any = false;
    if (is_actual_only(trial, q))
        reply_text(reply, "%s is a step function: only retraining tells\n",
                   name);
    for (size_t e = 0; e < riffle_experiment_estimators(trial); e++) {
        char head[EFFECT_HEAD_SIZE];
        double value = share(trial, q, e);
        if (e == exact || !isfinite(value))
            continue;
        effect_head(riffle_experiment_estimator(trial, e), head);
        if (any)
            reply_text(reply, ", %s %.4g%%", head, 100 * value);
        else
            reply_text(reply, "of the actual change of %s: %s %.4g%%", name,
                       head, 100 * value);
        any = true;
    }
    if (any)
        reply_text(reply, "\n");
}

static void say_certificate(const struct riffle_experiment *trial,
                            struct reply *reply)
{
    const struct riffle_shift *actual = riffle_experiment_actual(trial, 0);
    if (!actual || interval_settled(trial))
        return;
    if (actual->status != RIFFLE_OK) {
        reply_warn(reply, "there is no actual effect: %s",
                   riffle_status_name(actual->status));
        return;
    }
    reply_text(reply,
               "actual: retrained in %zu step%s to a relative gradient of "
               "%.2g%s; %.3g s\n",
               actual->certificate.iterations,
               plural(actual->certificate.iterations),
               actual->certificate.relative_gradient,
               riffle_experiment_certified(trial, 0) ? ", certified" : "",
               riffle_experiment_seconds(trial));
}

static struct json_object *linear_object(const struct riffle_experiment *trial,
                                         size_t q)
{
    struct json_object *linear = json_object_new_object();
    for (size_t e = 0; e < riffle_experiment_estimators(trial); e++)
        json_object_object_add(
            linear, riffle_experiment_estimator(trial, e)->name,
            reply_number(riffle_experiment_effect(trial, 0, q, e)->linear));
    return linear;
}

static struct json_object *measure_object(const struct riffle_experiment *trial,
                                          size_t q)
{
    const struct riffle_measure *measure = riffle_experiment_measure(trial, q);
    struct json_object *object = json_object_new_object();
    for (size_t e = 0; e < riffle_experiment_estimators(trial); e++)
        json_object_object_add(
            object, riffle_experiment_estimator(trial, e)->name,
            reply_number(riffle_experiment_effect(trial, 0, q, e)->value));
    json_object_object_add(object, "bound",
                           reply_number(interval_bound(trial, 0, q)));
    json_object_object_add(object, "linear", linear_object(trial, q));
    json_object_object_add(object, "value",
                           reply_number(riffle_measure_value(measure)));
    json_object_object_add(object, "unit",
                           reply_string(riffle_measure_kind_of(measure)->unit));
    json_object_object_add(
        object, "status",
        reply_string(riffle_status_name(effect_status(trial, 0, q, false))));
    return object;
}

static struct json_object *
measures_object(const struct riffle_experiment *trial)
{
    struct json_object *measures = json_object_new_object();
    for (size_t q = 0; q < riffle_experiment_measures(trial); q++)
        json_object_object_add(
            measures, riffle_measure_name(riffle_experiment_measure(trial, q)),
            measure_object(trial, q));
    return measures;
}

static void set_members(const struct riffle_experiment *trial,
                        struct reply *reply)
{
    const struct riffle_shift *actual = riffle_experiment_actual(trial, 0);
    reply_set_count(reply, "size", riffle_experiment_removal(trial, 0)->k);
    reply_set(reply, "measures", measures_object(trial));
    reply_set_string(reply, "status",
                     riffle_status_name(actual ? actual->status : RIFFLE_OK));
    reply_set_number(reply, "relative_gradient",
                     actual && actual->status == RIFFLE_OK
                         ? actual->certificate.relative_gradient
                         : (double)NAN);
    reply_set_bool(reply, "certified",
                   actual && riffle_experiment_certified(trial, 0));
    reply_set_number(reply, "seconds", riffle_experiment_seconds(trial));
}

enum riffle_status effect_table(const struct riffle_experiment *trial,
                                struct reply *reply, struct riffle_error *err)
{
    if (!reply->json)
        return show_table(trial, false, reply, err);
    reply_set(reply, "measures", measures_object(trial));
    return RIFFLE_OK;
}

enum riffle_status effect_reply(const struct riffle_experiment *trial,
                                bool linear, struct reply *reply,
                                struct riffle_error *err)
{
    if (reply->json) {
        set_members(trial, reply);
        interval_reply(trial, reply);
        return RIFFLE_OK;
    }
    const struct riffle_removal *removal = riffle_experiment_removal(trial, 0);
    reply_text(reply, "removing %zu row%s%s%s\n", removal->k,
               plural(removal->k), removal->strategy ? ": " : "",
               removal->strategy ? removal->strategy : "");
    enum riffle_status status = show_table(trial, linear, reply, err);
    if (status != RIFFLE_OK)
        return status;
    reply_text(reply, "positive: removal increases the measure%s%s\n",
               linear ? "; to first order, gradient times shift" : "",
               all_fine(trial, linear) ? "; status of all: ok" : "");
    bool shares = !linear && effect_exact_column(trial) != RIFFLE_ANY;
    for (size_t q = 0; shares && q < riffle_experiment_measures(trial); q++)
        say_shares(trial, q, reply);
    say_certificate(trial, reply);
    interval_reply(trial, reply);
    return RIFFLE_OK;
}

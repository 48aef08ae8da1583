#include "command/flipset_reply.h"

#include "command/parts.h"
#include "command/rows_reply.h"
#include "report/table.h"
#include "session.h"

#include <math.h>
#include <string.h>

/* What the measure's value means: the class, the sign, or nothing. */
static const char *side_of(const struct session *session,
                           const struct flipset_question *question,
                           double value)
{
    if (strcmp(question->option, "test") == 0)
        return session->data->class_names[value >= 0];
    if (strcmp(question->option, "theta") == 0)
        return value > 0 ? "positive" : "negative";
    return NULL;
}

static void say_value(const struct session *session,
                      const struct flipset_question *question, const char *when,
                      double value, struct reply *reply)
{
    const char *side = side_of(session, question, value);
    reply_text(reply, "%s: %s %.6g", when, question->measure, value);
    if (side)
        reply_text(reply, ", %s%s",
                   strcmp(question->option, "test") == 0 ? "predicted " : "",
                   side);
}

static const char *const order_names[RIFFLE_FLIP_ORDERS] = {
    [RIFFLE_FLIP_GREEDY] = "ns-greedy",
    [RIFFLE_FLIP_RIF] = "rif",
    [RIFFLE_FLIP_REFIT] = "refit",
};

/* The prefix that a trial ended with; NULL when it tried none. */
static const struct riffle_flip_prefix *
last_of(const struct riffle_flip_trial *trial)
{
    return trial->tried ? &trial->prefixes[trial->tried - 1] : NULL;
}

static struct json_object *count_or_null(size_t value)
{
    return value ? json_object_new_uint64(value) : NULL;
}

/* Every prefix of a trial: what NS said of it, and what was true. */
static struct json_object *prefixes_array(const struct riffle_flip_trial *trial)
{
    struct json_object *array = json_object_new_array();
    for (size_t k = 0; k < trial->tried; k++) {
        const struct riffle_flip_prefix *prefix = &trial->prefixes[k];
        struct json_object *item = json_object_new_object();
        json_object_object_add(item, "size", json_object_new_uint64(k + 1));
        json_object_object_add(item, "ns", reply_number(prefix->newton));
        json_object_object_add(item, "actual", reply_number(prefix->actual));
        json_object_object_add(item, "bound", reply_number(prefix->bound));
        json_object_array_add(array, item);
    }
    return array;
}

static struct json_object *trial_object(const struct riffle_flip_trial *trial)
{
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "order",
                           reply_string(order_names[trial->order]));
    json_object_object_add(object, "tried",
                           json_object_new_uint64(trial->tried));
    json_object_object_add(object, "limit",
                           json_object_new_uint64(trial->limit));
    json_object_object_add(object, "predicted",
                           count_or_null(trial->predicted));
    json_object_object_add(object, "found", count_or_null(trial->found));
    json_object_object_add(object, "unsettled",
                           json_object_new_uint64(trial->unsettled));
    json_object_object_add(object, "exhausted",
                           json_object_new_boolean(trial->exhausted));
    json_object_object_add(object, "rows",
                           reply_counts(trial->rows, trial->tried));
    json_object_object_add(object, "prefixes", prefixes_array(trial));
    return object;
}

static void table_count_or_dash(struct table *table, size_t value)
{
    char text[24];
    (void)snprintf(text, sizeof text, value ? "%zu" : "-", value);
    table_text(table, text);
}

static void add_trial(const struct riffle_flip_trial *trial,
                      struct table *table)
{
    const struct riffle_flip_prefix *last = last_of(trial);
    char tried[48] = "none";
    if (trial->tried)
        (void)snprintf(tried, sizeof tried, "1 to %zu", trial->tried);
    table_text(table, order_names[trial->order]);
    table_text(table, tried);
    table_count_or_dash(table, trial->predicted);
    table_count_or_dash(table, trial->found);
    table_number(table, last ? last->newton : (double)NAN);
    table_number(table, last ? last->actual : (double)NAN);
}

/* What each order came to. */
static enum riffle_status say_tried(const struct riffle_flipset *found,
                                    const struct flipset_question *question,
                                    struct reply *reply,
                                    struct riffle_error *err)
{
    const struct table_column columns[] = {
        {"order", "order", TABLE_TEXT, 0},
        {"tried", "rows tried", TABLE_TEXT, 0},
        {"predicted", "estimate flips at", TABLE_TEXT, 0},
        {"found", "flips at", TABLE_TEXT, 0},
        {"newton", "last: NS", TABLE_NUMBER, 0},
        {"actual", "actual", TABLE_NUMBER, 0},
    };
    if (reply->json) {
        struct json_object *array = json_object_new_array();
        for (size_t t = 0; t < found->n_trials; t++)
            json_object_array_add(array, trial_object(&found->trials[t]));
        reply_set(reply, "tried", array);
        return RIFFLE_OK;
    }
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t t = 0; t < found->n_trials; t++)
        add_trial(&found->trials[t], table);
    table_reply(table, reply, "tried");
    table_free(table);
    reply_text(reply,
               "each prefix of an order was retrained; NS, actual: %s after "
               "the last one\n",
               question->measure);
    for (size_t t = 0; t < found->n_trials; t++)
        if (found->trials[t].unsettled)
            reply_warn(reply, "%s: %zu prefixes have no optimum or no bound",
                       order_names[found->trials[t].order],
                       found->trials[t].unsettled);
    return RIFFLE_OK;
}

/* The rows in the order of removal, as the law of the prefixes has them. */
static void say_rows(const struct riffle_flipset *found, struct reply *reply)
{
    enum { SHOWN = 10 };
    reply_text(reply, "in order of removal: ");
    for (size_t t = 0; t < found->size && t < SHOWN; t++)
        reply_text(reply, "%s%zu", t ? ", " : "", found->rows[t]);
    if (found->size > SHOWN)
        reply_text(reply, ", ... (%zu more)", found->size - SHOWN);
    reply_text(reply, "\n  no shorter beginning of it flips\n");
}

static enum riffle_status say_found(struct session *session,
                                    const struct flipset_question *question,
                                    const struct riffle_flipset *found,
                                    struct reply *reply,
                                    struct riffle_error *err)
{
    char strategy[400];
    (void)snprintf(strategy, sizeof strategy, "flip set of %s, %s order",
                   question->measure,
                   order_names[found->trials[found->best].order]);
    say_value(session, question, "after", found->after.actual, reply);
    reply_text(reply, "; retrained, within %.2g\n", found->after.bound);
    enum riffle_status status =
        rows_select(session, found->rows, found->size, strategy, reply, err);
    if (status == RIFFLE_OK)
        say_rows(found, reply);
    return status;
}

/* Sets of up to how many rows were tried, in one order or another. */
static size_t most_tried(const struct riffle_flipset *found)
{
    size_t most = 0;
    for (size_t t = 0; t < found->n_trials; t++)
        if (found->trials[t].tried > most)
            most = found->trials[t].tried;
    return most;
}

static void say_none(const struct riffle_flipset *found,
                     const struct flipset_question *question,
                     struct reply *reply)
{
    reply_text(reply,
               "none found up to %zu rows in these orders; others may be there "
               "(max=%s)\n",
               most_tried(found), question->options.refit ? "" : ", refit=on");
    for (size_t t = 0; t < found->n_trials; t++)
        if (found->trials[t].exhausted)
            reply_text(reply, "%s ran out of rows that help after %zu\n",
                       order_names[found->trials[t].order],
                       found->trials[t].tried);
    reply_set_count(reply, "size", 0);
}

static void set_members(const struct session *session,
                        const struct flipset_question *question,
                        const struct riffle_flipset *found, struct reply *reply)
{
    double after = found->size ? found->after.actual : (double)NAN;
    const char *before_side = side_of(session, question, found->before);
    reply_set_string(reply, "measure", question->measure);
    reply_set_string(reply, "penalty", parts_penalty(session));
    reply_set_number(reply, "before", found->before);
    reply_set_number(reply, "after", after);
    reply_set_number(reply, "bound",
                     found->size ? found->after.bound : (double)NAN);
    if (before_side)
        reply_set_string(reply, "side_before", before_side);
    if (before_side && found->size)
        reply_set_string(reply, "side_after",
                         side_of(session, question, after));
    reply_set_bool(reply, "verified", found->size > 0);
    reply_set_count(reply, "max", question->options.max);
    reply_set_bool(reply, "stopped", found->stopped);
    if (reply->json)
        reply_set(reply, "rows", reply_counts(found->rows, found->size));
}

enum riffle_status flipset_reply(struct session *session,
                                 const struct flipset_question *question,
                                 const struct riffle_flipset *found,
                                 struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    say_value(session, question, "before", found->before, reply);
    reply_text(reply, " (penalty %s)\n", parts_penalty(session));
    if (found->size)
        status = say_found(session, question, found, reply, err);
    if (status == RIFFLE_OK)
        status = say_tried(found, question, reply, err);
    if (status != RIFFLE_OK)
        return status;
    if (found->stopped)
        reply_note(reply, "stopped: %s",
                   found->size ? "a smaller set was not looked for further"
                               : "not all sizes were tried");
    if (!found->size)
        say_none(found, question, reply);
    else
        reply_text(reply, "it is the current removal set now: effect, why, "
                          "interact; name NAME keeps it\n");
    set_members(session, question, found, reply);
    return RIFFLE_OK;
}

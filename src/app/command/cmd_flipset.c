/* flipset: few rows whose removal turns a prediction, a sign, an accuracy. */
#include "command/command.h"
#include "command/parts.h"
#include "command/rows_reply.h"
#include "command/words.h"
#include "report/table.h"
#include "session.h"

#include "riffle/flipset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct command_option options[] = {
    {.name = "test", .type = TYPE_ROW, .help = "turn this row's prediction"},
    {.name = "theta",
     .type = TYPE_COLUMN,
     .help = "turn the sign of this coefficient"},
    {.name = "accuracy",
     .type = TYPE_FRACTION,
     .help = "bring the test accuracy below this"},
    {.name = "max",
     .type = TYPE_SIZE,
     .help = "rows at the most (default 10%, 10 at least)"},
    {.name = "refit",
     .type = TYPE_WORD,
     .values = "auto|on|off",
     .preset = "auto",
     .help = "try an order that fits anew as rows go; auto: when cheap"},
    {.name = NULL},
};

static const char *const goals[] = {"test", "theta", "accuracy"};

/* What is asked, as the engine and as the user's words have it. */
struct question {
    const char *option; /* of goals */
    char measure[300];
    struct riffle_flip_options options;
    size_t row; /* test= */
};

static enum riffle_status read_goal(const struct session *session,
                                    const struct command_call *call,
                                    struct question *question,
                                    struct riffle_error *err)
{
    size_t given = 0;
    for (size_t i = 0; i < sizeof goals / sizeof *goals; i++) {
        if (!call_given(call, goals[i]))
            continue;
        question->option = goals[i];
        given++;
    }
    if (given != 1) {
        (void)call_fail(call, NULL, err, "%s",
                        given ? "one thing at a time" : "what is to flip?");
        riffle_hint(err, "test=ROW, theta=NAME or accuracy=X, as in flipset "
                         "test=0");
        return RIFFLE_EUSAGE;
    }
    if (strcmp(question->option, "test") == 0) {
        enum riffle_status status =
            parts_test_row(session, call, &question->row, err);
        (void)snprintf(question->measure, sizeof question->measure, "logit:%zu",
                       question->row);
        return status;
    }
    if (strcmp(question->option, "theta") == 0)
        (void)snprintf(question->measure, sizeof question->measure, "theta:%s",
                       call_option(call, "theta"));
    else
        (void)snprintf(question->measure, sizeof question->measure, "accuracy");
    return call_number(call, "accuracy", &question->options.below, err);
}

enum refit { REFIT_AUTO, REFIT_ON, REFIT_OFF };

/* A fit takes some 1e8 flops: ten of them are no wait. */
static bool is_cheap(const struct session *session)
{
    const struct riffle_fit_summary *fit = riffle_fit_summary(session->fit);
    double p = (double)fit->p;
    return (double)fit->n * p * p < 1e8;
}

static enum riffle_status read_question(const struct session *session,
                                        const struct command_call *call,
                                        struct question *question,
                                        struct riffle_error *err)
{
    size_t n = session->data->train.n;
    size_t most = n / 10 > 10 ? n / 10 : 10;
    size_t refit = REFIT_AUTO;
    *question = (struct question){
        .options = {.measure = question->measure,
                    .max = most < n ? most : n - 1},
    };
    enum riffle_status status = read_goal(session, call, question, err);
    if (status == RIFFLE_OK)
        status = call_size(call, "max", n, &question->options.max, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "refit", &refit, err);
    question->options.refit =
        refit == REFIT_AUTO ? is_cheap(session) : refit == REFIT_ON;
    if (status == RIFFLE_OK && question->options.max >= n && n > 1)
        question->options.max = n - 1; /* some row has to stay */
    return status;
}

/* What the measure's value means: the class, the sign, or nothing. */
static const char *side_of(const struct session *session,
                           const struct question *question, double value)
{
    if (strcmp(question->option, "test") == 0)
        return session->data->class_names[value >= 0];
    if (strcmp(question->option, "theta") == 0)
        return value > 0 ? "positive" : "negative";
    return NULL;
}

static void say_value(const struct session *session,
                      const struct question *question, const char *when,
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
                                    const struct question *question,
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
                                    const struct question *question,
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
                     const struct question *question, struct reply *reply)
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
                        const struct question *question,
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

static enum riffle_status answer(struct session *session,
                                 const struct question *question,
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

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct question question;
    struct riffle_flipset found;
    struct riffle_error why = {0};
    enum riffle_status status = session_need_fit(session, err);
    if (status == RIFFLE_OK)
        status = read_question(session, call, &question, err);
    if (status != RIFFLE_OK)
        return status;
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    status = riffle_flipset_find(session->fit, &question.options, &progress,
                                 &found, &why);
    session_progress_end(&state);
    if (status != RIFFLE_OK)
        return parts_point_at(call, question.option, &why, err);
    status = answer(session, &question, &found, reply, err);
    riffle_flipset_release(&found);
    return status;
}

const struct command command_flipset = {
    .verb = "flipset",
    .group = "effects",
    .summary = "few rows whose removal turns a prediction",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = options,
    .examples =
        (const char *const[]){
            "load wdbc standardize=on; fit lambda=1e-2; flipset test=1",
            "load wdbc standardize=on; fit; flipset theta=mean_radius max=40",
            "load wdbc standardize=on; fit; flipset accuracy=0.97", NULL},
    .detail =
        "Removes rows one after the other until the model, retrained without "
        "them, is on the other side: of one test row's prediction, of a "
        "coefficient's sign, or of a test accuracy. These orders are tried: "
        "ns-greedy takes the row that helps most once those before it are "
        "gone, rif takes the rows by their own rescaled influences; refit, by "
        "default where a fit is cheap, is ns-greedy with the model fitted "
        "anew after each tenth of max.\n\n"
        "Every beginning of an order is retrained to its certificate, the "
        "shortest first, so the answer is verified beyond its bound and no "
        "shorter beginning of it flips. A smaller set of other rows may "
        "exist: `none found' is said of what was tried. Ctrl-C keeps the best "
        "set found so far. The set becomes the current removal set.\n\n"
        "Under penalty=scaled the greedy orders leave the rows' share of the "
        "penalty in the Hessian, which no row-by-row form has; NS and the "
        "retraining beside them take it out.",
    .see_also = "explain,why,effect,select",
    .run = run,
};

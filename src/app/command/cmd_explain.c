/* explain: the training rows behind the prediction for a test row. */
#include "command/command.h"
#include "command/parts.h"
#include "command/score_run.h"
#include "command/words.h"
#include "report/table.h"
#include "session.h"

#include "riffle/explain.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct command_option words[] = {
    {.name = "K",
     .type = TYPE_SIZE,
     .preset = "5",
     .help = "rows of each side"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "test", .type = TYPE_ROW, .help = "the test row, from 0"},
    {.name = "of",
     .type = TYPE_WORD,
     .values = "logit|probability|loss",
     .preset = "logit",
     .help = "what IF and RIF are changes of"},
    {.name = "by",
     .type = TYPE_SCORE,
     .preset = "rif",
     .help = "what ranks the rows: a score of a measure, here of the logit"},
    SCORE_RUN_OPTIONS,
    {.name = "seed",
     .type = TYPE_SEED,
     .help = "of scores that draw at random (1, or --seed)"},
    {.name = NULL},
};

enum quantity { OF_LOGIT, OF_PROBABILITY, OF_LOSS };

static const char *const units[] = {"logits", "probability", "nats"};

/* What is said of what, throughout an answer. */
struct subject {
    const struct session *session;
    const struct riffle_explanation *found;
    enum quantity quantity;
    const struct score_run *by; /* the score that ranks; NULL: RIF itself */
};

static double change_of(const struct riffle_explanation *found,
                        enum quantity quantity, double change)
{
    if (quantity == OF_PROBABILITY)
        return riffle_explain_probability(found, change);
    return quantity == OF_LOSS ? riffle_explain_loss(found, change) : change;
}

static double representer_of(const struct riffle_explanation *found, size_t i)
{
    return found->representer ? found->representer[i] : (double)NAN;
}

static void add_row(const struct subject *subject, size_t i,
                    struct table *table)
{
    const struct riffle_points *train = riffle_fit_train(subject->session->fit);
    const struct riffle_dataset *data = subject->session->data;
    const struct riffle_explanation *found = subject->found;
    enum quantity quantity = subject->quantity;
    table_count(table, i);
    table_text(table, data->class_names[data->train.y[i]]);
    table_number(table, train->probability[i]);
    table_number(table, train->residual[i]);
    table_number(table, train->leverage[i]);
    table_number(table, change_of(found, quantity, found->influence[i]));
    table_number(table, change_of(found, quantity, found->rescaled[i]));
    table_number(table, subject->by ? subject->by->values[i]
                                    : representer_of(found, i));
}

static enum riffle_status show_side(const struct subject *subject,
                                    const size_t *rows, size_t k,
                                    struct reply *reply,
                                    struct riffle_error *err)
{
    const char *last = subject->by ? subject->by->score->name : "representer";
    const struct table_column columns[] = {
        {"row", "row", TABLE_COUNT, 0},
        {"label", "label", TABLE_TEXT, 0},
        {"p", "p", TABLE_NUMBER, 0},
        {"residual", "residual", TABLE_NUMBER, 3},
        {"leverage", "leverage", TABLE_NUMBER, 3},
        {"if", "IF", TABLE_NUMBER, 3},
        {"rif", "RIF", TABLE_NUMBER, 3},
        {last, last, TABLE_NUMBER, 3},
    };
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t j = 0; j < k; j++)
        add_row(subject, rows[j], table);
    table_reply(table, reply, "side");
    table_free(table);
    return RIFFLE_OK;
}

static void set_change(struct json_object *row,
                       const struct riffle_explanation *found, const char *key,
                       enum quantity quantity, double change)
{
    json_object_object_add(row, key,
                           reply_number(change_of(found, quantity, change)));
}

static struct json_object *row_object(const struct subject *subject, size_t i,
                                      const char *side)
{
    const struct session *session = subject->session;
    const struct riffle_explanation *found = subject->found;
    const struct riffle_points *train = riffle_fit_train(session->fit);
    const struct riffle_dataset *data = session->data;
    struct json_object *row = json_object_new_object();
    json_object_object_add(row, "row", json_object_new_uint64(i));
    json_object_object_add(row, "side", reply_string(side));
    json_object_object_add(row, "label",
                           reply_string(data->class_names[data->train.y[i]]));
    json_object_object_add(row, "p", reply_number(train->probability[i]));
    json_object_object_add(row, "residual", reply_number(train->residual[i]));
    json_object_object_add(row, "leverage", reply_number(train->leverage[i]));
    set_change(row, found, "if", OF_LOGIT, found->influence[i]);
    set_change(row, found, "rif", OF_LOGIT, found->rescaled[i]);
    set_change(row, found, "p_if", OF_PROBABILITY, found->influence[i]);
    set_change(row, found, "p_rif", OF_PROBABILITY, found->rescaled[i]);
    set_change(row, found, "loss_if", OF_LOSS, found->influence[i]);
    set_change(row, found, "loss_rif", OF_LOSS, found->rescaled[i]);
    json_object_object_add(row, "representer",
                           reply_number(representer_of(found, i)));
    if (subject->by)
        json_object_object_add(row, subject->by->score->name,
                               reply_number(subject->by->values[i]));
    return row;
}

static double sum_of(const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

/* Sums over all rows, and that the representers make the logit. */
static void say_totals(const struct session *session,
                       const struct riffle_explanation *found,
                       struct reply *reply)
{
    struct json_object *totals = json_object_new_object();
    double influence = sum_of(found->influence, found->n);
    double rescaled = sum_of(found->rescaled, found->n);
    json_object_object_add(totals, "if", reply_number(influence));
    json_object_object_add(totals, "rif", reply_number(rescaled));
    json_object_object_add(totals, "representer",
                           reply_number(found->representer_sum));
    json_object_object_add(totals, "intercept", reply_number(found->intercept));
    json_object_object_add(totals, "logit", reply_number(found->logit));
    json_object_object_add(totals, "miss",
                           reply_number(found->representer_miss));
    reply_set(reply, "totals", totals);
    reply_text(reply,
               "representer: what a row adds to the logit as it is, no effect "
               "of removal\n");
    if (!found->representer) {
        reply_text(reply, "  there is none with lambda = 0: no penalty ties "
                          "theta to the rows\n");
        return;
    }
    bool is_free =
        riffle_fit_summary(session->fit)->intercept == RIFFLE_INTERCEPT_FREE;
    reply_text(reply, "  all %zu rows add %.8g", found->n,
               found->representer_sum);
    if (is_free)
        reply_text(reply, ", the intercept %.8g", found->intercept);
    reply_text(reply, "\n  together the logit %.8g, to %.2g\n", found->logit,
               fabs(found->representer_miss));
}

static void say_point(const struct session *session,
                      const struct riffle_explanation *found,
                      struct reply *reply)
{
    const struct riffle_dataset *data = session->data;
    const char *label = data->class_names[found->positive];
    const char *predicted = data->class_names[found->logit >= 0];
    reply_text(reply, "test row %zu", found->row);
    if (data->test.line)
        reply_text(reply, " (line %zu of the file)",
                   data->test.line[found->row]);
    reply_text(reply, ": predicted %s, label %s%s\n", predicted, label,
               found->positive == (found->logit >= 0) ? "" : " (wrong)");
    reply_text(reply, "  p(%s) %.6g, logit %.4g, loss %.4g nats\n",
               data->class_names[1], found->probability, found->logit,
               found->loss);
    reply_set_count(reply, "test", found->row);
    reply_set_string(reply, "label", label);
    reply_set_string(reply, "predicted", predicted);
    reply_set_number(reply, "p", found->probability);
    reply_set_number(reply, "logit", found->logit);
    reply_set_number(reply, "loss", found->loss);
}

/* What a side is, before its table. */
static void say_side(const struct session *session, bool support,
                     const struct riffle_explanation *found, size_t k,
                     struct reply *reply)
{
    const char *predicted = session->data->class_names[found->logit >= 0];
    if (k == 0)
        reply_text(reply, "no row %s the prediction\n",
                   support ? "supports" : "opposes");
    else
        reply_text(reply, "%s: removal moves the logit %s %s\n",
                   support ? "support" : "oppose",
                   support ? "away from" : "towards", predicted);
}

static enum riffle_status answer(const struct subject *subject, size_t k,
                                 struct reply *reply, struct riffle_error *err)
{
    const struct session *session = subject->session;
    const struct riffle_explanation *found = subject->found;
    struct riffle_explanation ranked = *found;
    if (subject->by) /* sides by that score */
        ranked.rescaled = subject->by->values;
    size_t *rows = calloc(k + 1, sizeof *rows);
    struct json_object *list = json_object_new_array();
    enum riffle_status status =
        rows ? RIFFLE_OK : riffle_fail_memory(err, k * sizeof *rows);
    say_point(session, found, reply);
    for (int side = 0; side < 2 && status == RIFFLE_OK; side++) {
        bool support = side == 0;
        size_t shown = riffle_explain_side(&ranked, support, k, rows);
        for (size_t j = 0; reply->json && j < shown; j++)
            json_object_array_add(
                list,
                row_object(subject, rows[j], support ? "support" : "oppose"));
        say_side(session, support, found, shown, reply);
        if (!reply->json && shown)
            status = show_side(subject, rows, shown, reply, err);
    }
    if (reply->json)
        reply_set(reply, "rows", list);
    else
        json_object_put(list);
    free(rows);
    return status;
}

/* The score of all rows on the logit of the test row. */
static enum riffle_status score_logit(struct session *session,
                                      const struct command_call *call,
                                      size_t row, struct score_run *by,
                                      struct riffle_error *err)
{
    char name[40];
    struct riffle_measure *measure = NULL;
    if (!by->score->needs_measure) {
        (void)call_fail(call, "by", err,
                        "%s is of no measure: it says nothing of one test row",
                        by->score->name);
        riffle_hint(err, "top by=%s", by->score->name);
        return RIFFLE_EUSAGE;
    }
    (void)snprintf(name, sizeof name, "logit:%zu", row);
    enum riffle_status status =
        riffle_measure_new(name, session->fit, &session->probe, &measure, err);
    by->measure = measure;
    if (status == RIFFLE_OK)
        status = score_run(session, call, by, err);
    by->measure = NULL;
    riffle_measure_free(measure);
    return status;
}

static enum riffle_status explain(const struct subject *subject, size_t k,
                                  struct reply *reply, struct riffle_error *err)
{
    static const char *const names[] = {"logit", "probability", "loss"};
    const struct session *session = subject->session;
    enum riffle_status status = answer(subject, k, reply, err);
    if (status != RIFFLE_OK)
        return status;
    if (subject->by) {
        reply_text(reply, "%s, of the logit: %s\n", subject->by->score->name,
                   subject->by->score->sign);
        score_run_say(subject->by, reply);
    }
    reply_text(reply,
               "IF, RIF: change of its %s [%s] when the row is removed "
               "(penalty %s)\n",
               names[subject->quantity], units[subject->quantity],
               parts_penalty(session));
    reply_text(reply,
               "positive: removal increases it; p: of %s, for the row itself\n",
               session->data->class_names[1]);
    say_totals(session, subject->found, reply);
    return RIFFLE_OK;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    size_t row = 0;
    size_t quantity = OF_LOGIT;
    enum riffle_status status = session_need_fit(session, err);
    if (status != RIFFLE_OK)
        return status;
    size_t n = session->data->train.n;
    size_t k = n < 5 ? n : 5;
    status = parts_test_row(session, call, &row, err);
    if (status == RIFFLE_OK)
        status = call_choice(call, "of", &quantity, err);
    if (status == RIFFLE_OK && call_word_count(call))
        status = call_size(call, "K", n, &k, err);
    struct riffle_explanation found;
    struct score_run by = {0};
    if (status == RIFFLE_OK)
        status = parts_score(call, &by.score, err);
    if (status == RIFFLE_OK)
        status = riffle_explain(session->fit, row, &found, err);
    if (status != RIFFLE_OK)
        return status;
    bool plain = strcmp(by.score->name, "rif") == 0;
    if (!plain)
        status = score_logit(session, call, row, &by, err);
    const struct subject subject = {session, &found, (enum quantity)quantity,
                                    plain ? NULL : &by};
    if (status == RIFFLE_OK)
        status = explain(&subject, k, reply, err);
    score_run_release(&by);
    riffle_explanation_release(&found);
    return status;
}

const struct command command_explain = {
    .verb = "explain",
    .group = "effects",
    .summary = "the rows that support and oppose a prediction",
    .usage = "[K]",
    .words = words,
    .options = options,
    .max_words = 1,
    .examples =
        (const char *const[]){
            "load wdbc standardize=on; fit; explain test=3",
            "load digits38; fit; explain test=0 3 of=loss",
            "load digits38; fit; explain test=0 3 by=tracincp",
            "load wdbc; fit penalty=scaled; explain test=7 10", NULL},
    .detail =
        "Training rows ranked by what their removal does to the logit of one "
        "test row, by RIF with IF beside it: first those that support the "
        "predicted class, then those that oppose it. A row of high leverage "
        "stands out where IF and RIF part; a residual near 1 or -1 is a row "
        "that the model contradicts.\n\n"
        "The representer column answers another question: how the logit is "
        "made up as it is (`help representer'). It adds up to the logit; "
        "effects of removal do not.\n\n"
        "by= ranks by another score of a measure (`methods`), of this logit, "
        "and shows it in the last column.",
    .see_also = "flipset,inspect,top,effect",
    .run = run,
};

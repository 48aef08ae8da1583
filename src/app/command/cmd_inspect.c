/* inspect: everything about one training row. */
#include "command/command.h"
#include "command/effect_reply.h"
#include "command/inspect_around.h"
#include "command/parts.h"
#include "command/words.h"
#include "report/table.h"
#include "session.h"

#include <math.h>
#include <stdlib.h>

static const struct command_option words[] = {
    {.name = "ROW", .type = TYPE_ROW, .help = "training row, from 0"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "k",
     .type = TYPE_COUNT,
     .preset = "8",
     .help = "how many contributions to show"},
    {.name = "nearest",
     .type = TYPE_COUNT,
     .preset = "5",
     .help = "how many neighbours to show"},
    {.name = "measure",
     .type = TYPE_MEASURE,
     .preset = "test_loss",
     .help = "of the scores that are effects"},
    {.name = NULL},
};

/* One term of the row's logit. */
struct term {
    size_t feature;
    double value, theta, product;
};

static int larger_first(const void *a, const void *b)
{
    const struct term *x = a;
    const struct term *y = b;
    double p = fabs(x->product);
    double q = fabs(y->product);
    if (p != q)
        return p < q ? 1 : -1;
    return (x->feature > y->feature) - (x->feature < y->feature);
}

/* How many rows have a higher leverage, plus one. */
static size_t leverage_rank(const struct riffle_points *train, size_t row)
{
    size_t rank = 1;
    for (size_t i = 0; i < train->n; i++)
        rank += train->leverage[i] > train->leverage[row];
    return rank;
}

static void say_point(const struct session *session, size_t row,
                      struct reply *reply)
{
    const struct riffle_dataset *data = session->data;
    const struct riffle_points *train = riffle_fit_train(session->fit);
    const char *label = data->class_names[data->train.y[row]];
    size_t rank = leverage_rank(train, row);
    reply_text(reply, "training row %zu", row);
    if (data->train.origin[row] == RIFFLE_ORIGIN_ADDED)
        reply_text(reply, " (added: in no file)");
    else if (data->train.line)
        reply_text(reply, " (line %zu of the file)", data->train.line[row]);
    reply_text(reply, ": label %s\n", label);
    reply_text(reply,
               "  p(%s) %.6g, loss %.4g nats, residual p - y %.4g, logit "
               "%.4g\n",
               data->class_names[1], train->probability[row], train->loss[row],
               train->residual[row], train->logit[row]);
    reply_text(reply, "  leverage %.4g, number %zu of %zu\n",
               train->leverage[row], rank, train->n);
    reply_set_count(reply, "row", row);
    if (data->train.line && data->train.line[row])
        reply_set_count(reply, "line", data->train.line[row]);
    reply_set_string(reply, "label", label);
    reply_set_number(reply, "p", train->probability[row]);
    reply_set_number(reply, "loss", train->loss[row]);
    reply_set_number(reply, "residual", train->residual[row]);
    reply_set_number(reply, "logit", train->logit[row]);
    reply_set_number(reply, "leverage", train->leverage[row]);
    reply_set_count(reply, "leverage_rank", rank);
}

static enum riffle_status say_terms(const struct session *session, size_t row,
                                    size_t k, struct reply *reply,
                                    struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"column", "column", TABLE_TEXT, 0},
        {"value", "value", TABLE_NUMBER, 0},
        {"theta", "theta", TABLE_NUMBER, 0},
        {"contribution", "adds to logit", TABLE_NUMBER, 0},
    };
    const struct riffle_dataset *data = session->data;
    size_t d = data->n_features;
    const double *x = data->train.x + row * d;
    const double *theta = riffle_fit_theta(session->fit);
    struct term *terms = calloc(d + 1, sizeof *terms);
    struct table *table = table_new(columns, 4);
    enum riffle_status status = RIFFLE_OK;
    if (terms && table) {
        for (size_t j = 0; j < d; j++)
            terms[j] = (struct term){j, x[j], theta[j], x[j] * theta[j]};
        qsort(terms, d, sizeof *terms, larger_first);
        for (size_t j = 0; j < d && j < k; j++) {
            table_text(table, data->feature_names[terms[j].feature]);
            table_number(table, terms[j].value);
            table_number(table, terms[j].theta);
            table_number(table, terms[j].product);
        }
        table_reply(table, reply, "contributions");
    } else {
        status = riffle_fail_memory(err, d * sizeof *terms);
    }
    table_free(table);
    free(terms);
    return status;
}

/* The measures that tell of one row: its own loss, and the probe's. */
static enum riffle_status plan_measures(const struct session *session,
                                        struct riffle_plan *plan,
                                        struct riffle_error *err)
{
    static const char *const names[] = {"removed_loss", "test_loss",
                                        "test_prediction"};
    size_t n = session->probe.size ? 3 : 1;
    plan->measures = calloc(n, sizeof *plan->measures);
    if (!plan->measures)
        return riffle_fail_memory(err, n * sizeof *plan->measures);
    for (size_t q = 0; q < n; q++) {
        enum riffle_status status = riffle_measure_new(
            names[q], session->fit, &session->probe, &plan->measures[q], err);
        if (status != RIFFLE_OK)
            return status;
        plan->n_measures++;
    }
    return RIFFLE_OK;
}

static enum riffle_status plan_removal(const struct session *session,
                                       size_t row, struct riffle_plan *plan,
                                       struct riffle_error *err)
{
    static const char *const names[] = {"if", "rif"};
    plan->removals = calloc(1, sizeof *plan->removals);
    plan->estimators = calloc(2, sizeof(struct riffle_estimator *));
    if (!plan->removals || !plan->estimators)
        return riffle_fail_memory(err, sizeof *plan->removals);
    for (size_t e = 0; e < 2; e++)
        plan->estimators[plan->n_estimators++] =
            riffle_estimator_find(names[e]);
    enum riffle_status status = riffle_removal_init(
        plan->removals, &row, 1, session->data->train.n, NULL, err);
    plan->n_sets = status == RIFFLE_OK;
    return status;
}

/* What leaving the row out would do, by IF and RIF. */
static enum riffle_status say_influence(const struct session *session,
                                        size_t row, struct reply *reply,
                                        struct riffle_error *err)
{
    struct riffle_plan plan = {0};
    struct riffle_experiment *experiment = NULL;
    enum riffle_status status = plan_measures(session, &plan, err);
    if (status == RIFFLE_OK)
        status = plan_removal(session, row, &plan, err);
    if (status == RIFFLE_OK)
        status = parts_experiment(session, &plan, &experiment, err);
    if (status == RIFFLE_OK)
        status = riffle_experiment_run(experiment, NULL, err);
    if (status == RIFFLE_OK)
        status = effect_table(experiment, reply, err);
    riffle_experiment_free(experiment);
    parts_release(&plan);
    return status;
}

/* What is asked, and the measure of the scores. */
struct question {
    size_t row, k, nearest;
    struct riffle_measure *measure;
};

static enum riffle_status answer(const struct session *session,
                                 const struct question *question,
                                 struct reply *reply, struct riffle_error *err)
{
    size_t row = question->row;
    say_point(session, row, reply);
    inspect_sets(session, row, reply);
    enum riffle_status status =
        say_terms(session, row, question->k, reply, err);
    if (status == RIFFLE_OK)
        status = say_influence(session, row, reply, err);
    if (status != RIFFLE_OK)
        return status;
    reply_text(reply,
               "change when the row is removed; positive: it increases\n"
               "the actual one: select rows %zu; effect\n",
               row);
    status = inspect_scores(session, row, question->measure, reply, err);
    return status == RIFFLE_OK
               ? inspect_neighbours(session, row, question->nearest, reply, err)
               : status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct question question = {0};
    enum riffle_status status = session_need_fit(session, err);
    if (status != RIFFLE_OK)
        return status;
    size_t n = session->data->train.n;
    status = call_row(call, "ROW", n, &question.row, err);
    if (status == RIFFLE_OK)
        status = call_count(call, "k", &question.k, err);
    if (status == RIFFLE_OK)
        status = call_count(call, "nearest", &question.nearest, err);
    if (status == RIFFLE_OK)
        status = parts_measure(session, call, reply, &question.measure, err);
    if (status != RIFFLE_OK)
        return status;
    if (question.nearest >= n)
        question.nearest = n - 1;
    status = answer(session, &question, reply, err);
    riffle_measure_free(question.measure);
    return status;
}

const struct command command_inspect = {
    .verb = "inspect",
    .group = "effects",
    .summary = "everything about one training row",
    .usage = "ROW",
    .words = words,
    .options = options,
    .min_words = 1,
    .max_words = 1,
    .examples =
        (const char *const[]){"load wdbc standardize=on; fit; inspect 7",
                              "load digits38; fit; inspect 0 k=3 nearest=3",
                              NULL},
    .detail =
        "Shows where the row is in the file, how the model sees it, which "
        "columns make its logit, and what its removal would do to its own loss "
        "(its self-influence) and to the probe. RIF of one row is its exact "
        "Newton step.\n\n"
        "Then where it stands: its rank in every score that has a closed "
        "form, rows with the same features and the same or the other label, "
        "and the nearest rows in the metric of the Hessian: those that the "
        "model holds for alike.",
    .see_also = "top,explain,interact,effect,select",
    .run = run,
};

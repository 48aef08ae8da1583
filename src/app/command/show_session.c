/* The topics of `show` that are what the session holds. */
#include "command/show.h"

#include "command/dataset_reply.h"
#include "command/model_reply.h"
#include "command/rows_reply.h"
#include "command/session_file.h"
#include "command/sweep_run.h"
#include "command/words.h"
#include "report/table.h"

#include <math.h>
#include <stdlib.h>

enum { SHOWN = 20 }; /* rows of a table that can be long */

/* Mean and standard deviation of a column of the training rows. */
static void moments(const struct riffle_dataset *data, size_t column,
                    double *mean, double *deviation)
{
    size_t n = data->train.n;
    const double *x = data->train.x + column;
    double sum = 0;
    double squares = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i * data->n_features];
    *mean = sum / (double)n;
    for (size_t i = 0; i < n; i++) {
        double from_mean = x[i * data->n_features] - *mean;
        squares += from_mean * from_mean;
    }
    *deviation = sqrt(squares / (double)n);
}

/* How many rows to show: all for a program, the first few for a reader. */
static size_t shown(const struct reply *reply, size_t n)
{
    return reply->json || n < SHOWN ? n : SHOWN;
}

static void say_more(struct reply *reply, size_t n, const char *things)
{
    if (n > SHOWN)
        reply_text(reply, "... and %zu more %s\n", n - SHOWN, things);
}

enum riffle_status show_data(const struct session *session, struct reply *reply,
                             struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"name", "column", TABLE_TEXT, 0},
        {"mean", "mean", TABLE_NUMBER, 0},
        {"deviation", "deviation", TABLE_NUMBER, 0},
    };
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    const struct riffle_dataset *data = session->data;
    struct table *table = table_new(columns, 3);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t j = 0; j < shown(reply, data->n_features); j++) {
        double mean = 0;
        double deviation = 0;
        moments(data, j, &mean, &deviation);
        table_text(table, data->feature_names[j]);
        table_number(table, mean);
        table_number(table, deviation);
    }
    dataset_reply(data, reply);
    reply_text(reply, "\n");
    table_reply(table, reply, "columns");
    say_more(reply, data->n_features, "columns");
    table_free(table);
    return RIFFLE_OK;
}

enum riffle_status show_model(const struct session *session,
                              struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_fit(session, err);
    if (status != RIFFLE_OK)
        return status;
    const struct riffle_fit_summary *fit = riffle_fit_summary(session->fit);
    double c = 1 / (fit->lambda * (double)fit->n);
    model_reply(session->fit, reply);
    if (fit->lambda > 0)
        reply_text(reply,
                   "  scikit-learn       C = 1/(lambda n) = %.10g; glmnet: the "
                   "same lambda\n",
                   c);
    if (isfinite(fit->condition))
        reply_text(reply,
                   "  condition          %.3g (Hessian, scaled, "
                   "estimated)\n",
                   fit->condition);
    reply_set_number(reply, "C", c);
    return RIFFLE_OK;
}

/* For qsort: by absolute value, largest first. */
struct parameter {
    size_t index;
    double value;
};

static int larger_first(const void *a, const void *b)
{
    const struct parameter *x = a;
    const struct parameter *y = b;
    double p = fabs(x->value);
    double q = fabs(y->value);
    if (p != q)
        return p < q ? 1 : -1;
    return (x->index > y->index) - (x->index < y->index);
}

enum riffle_status show_theta(const struct session *session,
                              struct reply *reply, struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"name", "parameter", TABLE_TEXT, 0},
        {"theta", "theta", TABLE_NUMBER, 6},
    };
    enum riffle_status status = session_need_fit(session, err);
    if (status != RIFFLE_OK)
        return status;
    size_t d = riffle_fit_summary(session->fit)->d;
    const double *theta = riffle_fit_theta(session->fit);
    struct parameter *order = calloc(d + 1, sizeof *order);
    struct table *table = table_new(columns, 2);
    if (order && table) {
        for (size_t j = 0; j < d; j++)
            order[j] = (struct parameter){j, theta[j]};
        qsort(order, d, sizeof *order, larger_first);
        for (size_t j = 0; j < shown(reply, d); j++) {
            table_text(table,
                       riffle_fit_parameter_name(session->fit, order[j].index));
            table_number(table, order[j].value);
        }
        table_reply(table, reply, "theta");
        say_more(reply, d, "parameters (export theta FILE writes all)");
    } else {
        status = riffle_fail_memory(err, d * sizeof *order);
    }
    table_free(table);
    free(order);
    return status;
}

enum riffle_status show_probe(const struct session *session,
                              struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_fit(session, err);
    if (status != RIFFLE_OK)
        return status;
    const struct riffle_probe *probe = &session->probe;
    reply_text(reply, "probe: %zu of %zu test row%s", probe->size,
               session->data->test.n, plural(session->data->test.n));
    if (probe->seed)
        reply_text(reply, ", half of highest loss, half random, seed %llu",
                   (unsigned long long)probe->seed);
    reply_text(reply, "\n");
    for (size_t i = 0; i < probe->size; i++)
        reply_text(reply, "%s%zu", i ? " " : "  rows ", probe->rows[i]);
    reply_text(reply, probe->size ? "\n" : "");
    reply_set_count(reply, "size", probe->size);
    if (reply->json)
        reply_set(reply, "rows", reply_counts(probe->rows, probe->size));
    return RIFFLE_OK;
}

enum riffle_status show_selection(const struct session *session,
                                  struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_data(session, err);
    if (status == RIFFLE_OK)
        rows_reply(session, &session->selection, reply);
    return status;
}

/* The sets that could not be retrained, and why. */
static enum riffle_status show_failures(const struct session *session,
                                        struct reply *reply,
                                        struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"set", "set", TABLE_COUNT, 0},
        {"strategy", "strategy", TABLE_TEXT, 0},
        {"size", "rows", TABLE_COUNT, 0},
        {"status", "status", TABLE_TEXT, 0},
    };
    const struct riffle_experiment *sweep = session->sweep;
    struct table *table = table_new(columns, 4);
    size_t failed = 0;
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t s = 0; s < riffle_experiment_sets(sweep); s++) {
        const struct riffle_shift *actual = riffle_experiment_actual(sweep, s);
        if (!actual || actual->status == RIFFLE_OK ||
            actual->status == RIFFLE_PENDING)
            continue;
        failed++;
        table_count(table, s);
        table_text(table, session->sweep_presets[s]->name);
        table_count(table, riffle_experiment_removal(sweep, s)->k);
        table_text(table, riffle_status_name(actual->status));
    }
    if (failed || reply->json)
        table_reply(table, reply, "failures");
    table_free(table);
    return RIFFLE_OK;
}

enum riffle_status show_state(const struct session *session,
                              struct reply *reply, struct riffle_error *err)
{
    enum { SHORT = 16 }; /* digits, enough to tell by eye */
    struct session_part parts[SESSION_PARTS];
    char whole[RIFFLE_DIGEST_SIZE];
    enum riffle_status status = session_parts_of(session, parts, whole, err);
    if (status != RIFFLE_OK)
        return status;
    reply_text(reply, "state %s\n", whole);
    reply_set_string(reply, "state", whole);
    for (size_t i = 0; i < SESSION_PARTS; i++) {
        reply_text(reply, "  %-10s %.*s\n", parts[i].name, SHORT,
                   parts[i].digest);
        reply_set_string(reply, parts[i].name, parts[i].digest);
    }
    return RIFFLE_OK;
}

enum riffle_status show_sweep(const struct session *session,
                              struct reply *reply, struct riffle_error *err)
{
    if (!session->sweep) {
        enum riffle_status status =
            riffle_fail(err, RIFFLE_ESTATE, "there is no sweep yet");
        riffle_hint(err, "start one: sweep");
        return status;
    }
    enum riffle_status status = sweep_reply(session, reply, err);
    if (status == RIFFLE_OK)
        status = show_failures(session, reply, err);
    return status;
}

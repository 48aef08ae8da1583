/* The paper's figures 1 and 2: sweeps at one fit, at many n, at many lambda. */
#include "command/study.h"

#include "command/parts.h"
#include "command/value.h"
#include "command/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const all_measures[] = {"test_prediction", "test_loss",
                                           "self_loss"};
static const char *const self_loss[] = {"self_loss"};

enum { MOST_VALUES = 16 };

static enum riffle_status take_groups(const struct study_sweep *sweep,
                                      struct study *study,
                                      struct riffle_error *err)
{
    study->groups = calloc(sweep->draw.n_presets + 1, sizeof *study->groups);
    if (!study->groups)
        return riffle_fail_memory(err, sweep->draw.n_presets * sizeof(char *));
    for (size_t i = 0; i < sweep->draw.n_presets; i++)
        study->groups[i] = sweep->draw.presets[i]->name;
    study->n_groups = sweep->draw.n_presets;
    study->seed = sweep->draw.seed;
    study->tag = "set";
    return RIFFLE_OK;
}

static void describe(const struct session *session, const char *what,
                     struct study *study)
{
    (void)snprintf(study->title, sizeof study->title, "%.80s: %s",
                   session->data->name, what);
    (void)snprintf(study->x_label, sizeof study->x_label, "actual change [%s]",
                   study->unit);
    (void)snprintf(study->y_label, sizeof study->y_label,
                   "predicted change [%s]", study->unit);
}

enum riffle_status study_figure1(struct session *session,
                                 const struct command_call *call,
                                 struct reply *reply, struct study *study,
                                 struct riffle_error *err)
{
    struct study_sweep sweep = {.measures = all_measures, .n_measures = 3};
    const struct study_case at = {session->fit, &session->probe, NULL,
                                  (double)NAN};
    study->figure = "figure1";
    study->unit = "the measure's unit";
    if (!session->probe.size)
        reply_note(reply, "there are no test rows: self_loss only, without "
                          "the strategies that watch test rows");
    enum riffle_status status = parts_sweep(session, call, &sweep.draw, err);
    if (status == RIFFLE_OK)
        status = take_groups(&sweep, study, err);
    if (status == RIFFLE_OK) {
        describe(session, "removal sets of the paper's strategies", study);
        status = study_sweep_run(session, &sweep, &at, study, err);
    }
    free(sweep.draw.presets);
    return status;
}

/* values=, ascending or not, as they are given; else the preset ones. */
static enum riffle_status read_values(const struct command_call *call,
                                      double *values, size_t *n,
                                      struct riffle_error *err)
{
    char **items = NULL;
    size_t count = 0;
    enum riffle_status status = call_items(call, "values", &items, &count, err);
    if (status != RIFFLE_OK || count == 0)
        return status;
    if (count > MOST_VALUES)
        status =
            call_fail(call, "values", err, "more than %d values", MOST_VALUES);
    for (size_t i = 0; status == RIFFLE_OK && i < count; i++)
        if (!riffle_number_parse(items[i], strlen(items[i]), &values[i]))
            status = call_fail(call, "values", err, "`%s' is not a number",
                               items[i]);
    if (status == RIFFLE_OK)
        *n = count;
    call_items_free(items, count);
    return status;
}

/* What the study varies: a data set and its fit for a value. */
struct variation {
    struct session *session;
    const struct command_call *call;
    const struct study_sweep *sweep;
    struct study *study;
};

/* Fit these data, draw a probe as the session's, sweep. */
static enum riffle_status run_at(const struct variation *variation,
                                 const struct riffle_dataset *data,
                                 const struct riffle_fit_options *options,
                                 const char *name, double value,
                                 struct riffle_error *err)
{
    struct session *session = variation->session;
    struct session_progress state = {0};
    struct riffle_fit *fit = NULL;
    struct riffle_probe probe = {0};
    struct riffle_progress progress = session_progress(session, &state);
    enum riffle_status status =
        riffle_fit_new(data, options, &progress, &fit, err);
    session_progress_end(&state);
    if (status == RIFFLE_OK && session->probe.size)
        status = riffle_probe_rows(&probe, fit, session->probe.rows,
                                   session->probe.size, err);
    const struct study_case at = {fit, &probe, name, value};
    if (status == RIFFLE_OK)
        status = study_sweep_run(session, variation->sweep, &at,
                                 variation->study, err);
    riffle_probe_release(&probe);
    riffle_fit_free(fit);
    return status;
}

/* The options of the session's fit: what study commands start from. */
static struct riffle_fit_options options_of(const struct session *session)
{
    struct riffle_fit_options options = session->fit_options;
    const struct riffle_fit_summary *summary = riffle_fit_summary(session->fit);
    options.lambda = summary->lambda;
    options.penalty = summary->penalty;
    options.intercept = summary->intercept;
    options.memory = session->memory;
    options.start = NULL;
    return options;
}

static enum riffle_status run_n(const struct variation *variation, double value,
                                struct riffle_error *err)
{
    const struct session *session = variation->session;
    const struct riffle_fit_options options = options_of(session);
    size_t n = session->data->train.n;
    struct riffle_dataset *sample = NULL;
    char name[STUDY_NAME];
    if (!(value >= 1 && value <= (double)n && value == floor(value)))
        return call_fail(variation->call, "values", err,
                         "a sample has 1 to %zu rows", n);
    enum riffle_status status =
        riffle_dataset_sample(session->data, (size_t)value,
                              variation->sweep->draw.seed, &sample, err);
    (void)snprintf(name, sizeof name, "%zu = %.2g d", (size_t)value,
                   value / (double)riffle_fit_summary(session->fit)->d);
    if (status == RIFFLE_OK)
        status = run_at(variation, sample, &options, name, value, err);
    riffle_dataset_free(sample);
    return status;
}

static enum riffle_status run_lambda(const struct variation *variation,
                                     double value, struct riffle_error *err)
{
    struct riffle_fit_options options = options_of(variation->session);
    char name[STUDY_NAME];
    if (!(value >= 0))
        return call_fail(variation->call, "values", err,
                         "lambda is not negative");
    options.lambda = value;
    (void)snprintf(name, sizeof name, "lambda %.3g", value);
    return run_at(variation, variation->session->data, &options, name, value,
                  err);
}

/* The values, and what to do with each. */
struct range {
    double values[MOST_VALUES];
    size_t n;
    enum riffle_status (*run)(const struct variation *variation, double value,
                              struct riffle_error *err);
};

/* All values; one without an optimum is told and passed over. */
static enum riffle_status run_values(const struct variation *variation,
                                     const struct range *range,
                                     struct reply *reply,
                                     struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    for (size_t i = 0; status == RIFFLE_OK && i < range->n; i++) {
        status = range->run(variation, range->values[i], err);
        if (riffle_status_is_numerical(status)) {
            reply_warn(reply, "%g is left out: %s", range->values[i],
                       err->message);
            status = RIFFLE_OK;
        }
    }
    if (status == RIFFLE_OK && variation->study->n_points == 0)
        status = riffle_fail(err, RIFFLE_ENOTCONVERGED,
                             "none of the values has a fit");
    return status;
}

static enum riffle_status vary(struct session *session,
                               const struct command_call *call,
                               struct range *range, struct reply *reply,
                               struct study *study, struct riffle_error *err)
{
    struct study_sweep sweep = {.measures = self_loss, .n_measures = 1};
    const struct variation variation = {session, call, &sweep, study};
    study->figure = "figure2";
    enum riffle_status status =
        read_values(call, range->values, &range->n, err);
    if (status == RIFFLE_OK)
        status = parts_sweep(session, call, &sweep.draw, err);
    if (status == RIFFLE_OK)
        status = take_groups(&sweep, study, err);
    if (status == RIFFLE_OK)
        status = run_values(&variation, range, reply, err);
    free(sweep.draw.presets);
    return status;
}

enum riffle_status study_figure2_n(struct session *session,
                                   const struct command_call *call,
                                   struct reply *reply, struct study *study,
                                   struct riffle_error *err)
{
    struct range range = {.n = 4, .run = run_n};
    double n = (double)session->data->train.n;
    for (size_t i = 0; i < range.n; i++) /* from few to all */
        range.values[i] =
            fmax(1, floor(n * pow(0.5, (double)(range.n - 1 - i))));
    study->unit = "nats";
    describe(session, "self_loss in random samples of n rows, d parameters",
             study);
    return vary(session, call, &range, reply, study, err);
}

enum riffle_status study_figure2_lambda(struct session *session,
                                        const struct command_call *call,
                                        struct reply *reply,
                                        struct study *study,
                                        struct riffle_error *err)
{
    struct range range = {.n = 5, .run = run_lambda};
    double lambda = riffle_fit_summary(session->fit)->lambda;
    for (size_t i = 0; i < range.n; i++)
        range.values[i] = (lambda > 0 ? lambda : 1e-3) * pow(10, (double)i - 2);
    study->unit = "nats";
    describe(session, "self_loss as lambda grows", study);
    return vary(session, call, &range, reply, study, err);
}

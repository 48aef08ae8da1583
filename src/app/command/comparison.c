/* Methods beside retraining: row by row, and on random sets of rows. */
#include "command/comparison.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "command/parts.h"
#include "command/score_run.h"
#include "riffle/rng.h"

void comparison_release(struct comparison *comparison)
{
    for (size_t m = 0; m < comparison->n_methods; m++) {
        free(comparison->methods[m].name);
        free(comparison->methods[m].rows);
        free(comparison->methods[m].sets);
    }
    for (size_t s = 0; comparison->sets && s < comparison->n_sets; s++)
        riffle_removal_release(&comparison->sets[s]);
    riffle_measure_free(comparison->measure);
    free(comparison->methods);
    free(comparison->sets);
    free(comparison->row);
    free(comparison->row_actual);
    free(comparison->set_actual);
    *comparison = (struct comparison){0};
}

/* Keep what against= lists. */
static enum riffle_status read_against(const struct command_call *call,
                                       struct comparison *comparison,
                                       struct riffle_error *err)
{
    char **items = NULL;
    size_t n = 0;
    bool rows = false, sets = false;
    enum riffle_status status = call_items(call, "against", &items, &n, err);
    for (size_t i = 0; status == RIFFLE_OK && i < n; i++) {
        rows = rows || strcmp(items[i], "loo") == 0;
        sets = sets || strcmp(items[i], "sets") == 0;
    }
    if (!rows)
        comparison->n_rows = 0;
    if (!sets)
        comparison->n_sets = 0;
    call_items_free(items, n);
    return status;
}

static enum riffle_status read_sizes(const struct session *session,
                                     const struct command_call *call,
                                     struct comparison *comparison,
                                     struct riffle_error *err)
{
    size_t n = session->data->train.n;
    enum riffle_status status =
        call_count(call, "rows", &comparison->n_rows, err);
    if (status == RIFFLE_OK)
        status = call_count(call, "sets", &comparison->n_sets, err);
    if (status == RIFFLE_OK)
        status = call_size(call, "size", n, &comparison->size, err);
    if (comparison->n_rows > n)
        comparison->n_rows = n;
    return status;
}

enum riffle_status comparison_read(const struct session *session,
                                   const struct command_call *call,
                                   struct reply *reply,
                                   struct comparison *comparison,
                                   struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    for (size_t w = 0; w < call_word_count(call) && status == RIFFLE_OK; w++)
        status = comparison_add(call, call_word(call, w), comparison, err);
    if (status == RIFFLE_OK && comparison->n_methods == 0)
        status =
            comparison_add(call, "if,rif,ns,soif,relatif,graddot,representer",
                           comparison, err);
    if (status == RIFFLE_OK)
        status = parts_seed(session, call, &comparison->seed, err);
    if (status == RIFFLE_OK)
        status = read_sizes(session, call, comparison, err);
    if (status == RIFFLE_OK)
        status = read_against(call, comparison, err);
    if (status == RIFFLE_OK)
        status = parts_measure(session, call, reply, &comparison->measure, err);
    return status;
}

static bool allocate(struct comparison *comparison)
{
    size_t rows = comparison->n_rows;
    size_t sets = comparison->n_sets;
    comparison->row_actual = calloc(rows + 1, sizeof(double));
    comparison->set_actual = calloc(sets + 1, sizeof(double));
    bool ok = comparison->row_actual && comparison->set_actual;
    for (size_t m = 0; m < comparison->n_methods; m++) {
        struct compared *method = &comparison->methods[m];
        method->rows = calloc(rows + 1, sizeof *method->rows);
        method->sets = calloc(sets + 1, sizeof *method->sets);
        ok = ok && method->rows && method->sets;
    }
    return ok;
}

/* All rows, or a random sample of them. */
static enum riffle_status choose_rows(const struct session *session,
                                      struct comparison *comparison,
                                      struct riffle_error *err)
{
    size_t n = session->data->train.n;
    struct riffle_rng rng;
    comparison->row = calloc(n + 1, sizeof *comparison->row);
    if (!comparison->row)
        return riffle_fail_memory(err, n * sizeof *comparison->row);
    for (size_t i = 0; i < n; i++)
        comparison->row[i] = i;
    riffle_rng_init(&rng, comparison->seed, "compare");
    if (comparison->n_rows < n)
        riffle_rng_choose(&rng, comparison->row, n, comparison->n_rows);
    return RIFFLE_OK;
}

static enum riffle_status choose_sets(const struct session *session,
                                      struct comparison *comparison,
                                      struct riffle_error *err)
{
    const struct riffle_strategy *strategy = riffle_strategy_find("random");
    enum riffle_status status = RIFFLE_OK;
    comparison->sets = calloc(comparison->n_sets + 1, sizeof *comparison->sets);
    if (!comparison->sets)
        return riffle_fail_memory(err, comparison->n_sets);
    for (size_t s = 0; s < comparison->n_sets && status == RIFFLE_OK; s++) {
        const struct riffle_draw draw = {.k = comparison->size,
                                         .feature = RIFFLE_ANY,
                                         .around = RIFFLE_ANY,
                                         .pool = 1,
                                         .seed = comparison->seed + s};
        status = strategy->draw(session->data, session->fit, &draw,
                                &comparison->sets[s], err);
    }
    return status;
}

/* The estimators among the methods, and the exact one; freed by the caller. */
static const struct riffle_estimator **
estimators_of(const struct comparison *comparison, size_t *n)
{
    const struct riffle_estimator **list =
        calloc(comparison->n_methods + 1, sizeof *list);
    *n = 0;
    for (size_t m = 0; list && m < comparison->n_methods; m++)
        if (comparison->methods[m].estimator)
            list[(*n)++] = comparison->methods[m].estimator;
    if (list)
        list[(*n)++] = riffle_estimator_find("actual");
    return list;
}

/* An experiment over copies of the sets. */
static enum riffle_status make(const struct session *session,
                               const struct comparison *comparison,
                               const struct riffle_removal *sets, size_t n,
                               struct riffle_experiment **experiment,
                               struct riffle_error *err)
{
    struct riffle_plan plan = {0};
    plan.estimators = estimators_of(comparison, &plan.n_estimators);
    plan.removals = calloc(n + 1, sizeof *plan.removals);
    plan.measures = calloc(1, sizeof *plan.measures);
    enum riffle_status status = RIFFLE_OK;
    if (!plan.estimators || !plan.removals || !plan.measures)
        status = riffle_fail_memory(err, n * sizeof *plan.removals);
    for (; plan.n_sets < n && status == RIFFLE_OK; plan.n_sets++)
        status = riffle_removal_copy(&plan.removals[plan.n_sets],
                                     &sets[plan.n_sets], err);
    if (status == RIFFLE_OK) {
        status = riffle_measure_new(riffle_measure_name(comparison->measure),
                                    session->fit, &session->probe,
                                    &plan.measures[0], err);
        plan.n_measures = status == RIFFLE_OK;
    }
    if (status == RIFFLE_OK)
        status = parts_experiment(session, &plan, experiment, err);
    parts_release(&plan);
    return status;
}

static double value_at(const struct riffle_experiment *experiment, size_t s,
                       const char *estimator)
{
    size_t e = riffle_experiment_column(experiment, estimator);
    const struct riffle_effect *effect =
        riffle_experiment_effect(experiment, s, 0, e);
    return effect->status == RIFFLE_OK ? effect->value : (double)NAN;
}

/* Retrain without each set; by_row: the rows one by one, else the sets. */
static enum riffle_status retrain(struct session *session,
                                  struct comparison *comparison,
                                  const struct riffle_removal *sets,
                                  bool by_row, struct riffle_error *err)
{
    size_t n = by_row ? comparison->n_rows : comparison->n_sets;
    double *actual = by_row ? comparison->row_actual : comparison->set_actual;
    struct riffle_experiment *experiment = NULL;
    enum riffle_status status =
        make(session, comparison, sets, n, &experiment, err);
    if (status != RIFFLE_OK)
        return status;
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    status = riffle_experiment_run(experiment, &progress, err);
    session_progress_end(&state);
    if (status == RIFFLE_STOPPED) {
        comparison->stopped = true;
        status = RIFFLE_OK;
    }
    for (size_t s = 0; s < n && status == RIFFLE_OK; s++) {
        actual[s] = value_at(experiment, s, "actual");
        for (size_t m = 0; m < comparison->n_methods; m++) {
            struct compared *method = &comparison->methods[m];
            if (method->estimator)
                (by_row ? method->rows : method->sets)[s] =
                    value_at(experiment, s, method->name);
        }
    }
    riffle_experiment_free(experiment);
    return status;
}

static enum riffle_status retrain_rows(struct session *session,
                                       struct comparison *comparison,
                                       struct riffle_error *err)
{
    size_t n = comparison->n_rows;
    struct riffle_removal *sets = calloc(n + 1, sizeof *sets);
    if (!sets)
        return riffle_fail_memory(err, n * sizeof *sets);
    for (size_t i = 0; i < n; i++)
        sets[i] = (struct riffle_removal){.rows = &comparison->row[i], .k = 1};
    enum riffle_status status = retrain(session, comparison, sets, true, err);
    free(sets);
    return status;
}

/* A score's values; a method without an answer says why and stays. */
static enum riffle_status ask(struct session *session,
                              const struct command_call *call,
                              const struct comparison *comparison,
                              struct compared *method, struct riffle_error *err)
{
    struct score_run run = {.score = method->score,
                            .measure = comparison->measure,
                            .seed = comparison->seed};
    struct riffle_error why = {0};
    memcpy(run.settings, method->settings, sizeof run.settings);
    enum riffle_status status = score_run_set(session, call, &run, &why);
    if (status != RIFFLE_OK)
        (void)snprintf(method->why, sizeof method->why, "%.*s",
                       (int)sizeof method->why - 1, why.message);
    for (size_t i = 0; i < comparison->n_rows; i++)
        method->rows[i] =
            status == RIFFLE_OK ? run.values[comparison->row[i]] : (double)NAN;
    for (size_t s = 0; s < comparison->n_sets; s++) {
        const struct riffle_removal *set = &comparison->sets[s];
        method->sets[s] = status == RIFFLE_OK ? 0 : (double)NAN;
        for (size_t j = 0; status == RIFFLE_OK && j < set->k; j++)
            method->sets[s] += run.values[set->rows[j]];
    }
    score_run_release(&run);
    if (status == RIFFLE_ENOMEM || status == RIFFLE_STOPPED)
        return riffle_fail(err, status, "%s", why.message);
    return RIFFLE_OK;
}

/* Over the pairs that both have. */
static void summarise(const double *actual, const double *estimate, size_t n,
                      struct riffle_summary *summary)
{
    size_t kept = 0;
    double *pairs = calloc(2 * n + 1, sizeof *pairs);
    for (size_t i = 0; pairs && i < n; i++) {
        if (!isfinite(actual[i]) || !isfinite(estimate[i]))
            continue;
        pairs[kept] = actual[i];
        pairs[n + kept++] = estimate[i];
    }
    riffle_summary_of(pairs, pairs ? pairs + n : NULL, kept, summary);
    summary->excluded = n - kept;
    free(pairs);
}

/* The values of method `m`, or the actual ones, over rows or sets. */
static const double *values_of(const struct comparison *comparison, size_t m,
                               bool rows)
{
    if (m == comparison->n_methods)
        return rows ? comparison->row_actual : comparison->set_actual;
    const struct compared *method = &comparison->methods[m];
    return rows ? method->rows : method->sets;
}

double comparison_agreement(const struct comparison *comparison, size_t a,
                            size_t b)
{
    struct riffle_summary summary;
    bool rows = comparison->n_rows > 0;
    summarise(values_of(comparison, b, rows), values_of(comparison, a, rows),
              rows ? comparison->n_rows : comparison->n_sets, &summary);
    return summary.spearman;
}

enum riffle_status comparison_run(struct session *session,
                                  const struct command_call *call,
                                  struct comparison *comparison,
                                  struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    if (!allocate(comparison))
        status = riffle_fail_memory(err, comparison->n_rows * sizeof(double));
    if (status == RIFFLE_OK)
        status = choose_rows(session, comparison, err);
    if (status == RIFFLE_OK)
        status = choose_sets(session, comparison, err);
    for (size_t m = 0; m < comparison->n_methods && status == RIFFLE_OK; m++)
        if (comparison->methods[m].score)
            status =
                ask(session, call, comparison, &comparison->methods[m], err);
    if (status == RIFFLE_OK && comparison->n_rows > 0)
        status = retrain_rows(session, comparison, err);
    if (status == RIFFLE_OK && comparison->n_sets > 0)
        status = retrain(session, comparison, comparison->sets, false, err);
    for (size_t m = 0; m < comparison->n_methods && status == RIFFLE_OK; m++) {
        struct compared *method = &comparison->methods[m];
        summarise(comparison->row_actual, method->rows, comparison->n_rows,
                  &method->by_row);
        summarise(comparison->set_actual, method->sets, comparison->n_sets,
                  &method->by_set);
    }
    return status;
}

/* Engine objects that options name: measures, estimators, presets, scores. */
#include "command/parts.h"

#include "command/model_reply.h"
#include "machine.h"

#include <stdlib.h>
#include <string.h>

size_t parts_memory(const struct session *session)
{
    return session->memory ? session->memory : machine_memory();
}

enum riffle_status parts_seed(const struct session *session,
                              const struct command_call *call, uint64_t *seed,
                              struct riffle_error *err)
{
    *seed = session->seed ? session->seed : 1;
    return call_seed(call, "seed", seed, err);
}

enum riffle_status parts_point_at(const struct command_call *call,
                                  const char *name,
                                  const struct riffle_error *why,
                                  struct riffle_error *err)
{
    enum riffle_status status = why->status;
    (void)call_fail(call, name, err, "%s", why->message);
    if (why->hint[0])
        riffle_hint(err, "%s", why->hint);
    riffle_place(err, why->line, why->column);
    if (err)
        err->status = status;
    return status;
}

enum riffle_status parts_written(const struct command_call *call,
                                 const char *name, enum riffle_status status,
                                 struct riffle_error *why,
                                 struct riffle_error *err)
{
    if (status == RIFFLE_OK)
        return status;
    if (status == RIFFLE_EIO && !why->hint[0])
        riffle_hint(why, "does its folder exist, and may you write there?");
    return parts_point_at(call, name, why, err);
}

enum riffle_status parts_measure_named(const struct session *session,
                                       const struct command_call *call,
                                       const char *name, const char *text,
                                       struct riffle_measure **measure,
                                       struct riffle_error *err)
{
    struct riffle_error why = {0};
    enum riffle_status status =
        riffle_measure_new(text, session->fit, &session->probe, measure, &why);
    return status == RIFFLE_OK ? status : parts_point_at(call, name, &why, err);
}

enum riffle_status parts_measure(const struct session *session,
                                 const struct command_call *call,
                                 struct reply *reply,
                                 struct riffle_measure **measure,
                                 struct riffle_error *err)
{
    const char *text = call_option(call, "measure");
    if (!text)
        text = "test_loss";
    if (!call_given(call, "measure") && session->probe.size == 0) {
        text = "self_loss";
        reply_note(reply, "there are no test rows: measure=self_loss");
    }
    return parts_measure_named(session, call, "measure", text, measure, err);
}

enum riffle_status parts_measures(const struct session *session,
                                  const struct command_call *call,
                                  struct reply *reply, struct riffle_plan *plan,
                                  struct riffle_error *err)
{
    char **names = NULL;
    size_t n = 0;
    enum riffle_status status = call_items(call, "measures", &names, &n, err);
    if (status != RIFFLE_OK)
        return status;
    plan->measures = calloc(n + 1, sizeof *plan->measures);
    if (!plan->measures) {
        call_items_free(names, n);
        return riffle_fail_memory(err, n * sizeof *plan->measures);
    }
    for (size_t i = 0; i < n && status == RIFFLE_OK; i++) {
        struct riffle_measure *measure = NULL;
        status = parts_measure_named(session, call, "measures", names[i],
                                     &measure, err);
        if (status == RIFFLE_OK) {
            plan->measures[plan->n_measures++] = measure;
        } else if (status == RIFFLE_ESTATE && !call_given(call, "measures")) {
            reply_note(reply, "there are no test rows: %s is left out",
                       names[i]);
            status = RIFFLE_OK;
        }
    }
    call_items_free(names, n);
    return status;
}

enum riffle_status parts_test_row(const struct session *session,
                                  const struct command_call *call, size_t *row,
                                  struct riffle_error *err)
{
    size_t n = session->data->test.n;
    if (n == 0) {
        riffle_fail(err, RIFFLE_ESTATE, "there are no test rows");
        riffle_hint(err, "load with test=0.2 or with a test file");
        return RIFFLE_ESTATE;
    }
    if (call_given(call, "test"))
        return call_row(call, "test", n, row, err);
    (void)call_fail(call, NULL, err, "which test row?");
    riffle_hint(err, "test=ROW, from 0 to %zu: test=0", n - 1);
    return RIFFLE_EUSAGE;
}

/* The names that the rows of a table have, for a lookup by name. */
struct names {
    size_t count;
    const char *(*at)(size_t index);
};

static const char *estimator_name(size_t index)
{
    return riffle_estimator(index)->name;
}

static const char *preset_name(size_t index)
{
    return riffle_preset(index)->name;
}

/* Mark the row that `item` names. */
static bool mark(const struct names *names, const char *item, bool *marked)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->at(i), item) == 0)
            return marked[i] = true;
    return false;
}

/*
 * Which rows of a table the items of an option name.
 * marked  out, names->count; caller owns
 */
static enum riffle_status mark_items(const struct command_call *call,
                                     const char *name,
                                     const struct names *names, bool **marked,
                                     struct riffle_error *err)
{
    char **items = NULL;
    size_t n = 0;
    enum riffle_status status = call_items(call, name, &items, &n, err);
    if (status != RIFFLE_OK)
        return status;
    bool *marks = calloc(names->count + 1, sizeof *marks);
    if (!marks) {
        call_items_free(items, n);
        return riffle_fail_memory(err, names->count * sizeof *marks);
    }
    for (size_t i = 0; i < n && status == RIFFLE_OK; i++)
        if (!mark(names, items[i], marks))
            status = call_fail(call, name, err, "`%s' is none of the %s",
                               items[i], name);
    call_items_free(items, n);
    if (status == RIFFLE_OK)
        *marked = marks;
    else
        free(marks);
    return status;
}

enum riffle_status parts_estimator_marks(const struct command_call *call,
                                         bool **marked,
                                         struct riffle_error *err)
{
    const struct names names = {riffle_estimator_count(), estimator_name};
    return mark_items(call, "estimators", &names, marked, err);
}

enum riffle_status parts_estimators(const struct command_call *call,
                                    struct riffle_plan *plan,
                                    struct riffle_error *err)
{
    size_t count = riffle_estimator_count();
    const struct riffle_estimator **list = calloc(count + 1, sizeof *list);
    if (!list)
        return riffle_fail_memory(err, count * sizeof *list);
    bool *marked = NULL;
    enum riffle_status status = parts_estimator_marks(call, &marked, err);
    if (status != RIFFLE_OK) {
        free(list);
        return status;
    }
    plan->estimators = list;
    for (size_t i = 0; i < count; i++)
        if (marked[i])
            list[plan->n_estimators++] = riffle_estimator(i);
    free(marked);
    return RIFFLE_OK;
}

enum riffle_status parts_presets(const struct command_call *call,
                                 const struct riffle_preset ***presets,
                                 size_t *n, struct riffle_error *err)
{
    const struct names names = {riffle_preset_count(), preset_name};
    const struct riffle_preset **list = calloc(names.count + 1, sizeof *list);
    if (!list)
        return riffle_fail_memory(err, names.count * sizeof *list);
    bool *marked = NULL;
    enum riffle_status status = RIFFLE_OK;
    if (call_given(call, "strategies"))
        status = mark_items(call, "strategies", &names, &marked, err);
    if (status != RIFFLE_OK) {
        free(list);
        return status;
    }
    *n = 0;
    for (size_t i = 0; i < names.count; i++)
        if (marked ? marked[i] : riffle_preset(i)->standard)
            list[(*n)++] = riffle_preset(i);
    *presets = list;
    free(marked);
    return RIFFLE_OK;
}

enum riffle_status parts_sweep(const struct session *session,
                               const struct command_call *call,
                               struct riffle_sweep *sweep,
                               struct riffle_error *err)
{
    enum riffle_status status =
        parts_presets(call, &sweep->presets, &sweep->n_presets, err);
    if (status == RIFFLE_OK)
        status = call_count(call, "sizes", &sweep->n_sizes, err);
    if (status == RIFFLE_OK)
        status = call_range(call, "range", &sweep->low, &sweep->high, err);
    if (status == RIFFLE_OK)
        status = parts_seed(session, call, &sweep->seed, err);
    return status;
}

enum riffle_status parts_score(const struct command_call *call,
                               const struct riffle_score **score,
                               struct riffle_error *err)
{
    const char *name = call_option(call, "by");
    const struct riffle_score *found = riffle_score_find(name ? name : "rif");
    if (!found)
        return call_fail(call, "by", err, "`%s' is none of the scores", name);
    *score = found;
    return RIFFLE_OK;
}

enum riffle_status parts_sign(const struct command_call *call,
                              enum riffle_sign *sign, struct riffle_error *err)
{
    static const enum riffle_sign signs[] = {
        RIFFLE_SIGN_ABSOLUTE, RIFFLE_SIGN_POSITIVE, RIFFLE_SIGN_NEGATIVE};
    size_t choice = 0;
    enum riffle_status status = call_choice(call, "sign", &choice, err);
    if (status == RIFFLE_OK)
        *sign = signs[choice];
    return status;
}

void parts_release(struct riffle_plan *plan)
{
    free(plan->estimators);
    plan->estimators = NULL;
    plan->n_estimators = 0;
    riffle_plan_release(plan);
}

enum riffle_status parts_experiment(const struct session *session,
                                    struct riffle_plan *plan,
                                    struct riffle_experiment **experiment,
                                    struct riffle_error *err)
{
    plan->memory = session->memory;
    enum riffle_status status =
        riffle_experiment_new(session->fit, plan, experiment, err);
    if (status == RIFFLE_OK) {
        free(plan->estimators);
        *plan = (struct riffle_plan){0};
    }
    return status;
}

enum riffle_status parts_run(struct session *session, struct riffle_plan *plan,
                             struct riffle_experiment **experiment,
                             struct riffle_error *err)
{
    struct riffle_experiment *made = NULL;
    enum riffle_status status = parts_experiment(session, plan, &made, err);
    if (status != RIFFLE_OK)
        return status;
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    status = riffle_experiment_run(made, &progress, err);
    session_progress_end(&state);
    if (status == RIFFLE_OK)
        *experiment = made;
    else
        riffle_experiment_free(made);
    return status;
}

const char *parts_penalty(const struct session *session)
{
    return model_penalty_name(riffle_fit_summary(session->fit)->penalty);
}

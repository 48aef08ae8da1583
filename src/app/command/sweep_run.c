/* Running the session's sweep, and what sweep and resume answer. */
#include "command/sweep_run.h"

#include "command/effect_reply.h"
#include "command/interval_reply.h"
#include "command/words.h"
#include "report/table.h"

#include <stdlib.h>

enum riffle_status sweep_run(struct session *session, struct riffle_error *err)
{
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    free(session->unfinished); /* the sweep is what was begun last */
    session->unfinished = NULL;
    enum riffle_status status =
        riffle_experiment_run(session->sweep, &progress, err);
    session_progress_end(&state);
    if (status == RIFFLE_STOPPED) {
        size_t n = riffle_experiment_sets(session->sweep);
        (void)riffle_fail(err, RIFFLE_STOPPED,
                          "stopped: %zu of %zu retrains kept",
                          n - riffle_experiment_pending(session->sweep), n);
        riffle_hint(err, "`resume' continues, `plot' shows what is there");
    }
    return status;
}

static void add_row(const struct riffle_experiment *sweep, size_t q, size_t e,
                    struct table *table)
{
    char head[EFFECT_HEAD_SIZE];
    struct riffle_summary summary;
    const struct riffle_measure *measure = riffle_experiment_measure(sweep, q);
    riffle_experiment_summary(sweep, q, e, &summary);
    effect_head(riffle_experiment_estimator(sweep, e), head);
    table_text(table, riffle_measure_name(measure));
    table_text(table, head);
    table_number(table, summary.error);
    table_number(table, summary.spearman);
    table_number(table, summary.slope);
    table_number(table, summary.mean_absolute_error);
    table_text(table, riffle_measure_kind_of(measure)->unit);
    table_count(table, summary.n);
}

static enum riffle_status show_table(const struct riffle_experiment *sweep,
                                     struct reply *reply,
                                     struct riffle_error *err)
{
    static const struct table_column columns[] = {
        {"measure", "measure", TABLE_TEXT, 0},
        {"estimator", "estimator", TABLE_TEXT, 0},
        {"error", "error", TABLE_NUMBER, 3},
        {"spearman", "spearman", TABLE_NUMBER, 4},
        {"slope", "slope", TABLE_NUMBER, 4},
        {"mean_absolute_error", "mean |error|", TABLE_NUMBER, 3},
        {"unit", "unit", TABLE_TEXT, 0},
        {"n", "sets", TABLE_COUNT, 0},
    };
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    for (size_t q = 0; q < riffle_experiment_measures(sweep); q++) {
        const struct riffle_measure *measure =
            riffle_experiment_measure(sweep, q);
        if (riffle_measure_kind_of(measure)->actual_only) {
            reply_note(reply, "%s has no estimates: it is not in the table",
                       riffle_measure_name(measure));
            continue;
        }
        for (size_t e = 0; e < riffle_experiment_estimators(sweep); e++)
            if (!riffle_experiment_estimator(sweep, e)->exact)
                add_row(sweep, q, e, table);
    }
    table_reply(table, reply, "summary");
    table_free(table);
    return RIFFLE_OK;
}

static struct json_object *summary_object(const struct riffle_experiment *sweep,
                                          size_t q, size_t e)
{
    struct riffle_summary summary;
    riffle_experiment_summary(sweep, q, e, &summary);
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "error", reply_number(summary.error));
    json_object_object_add(object, "spearman", reply_number(summary.spearman));
    json_object_object_add(object, "slope", reply_number(summary.slope));
    json_object_object_add(object, "mean_absolute_error",
                           reply_number(summary.mean_absolute_error));
    json_object_object_add(object, "pearson", reply_number(summary.pearson));
    json_object_object_add(object, "max_error",
                           reply_number(summary.max_error));
    json_object_object_add(object, "n", json_object_new_uint64(summary.n));
    json_object_object_add(object, "excluded",
                           json_object_new_uint64(summary.excluded));
    return object;
}

static struct json_object *measure_object(const struct riffle_experiment *sweep,
                                          size_t q)
{
    struct json_object *object = json_object_new_object();
    for (size_t e = 0; e < riffle_experiment_estimators(sweep); e++)
        if (!riffle_experiment_estimator(sweep, e)->exact)
            json_object_object_add(object,
                                   riffle_experiment_estimator(sweep, e)->name,
                                   summary_object(sweep, q, e));
    return object;
}

/* How many sets have a finished actual, how many of those failed, ... */
struct tally {
    size_t sets, failed, certified;
};

static struct tally count(const struct riffle_experiment *sweep)
{
    struct tally tally = {.sets = riffle_experiment_sets(sweep)};
    for (size_t s = 0; s < tally.sets; s++) {
        const struct riffle_shift *actual = riffle_experiment_actual(sweep, s);
        if (!actual || actual->status == RIFFLE_PENDING)
            continue;
        tally.failed += actual->status != RIFFLE_OK;
        tally.certified += riffle_experiment_certified(sweep, s);
    }
    return tally;
}

static void set_members(const struct session *session,
                        const struct tally *tally, struct reply *reply)
{
    const struct riffle_experiment *sweep = session->sweep;
    struct json_object *measures = json_object_new_object();
    for (size_t q = 0; q < riffle_experiment_measures(sweep); q++)
        json_object_object_add(
            measures, riffle_measure_name(riffle_experiment_measure(sweep, q)),
            measure_object(sweep, q));
    reply_set_count(reply, "sets", tally->sets);
    reply_set(reply, "measures", measures);
    reply_set_count(reply, "certified", tally->certified);
    reply_set_count(reply, "intervals", interval_settled(sweep));
    reply_set_count(reply, "failed", tally->failed);
    reply_set_count(reply, "pending", riffle_experiment_pending(sweep));
    reply_set_number(reply, "seconds", riffle_experiment_seconds(sweep));
    reply_set_number(reply, "seconds_estimates",
                     riffle_experiment_seconds_estimates(sweep));
}

static void say_tally(const struct riffle_experiment *sweep,
                      const struct tally *tally, struct reply *reply)
{
    size_t pending = riffle_experiment_pending(sweep);
    if (effect_exact_column(sweep) == RIFFLE_ANY) {
        reply_note(reply, "without `actual' among the estimators there is "
                          "nothing to compare with");
        return;
    }
    reply_text(reply,
               "error: sum |estimate - actual| / sum |actual|; slope 1: as "
               "large as the actual, below 1: understated\n");
    reply_text(reply,
               "%zu of %zu actual effects certified; estimates %.3g s, all "
               "%.3g s\n",
               tally->certified, tally->sets,
               riffle_experiment_seconds_estimates(sweep),
               riffle_experiment_seconds(sweep));
    if (interval_wanted(sweep))
        reply_text(reply,
                   "%zu of %zu by a guaranteed interval around NS, without "
                   "retraining\n",
                   interval_settled(sweep), tally->sets);
    if (tally->failed)
        reply_warn(reply, "%zu set%s no actual effect; `show sweep' says why",
                   tally->failed, tally->failed == 1 ? " has" : "s have");
    if (pending)
        reply_note(reply, "%zu set%s still pending: resume", pending,
                   plural(pending));
}

enum riffle_status sweep_reply(const struct session *session,
                               struct reply *reply, struct riffle_error *err)
{
    struct tally tally = count(session->sweep);
    if (reply->json) {
        set_members(session, &tally, reply);
        return RIFFLE_OK;
    }
    enum riffle_status status = show_table(session->sweep, reply, err);
    if (status == RIFFLE_OK)
        say_tally(session->sweep, &tally, reply);
    return status;
}

/* The scores of all rows, as by=, with=, seed= and measure= ask for them. */
#include "command/score_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "command/parts.h"
#include "command/score_watch.h"
#include "command/words.h"

enum { KEPT = 16, ONGOING = 4 };

/* What decides a score's values. */
struct key {
    const struct riffle_score *score;
    char *measure; /* NULL: none */
    double settings[RIFFLE_SCORE_SETTINGS];
    uint64_t seed;
    size_t epoch; /* of the session: its data and fit */
    uint64_t probe;
};

struct remembered {
    struct key key;
    double *values, *errors;
    struct riffle_score_result result;
};

/* Models of an estimate, for when it is to go on. */
struct ongoing {
    struct key key; /* without how many models, and what is enough */
    struct riffle_score_past *past;
};

struct score_cache {
    struct remembered kept[KEPT];
    size_t next;
    struct ongoing ongoing[ONGOING];
    size_t next_ongoing;
};

static void remembered_release(struct remembered *kept)
{
    free(kept->key.measure);
    free(kept->values);
    free(kept->errors);
    *kept = (struct remembered){0};
}

static void ongoing_release(struct ongoing *ongoing)
{
    free(ongoing->key.measure);
    riffle_score_past_free(ongoing->past);
    *ongoing = (struct ongoing){0};
}

void score_cache_free(struct score_cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < KEPT; i++)
        remembered_release(&cache->kept[i]);
    for (size_t i = 0; i < ONGOING; i++)
        ongoing_release(&cache->ongoing[i]);
    free(cache);
}

/* FNV-1a of the probe's rows. */
static uint64_t probe_hash(const struct riffle_probe *probe)
{
    uint64_t hash = 14695981039346656037U;
    for (size_t i = 0; i < probe->size; i++)
        hash = (hash ^ probe->rows[i]) * 1099511628211U;
    return hash;
}

static const char *measure_name(const struct score_run *run)
{
    return run->measure && run->score->needs_measure
               ? riffle_measure_name(run->measure)
               : NULL;
}

static bool same_settings(const double *a, const double *b)
{
    for (size_t i = 0; i < RIFFLE_SCORE_SETTINGS; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static bool matches(const struct key *key, const struct session *session,
                    const struct score_run *run, const double *settings)
{
    const char *measure = measure_name(run);
    return key->score == run->score && key->epoch == session->epoch &&
           key->seed == run->seed &&
           key->probe == probe_hash(&session->probe) &&
           same_settings(key->settings, settings) &&
           (measure ? key->measure && strcmp(key->measure, measure) == 0
                    : !key->measure);
}

/* Take a copy out of the session's; false when it is not there. */
static bool recall(const struct session *session, struct score_run *run)
{
    const struct score_cache *cache = session->scores;
    for (size_t i = 0; cache && i < KEPT; i++) {
        const struct remembered *kept = &cache->kept[i];
        if (!kept->values || !matches(&kept->key, session, run, run->settings))
            continue;
        double *values = run->values;
        double *errors = run->errors;
        size_t n = kept->result.n;
        memcpy(values, kept->values, n * sizeof *values);
        memcpy(errors, kept->errors, n * sizeof *errors);
        run->result = kept->result;
        run->result.values = values;
        run->result.errors = errors;
        return true;
    }
    return false;
}

static double *copy(const double *values, size_t n)
{
    double *made = calloc(n + 1, sizeof *made);
    if (made)
        memcpy(made, values, n * sizeof *made);
    return made;
}

static void fill_key(struct key *key, const struct session *session,
                     const struct score_run *run, const double *settings)
{
    const char *measure = measure_name(run);
    *key = (struct key){.score = run->score,
                        .measure = measure ? strdup(measure) : NULL,
                        .seed = run->seed,
                        .epoch = session->epoch,
                        .probe = probe_hash(&session->probe)};
    memcpy(key->settings, settings, sizeof key->settings);
}

static struct score_cache *cache_of(struct session *session)
{
    if (!session->scores)
        session->scores = calloc(1, sizeof *session->scores);
    return session->scores;
}

/* The settings but for how many models, and what is enough. */
static void course_of(const struct score_run *run, double *settings)
{
    static const char *const ends[] = {"samples", "target"};
    size_t n = riffle_score_setting_count(run->score);
    memcpy(settings, run->settings, sizeof run->settings);
    for (size_t i = 0; i < n; i++)
        for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
            if (strcmp(run->score->settings[i].name, ends[e]) == 0)
                settings[i] = 0;
}

/* What an estimate of this course has trained, to go on from; NULL: no memory,
   or nothing is trained. */
static struct riffle_score_past *past_of(struct session *session,
                                         const struct score_run *run)
{
    double settings[RIFFLE_SCORE_SETTINGS];
    struct score_cache *cache = cache_of(session);
    if (!cache || run->score->kind < RIFFLE_SCORE_SAMPLED)
        return NULL;
    course_of(run, settings);
    for (size_t i = 0; i < ONGOING; i++)
        if (cache->ongoing[i].past &&
            matches(&cache->ongoing[i].key, session, run, settings))
            return cache->ongoing[i].past;
    struct ongoing *ongoing = &cache->ongoing[cache->next_ongoing];
    ongoing_release(ongoing);
    fill_key(&ongoing->key, session, run, settings);
    ongoing->past = riffle_score_past_new();
    if (!ongoing->past || (measure_name(run) && !ongoing->key.measure))
        ongoing_release(ongoing);
    else
        cache->next_ongoing = (cache->next_ongoing + 1) % ONGOING;
    return ongoing->past;
}

/* Keep a copy; when there is no memory, it is computed again next time. */
static void keep(struct session *session, const struct score_run *run)
{
    if (run->score->kind == RIFFLE_SCORE_STATIC || run->result.stopped)
        return;
    if (!cache_of(session))
        return;
    struct remembered *kept = &session->scores->kept[session->scores->next];
    const char *measure = measure_name(run);
    remembered_release(kept);
    fill_key(&kept->key, session, run, run->settings);
    kept->result = run->result;
    kept->values = copy(run->values, run->result.n);
    kept->errors = copy(run->errors, run->result.n);
    if (!kept->values || !kept->errors || (measure && !kept->key.measure))
        remembered_release(kept);
    else
        session->scores->next = (session->scores->next + 1) % KEPT;
}

static enum riffle_status read_settings(const struct session *session,
                                        const struct command_call *call,
                                        struct score_run *run,
                                        struct riffle_error *err)
{
    struct riffle_error why = {0};
    enum riffle_status status = riffle_score_settings_read(
        run->score, call_option(call, "with"), run->settings, &why);
    if (status != RIFFLE_OK)
        return parts_point_at(call, "with", &why, err);
    return parts_seed(session, call, &run->seed, err);
}

static enum riffle_status compute(struct session *session,
                                  const struct command_call *call,
                                  struct score_run *run,
                                  struct riffle_error *err)
{
    struct riffle_error why = {0};
    struct session_progress state = {0};
    struct riffle_progress progress = session_progress(session, &state);
    struct score_watch watch = {
        .live = {.session = session}, run->score, run->settings};
    const struct riffle_score_query query = {
        .fit = session->fit,
        .measure = run->score->needs_measure ? run->measure : NULL,
        .probe = &session->probe,
        .seed = run->seed,
        .settings = run->settings,
        .progress = &progress,
        .past = past_of(session, run),
        .watch = score_watch_step,
        .watch_data = &watch,
    };
    double started = riffle_seconds();
    enum riffle_status status =
        riffle_score_compute(run->score, &query, &run->result, &why);
    session_progress_end(&state);
    live_text_close(&watch.live);
    run->seconds = riffle_seconds() - started;
    if (status == RIFFLE_STOPPED) {
        session_unfinished(session, true);
        riffle_hint(&why, "`resume' goes on");
    }
    if (status != RIFFLE_OK)
        return parts_point_at(call, call_given(call, "by") ? "by" : NULL, &why,
                              err);
    keep(session, run);
    session_unfinished(session, run->result.stopped);
    return RIFFLE_OK;
}

enum riffle_status score_run(struct session *session,
                             const struct command_call *call,
                             struct score_run *run, struct riffle_error *err)
{
    enum riffle_status status = read_settings(session, call, run, err);
    return status == RIFFLE_OK ? score_run_set(session, call, run, err)
                               : status;
}

enum riffle_status score_run_set(struct session *session,
                                 const struct command_call *call,
                                 struct score_run *run,
                                 struct riffle_error *err)
{
    size_t n = riffle_fit_summary(session->fit)->n;
    run->values = calloc(n + 1, sizeof *run->values);
    run->errors = calloc(n + 1, sizeof *run->errors);
    if (!run->values || !run->errors)
        return riffle_fail_memory(err, 2 * n * sizeof *run->values);
    run->result.values = run->values;
    run->result.errors = run->errors;
    return recall(session, run) ? RIFFLE_OK : compute(session, call, run, err);
}

void score_run_release(struct score_run *run)
{
    free(run->values);
    free(run->errors);
    run->values = NULL;
    run->errors = NULL;
}

bool score_run_has_errors(const struct score_run *run)
{
    for (size_t i = 0; i < run->result.n; i++)
        if (isfinite(run->errors[i]))
            return true;
    return false;
}

void score_run_say(const struct score_run *run, struct reply *reply)
{
    const struct riffle_score_result *result = &run->result;
    const char *name = run->score->name;
    if (result->samples) {
        reply_text(reply, "%s: from %zu %s", name, result->samples,
                   riffle_score_work(run->score));
        if (isfinite(result->error))
            reply_text(reply,
                       "; a typical standard error is %.2g of the spread of "
                       "the values",
                       result->error);
        reply_text(reply, "\n");
        reply_set_count(reply, "samples", result->samples);
        reply_set_number(reply, "sampling_error", result->error);
    }
    if (run->score->kind == RIFFLE_SCORE_SAMPLED)
        reply_set_count(reply, "seed", run->seed);
    if (result->incomplete)
        reply_note(reply,
                   "%zu of these models saw one class alone, have no optimum "
                   "and count as theta = 0",
                   result->incomplete);
    if (result->dropped)
        reply_warn(reply,
                   "%zu of these models have no numerical answer and are left "
                   "out",
                   result->dropped);
    if (result->stopped)
        reply_note(reply,
                   "stopped: this is what %s had come to; `resume' goes on",
                   name);
    reply_set_bool(reply, "stopped", result->stopped);
}

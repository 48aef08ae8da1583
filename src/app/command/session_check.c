/* Digests of what a session holds. */
#include "command/session_file.h"

#include "command/settings.h"

#include <stdio.h>
#include <string.h>

static void add_text(struct riffle_digest *digest, const char *text)
{
    riffle_digest_add(digest, text, strlen(text) + 1);
}

/* As text, so that the digest is the same on every machine. */
static void add_count(struct riffle_digest *digest, size_t value)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%zu", value);
    add_text(digest, text);
}

static void add_counts(struct riffle_digest *digest, const size_t *values,
                       size_t n)
{
    for (size_t i = 0; values && i < n; i++)
        add_count(digest, values[i]);
}

static void add_numbers(struct riffle_digest *digest, const double *values,
                        size_t n)
{
    riffle_digest_add(digest, values, n * sizeof *values);
}

static void add_rows(struct riffle_digest *digest,
                     const struct riffle_rows *rows)
{
    add_count(digest, rows->n);
    riffle_digest_add(digest, rows->y, rows->n);
    add_counts(digest, rows->origin, rows->n);
    add_counts(digest, rows->line, rows->n);
}

static void add_values(struct riffle_digest *digest,
                       const struct riffle_dataset *data)
{
    add_numbers(digest, data->train.x, data->train.n * data->n_features);
    add_numbers(digest, data->test.x, data->test.n * data->n_features);
}

static void add_removal(struct riffle_digest *digest, const char *name,
                        const struct riffle_removal *removal)
{
    add_text(digest, name);
    add_text(digest, removal->strategy ? removal->strategy : "");
    add_count(digest, removal->k);
    add_counts(digest, removal->rows, removal->k);
}

static void add_all_rows(struct riffle_digest *digest,
                         const struct session *session)
{
    const struct riffle_dataset *data = session->data;
    add_rows(digest, &data->train);
    add_rows(digest, &data->test);
    if (data->sha256[0]) /* read, not generated: the same everywhere */
        add_values(digest, data);
    add_counts(digest, data->planted, data->n_planted);
    add_counts(digest, session->probe.rows, session->probe.size);
    add_removal(digest, "", &session->selection);
    for (size_t s = 0; s < session->n_sets; s++)
        add_removal(digest, session->sets[s].name, &session->sets[s].removal);
}

static void add_experiment(struct riffle_digest *digest,
                           const struct riffle_experiment *made)
{
    if (riffle_experiment_pending(made) > 0)
        return; /* how far it came is no part of the state */
    for (size_t s = 0; s < riffle_experiment_sets(made); s++)
        for (size_t q = 0; q < riffle_experiment_measures(made); q++)
            for (size_t e = 0; e < riffle_experiment_estimators(made); e++)
                add_numbers(digest,
                            &riffle_experiment_effect(made, s, q, e)->value, 1);
}

static void add_fit(struct riffle_digest *digest, const struct riffle_fit *fit)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(fit);
    const struct riffle_points *train = riffle_fit_train(fit);
    add_numbers(digest, riffle_fit_theta(fit), summary->d);
    add_numbers(digest, train->logit, train->n);
    add_numbers(digest, &summary->objective, 1);
    add_numbers(digest, &summary->bound, 1);
    add_numbers(digest, &summary->lambda, 1);
}

static void add_all_numbers(struct riffle_digest *digest,
                            const struct session *session)
{
    const struct riffle_dataset *data = session->data;
    add_numbers(digest, data->train.x, data->train.n * data->n_features);
    if (session->fit)
        add_fit(digest, session->fit);
    if (session->sweep)
        add_experiment(digest, session->sweep);
    for (size_t t = 0; t < session->n_trials; t++)
        add_experiment(digest, session->trials[t]);
}

static enum riffle_status digest_of(const struct session *session,
                                    void (*add)(struct riffle_digest *digest,
                                                const struct session *session),
                                    char text[RIFFLE_DIGEST_SIZE],
                                    struct riffle_error *err)
{
    struct riffle_digest *digest = riffle_digest_new();
    if (!digest)
        return riffle_fail_memory(err, RIFFLE_DIGEST_SIZE);
    add(digest, session);
    riffle_digest_finish(digest, text);
    return RIFFLE_OK;
}

enum riffle_status session_check_of(const struct session *session,
                                    struct session_check *check,
                                    struct riffle_error *err)
{
    const char *sha256 = session->data->sha256;
    (void)snprintf(check->data, sizeof check->data, "%s",
                   sha256[0] ? sha256 : "-");
    enum riffle_status status =
        digest_of(session, add_all_rows, check->rows, err);
    if (status == RIFFLE_OK)
        status = digest_of(session, add_all_numbers, check->numbers, err);
    return status;
}

/* --- parts ------------------------------------------------------------ */

/* Each adds what there is of its part; false: nothing. */

static bool part_data(struct riffle_digest *digest,
                      const struct session *session)
{
    const struct riffle_dataset *data = session->data;
    if (!data)
        return false;
    add_text(digest, data->name);
    add_text(digest, data->sha256);
    for (size_t j = 0; j < data->n_features; j++)
        add_text(digest, data->feature_names[j]);
    add_text(digest, data->class_names[0]);
    add_text(digest, data->class_names[1]);
    add_rows(digest, &data->train);
    add_rows(digest, &data->test);
    add_values(digest, data);
    add_counts(digest, data->planted, data->n_planted);
    return true;
}

static bool part_model(struct riffle_digest *digest,
                       const struct session *session)
{
    const struct riffle_fit_options *options = &session->fit_options;
    if (!session->fit)
        return false;
    add_count(digest, options->penalty);
    add_count(digest, options->intercept);
    add_fit(digest, session->fit);
    return true;
}

static bool part_probe(struct riffle_digest *digest,
                       const struct session *session)
{
    add_counts(digest, session->probe.rows, session->probe.size);
    return session->probe.size > 0;
}

static bool part_selection(struct riffle_digest *digest,
                           const struct session *session)
{
    add_removal(digest, "", &session->selection);
    return session->selection.k > 0;
}

static bool part_sets(struct riffle_digest *digest,
                      const struct session *session)
{
    for (size_t s = 0; s < session->n_sets; s++)
        add_removal(digest, session->sets[s].name, &session->sets[s].removal);
    return session->n_sets > 0;
}

static bool part_marks(struct riffle_digest *digest,
                       const struct session *session)
{
    for (size_t i = 0; i < session->marks.n; i++) {
        const struct state_mark *mark = &session->marks.items[i];
        add_text(digest, mark->sha256);
        add_count(digest, mark->origin);
        riffle_digest_add(digest, &mark->digest, sizeof mark->digest);
        add_count(digest, mark->verdict);
        add_text(digest, mark->note ? mark->note : "");
    }
    return session->marks.n > 0;
}

/* Its sets, and every number that is finished. */
static void add_results(struct riffle_digest *digest,
                        const struct riffle_experiment *made)
{
    for (size_t s = 0; s < riffle_experiment_sets(made); s++) {
        add_removal(digest, "", riffle_experiment_removal(made, s));
        for (size_t q = 0; q < riffle_experiment_measures(made); q++)
            for (size_t e = 0; e < riffle_experiment_estimators(made); e++) {
                const struct riffle_effect *effect =
                    riffle_experiment_effect(made, s, q, e);
                add_count(digest, effect->status);
                if (effect->status == RIFFLE_OK)
                    add_numbers(digest, &effect->value, 1);
            }
    }
}

static bool part_sweep(struct riffle_digest *digest,
                       const struct session *session)
{
    if (session->sweep)
        add_results(digest, session->sweep);
    return session->sweep != NULL;
}

static bool part_effects(struct riffle_digest *digest,
                         const struct session *session)
{
    for (size_t t = 0; t < session->n_trials; t++)
        add_results(digest, session->trials[t]);
    return session->n_trials > 0;
}

static bool part_settings(struct riffle_digest *digest,
                          const struct session *session)
{
    char value[SETTING_SIZE];
    for (size_t i = 0; i < setting_count(); i++) {
        setting_get(session, setting_at(i), value);
        add_text(digest, value);
    }
    return true;
}

static const struct {
    const char *name;
    bool (*add)(struct riffle_digest *digest, const struct session *session);
} all_parts[SESSION_PARTS] = {
    {"data", part_data},         {"model", part_model},
    {"probe", part_probe},       {"selection", part_selection},
    {"sets", part_sets},         {"marks", part_marks},
    {"sweep", part_sweep},       {"effects", part_effects},
    {"settings", part_settings},
};

enum riffle_status session_parts_of(const struct session *session,
                                    struct session_part parts[SESSION_PARTS],
                                    char whole[RIFFLE_DIGEST_SIZE],
                                    struct riffle_error *err)
{
    struct riffle_digest *all = riffle_digest_new();
    struct riffle_digest *one = all;
    for (size_t i = 0; i < SESSION_PARTS && one; i++) {
        one = riffle_digest_new();
        if (!one)
            break;
        parts[i].name = all_parts[i].name;
        bool there = all_parts[i].add(one, session);
        riffle_digest_finish(one, parts[i].digest);
        if (!there)
            (void)snprintf(parts[i].digest, RIFFLE_DIGEST_SIZE, "-");
        add_text(all, parts[i].digest);
    }
    if (all)
        riffle_digest_finish(all, whole);
    return one ? RIFFLE_OK : riffle_fail_memory(err, RIFFLE_DIGEST_SIZE);
}

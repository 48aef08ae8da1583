/* Digests of what a session holds. */
#include "command/session_file.h"

#include <stdio.h>
#include <string.h>

static void add_text(struct riffle_digest *digest, const char *text)
{
    riffle_digest_add(digest, text, strlen(text) + 1);
}

/* As text, so that the digest is the same on every machine. */
static void add_counts(struct riffle_digest *digest, const size_t *values,
                       size_t n)
{
    char text[32];
    for (size_t i = 0; values && i < n; i++) {
        (void)snprintf(text, sizeof text, "%zu", values[i]);
        add_text(digest, text);
    }
}

static void add_numbers(struct riffle_digest *digest, const double *values,
                        size_t n)
{
    riffle_digest_add(digest, values, n * sizeof *values);
}

static void add_rows(struct riffle_digest *digest,
                     const struct riffle_rows *rows)
{
    add_counts(digest, &rows->n, 1);
    riffle_digest_add(digest, rows->y, rows->n);
    add_counts(digest, rows->origin, rows->n);
    add_counts(digest, rows->line, rows->n);
}

static void add_removal(struct riffle_digest *digest, const char *name,
                        const struct riffle_removal *removal)
{
    add_text(digest, name);
    add_text(digest, removal->strategy ? removal->strategy : "");
    add_counts(digest, &removal->k, 1);
    add_counts(digest, removal->rows, removal->k);
}

static void add_all_rows(struct riffle_digest *digest,
                         const struct session *session)
{
    const struct riffle_dataset *data = session->data;
    add_rows(digest, &data->train);
    add_rows(digest, &data->test);
    if (data->sha256[0]) { /* read, not generated: the same everywhere */
        add_numbers(digest, data->train.x, data->train.n * data->n_features);
        add_numbers(digest, data->test.x, data->test.n * data->n_features);
    }
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

static void add_all_numbers(struct riffle_digest *digest,
                            const struct session *session)
{
    const struct riffle_dataset *data = session->data;
    add_numbers(digest, data->train.x, data->train.n * data->n_features);
    if (session->fit) {
        const struct riffle_fit_summary *fit = riffle_fit_summary(session->fit);
        const struct riffle_points *train = riffle_fit_train(session->fit);
        add_numbers(digest, riffle_fit_theta(session->fit), fit->d);
        add_numbers(digest, train->leverage, train->n);
        add_numbers(digest, &fit->objective, 1);
        add_numbers(digest, &fit->bound, 1);
        add_numbers(digest, &fit->lambda, 1);
    }
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

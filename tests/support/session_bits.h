/* Everything that undo has to bring back, as one text of exact numbers. */
#ifndef SUPPORT_SESSION_BITS_H
#define SUPPORT_SESSION_BITS_H

#include "session.h"

#include <stdio.h>
#include <stdlib.h>

static inline void bits_doubles(FILE *out, const char *name, size_t n,
                                const double *values)
{
    fprintf(out, "%s", name);
    for (size_t i = 0; i < n; i++)
        fprintf(out, " %a", values[i]);
    fputc('\n', out);
}

static inline void bits_removal(FILE *out, const char *name,
                                const struct riffle_removal *removal)
{
    fprintf(out, "set %s seed %llu %s:", name,
            (unsigned long long)removal->seed,
            removal->strategy ? removal->strategy : "-");
    for (size_t i = 0; i < removal->k; i++)
        fprintf(out, " %zu", removal->rows[i]);
    fputc('\n', out);
}

static inline void bits_data(FILE *out, const struct riffle_dataset *data)
{
    const struct riffle_rows *train = &data->train;
    fprintf(out, "data %s %zu\n", data->name, train->n);
    bits_doubles(out, "x", train->n * data->n_features, train->x);
    for (size_t i = 0; i < train->n; i++)
        fprintf(out, "%d %zu %zu\n", train->y[i], train->origin[i],
                train->line ? train->line[i] : 0);
    for (size_t i = 0; i < data->n_planted; i++)
        fprintf(out, "planted %zu\n", data->planted[i]);
}

static inline void bits_experiment(FILE *out,
                                   const struct riffle_experiment *made)
{
    for (size_t s = 0; s < riffle_experiment_sets(made); s++)
        for (size_t q = 0; q < riffle_experiment_measures(made); q++)
            for (size_t e = 0; e < riffle_experiment_estimators(made); e++)
                fprintf(out, "effect %a\n",
                        riffle_experiment_effect(made, s, q, e)->value);
}

static inline void bits_fit(FILE *out, const struct riffle_fit *fit)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(fit);
    const struct riffle_points *train = riffle_fit_train(fit);
    bits_doubles(out, "theta", summary->d, riffle_fit_theta(fit));
    bits_doubles(out, "leverage", train->n, train->leverage);
    bits_doubles(out, "objective", 1, &summary->objective);
    bits_doubles(out, "bound", 1, &summary->bound);
    bits_doubles(out, "lambda", 1, &summary->lambda);
}

/* Caller owns. */
static inline char *session_bits(const struct session *session)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (session->data)
        bits_data(out, session->data);
    if (session->fit)
        bits_fit(out, session->fit);
    for (size_t i = 0; i < session->probe.size; i++)
        fprintf(out, "probe %zu\n", session->probe.rows[i]);
    bits_removal(out, "now", &session->selection);
    for (size_t s = 0; s < session->n_sets; s++)
        bits_removal(out, session->sets[s].name, &session->sets[s].removal);
    if (session->sweep)
        bits_experiment(out, session->sweep);
    for (size_t t = 0; t < session->n_trials; t++)
        bits_experiment(out, session->trials[t]);
    fclose(out);
    return text;
}

#endif

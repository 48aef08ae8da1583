/* The penalty that predicts rows best that the model has not seen. */
#include "riffle/audit.h"

#include "riffle/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/sum.h"
#include "model/fit.h"

/* Beyond this there is no model any more. */
static const double MOST = 1e4;
/* Where to begin without a penalty. */
static const double FIRST = 1e-6;

struct tuner {
    const struct riffle_fit *fit;
    const struct riffle_audit_options *options;
    struct riffle_tuning *tuning;
    double *best, *trial; /* n held-out losses each */
    double *start;        /* d: where the last fit ended */
};

/* Mean held-out loss; infinite where a row has none. */
static enum riffle_status judge(const struct riffle_fit *fit, double *values,
                                double *mean, struct riffle_error *err)
{
    struct sum sum = {0};
    enum riffle_status status = riffle_score_values(
        riffle_score_find("heldout"), fit, NULL, values, err);
    if (status != RIFFLE_OK)
        return status;
    for (size_t i = 0; i < fit->n; i++)
        sum_add(&sum, values[i]);
    *mean = sum_value(&sum) / (double)fit->n;
    if (isnan(*mean))
        *mean = INFINITY;
    return RIFFLE_OK;
}

/* A fit at lambda; where there is none its loss is infinite. */
static enum riffle_status try_lambda(struct tuner *tuner, double lambda,
                                     double *mean, struct riffle_error *err)
{
    const struct riffle_fit_summary *summary = &tuner->fit->summary;
    const struct riffle_fit_options options = {
        .lambda = lambda,
        .penalty = summary->penalty,
        .intercept = summary->intercept,
        .memory = tuner->options->memory,
        .start = tuner->start,
    };
    struct riffle_fit *fit = NULL;
    *mean = INFINITY;
    if (!riffle_progress_step(&tuner->options->progress, "tune",
                              tuner->tuning->fits++, 0))
        return riffle_fail(err, RIFFLE_STOPPED, "tuning was stopped");
    enum riffle_status status = riffle_fit_new(
        tuner->fit->data, &options, &tuner->options->progress, &fit, err);
    if (riffle_status_is_numerical(status))
        return RIFFLE_OK;
    if (status == RIFFLE_OK)
        status = judge(fit, tuner->trial, mean, err);
    if (status == RIFFLE_OK)
        memcpy(tuner->start, riffle_fit_theta(fit),
               summary->d * sizeof *tuner->start);
    riffle_fit_free(fit);
    return status;
}

/* Go on to stronger penalties while the loss falls. */
static enum riffle_status walk(struct tuner *tuner, struct riffle_error *err)
{
    const double factor = sqrt(10);
    struct riffle_tuning *tuning = tuner->tuning;
    double lambda = tuning->lambda;
    for (;;) {
        double mean;
        lambda = lambda > 0 ? lambda * factor : FIRST;
        if (lambda > MOST)
            return RIFFLE_OK;
        enum riffle_status status = try_lambda(tuner, lambda, &mean, err);
        if (status != RIFFLE_OK || !(mean < tuning->heldout))
            return status;
        double *kept = tuner->best;
        tuner->best = tuner->trial;
        tuner->trial = kept;
        tuning->lambda = lambda;
        tuning->heldout = mean;
    }
}

enum riffle_status riffle_tune(const struct riffle_fit *fit,
                               const struct riffle_audit_options *options,
                               double *values, struct riffle_tuning *tuning,
                               struct riffle_error *err)
{
    struct riffle_tuning made = {.lambda = fit->summary.lambda};
    size_t d = fit->summary.d;
    double *room = array_new(2 * fit->n + d, 1, sizeof *room);
    if (room == NULL)
        return riffle_fail_memory(err, (2 * fit->n + d) * sizeof *room);
    struct tuner tuner = {fit,  options,       &made,
                          room, room + fit->n, room + 2 * fit->n};
    memcpy(tuner.start, riffle_fit_theta(fit), d * sizeof *room);
    enum riffle_status status = judge(fit, tuner.best, &made.heldout, err);
    if (status == RIFFLE_OK)
        status = walk(&tuner, err);
    if (status == RIFFLE_OK) {
        memcpy(values, tuner.best, fit->n * sizeof *values);
        *tuning = made;
    }
    free(room);
    return status;
}

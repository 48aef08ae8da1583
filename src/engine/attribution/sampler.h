/*
 * Methods that train on subsets of the rows and estimate from what came out:
 * the one loop that draws, retrains in blocks, and stops.
 */
#ifndef ATTRIBUTION_SAMPLER_H
#define ATTRIBUTION_SAMPLER_H

#include "riffle/rng.h"

#include "attribution/subsets.h"

enum { SAMPLER_BLOCK = 64 };

/* A block of subsets D and the measure there. */
struct sampled {
    size_t count;
    size_t n;
    const bool *in;       /* count x n: the row is in D */
    const size_t *size;   /* count: |D| */
    const double *effect; /* count: f(theta_D) - f(theta) */
    const size_t *draw;   /* count: which draw it was, from 0 */
    const double *change; /* count x n: changes of the training rows' logits
                             from those of the fit; NULL unless watched */
};

/* What a method does with subsets; `data` is its own. */
struct design {
    void *data;
    bool watch_train; /* wants the changes of the training rows' logits */
    /* Fill in[n], not all of them and not none, for the next subset. */
    void (*draw)(void *data, struct riffle_rng *rng, bool *in);
    void (*take)(void *data, const struct sampled *block);
    /* Fill values and errors from what was taken. */
    enum riffle_status (*estimate)(void *data,
                                   struct riffle_score_result *result,
                                   struct riffle_error *err);
};

/* When to stop. */
struct sampling {
    const char *purpose; /* of the random numbers */
    size_t samples;      /* at the most */
    double target; /* of result.error: enough when it is no larger; 0: never */
};

/*
 * A subset of one class has no optimum and counts as theta = 0
 * (result.incomplete); one without a numerical answer is left out
 * (result.dropped). When
 * progress says stop, what there is becomes the result, marked stopped; before
 * the second block there is nothing: RIFFLE_STOPPED.
 */
enum riffle_status sampler_run(const struct riffle_score_query *query,
                               const struct sampling *sampling,
                               const struct design *design,
                               struct riffle_score_result *result,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Set result.error: root mean square of errors over the spread of values. */
void sampler_judge(struct riffle_score_result *result);

/* Progress after a block: false when the user, or the target, says stop. */
bool sampler_goes_on(const struct riffle_score_query *query,
                     const struct sampling *sampling,
                     struct riffle_score_result *result);

/* The settings that all of them have, first in their lists. */
#define SAMPLER_SAMPLES(many)                                                  \
    {                                                                          \
        .name = "samples", .preset = (many), .low = 2, .high = 1e7,            \
        .whole = true, .help = "models to train at the most"                   \
    }
#define SAMPLER_TARGET                                                         \
    {                                                                          \
        .name = "target", .preset = 0.1, .low = 0, .high = 10,                 \
        .help = "stop when the typical standard error is this part of the "    \
                "values' spread"                                               \
    }

#endif

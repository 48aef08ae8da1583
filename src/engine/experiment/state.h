/* What an experiment holds. */
#ifndef EXPERIMENT_STATE_H
#define EXPERIMENT_STATE_H

#include "riffle/experiment.h"

#include "model/fit.h"

/*
 * The cut of the sets into blocks depends on the plan alone. So a run that was
 * stopped and goes on multiplies the same blocks as one that was not, and its
 * numbers are the same to the last bit.
 */
struct riffle_experiment {
    const struct riffle_fit *fit; /* borrowed */
    struct riffle_plan plan;
    struct riffle_effect *effects; /* set, then measure, then estimator */
    struct riffle_shift *actuals;  /* n_sets; u is NULL */
    struct riffle_certificate *intervals; /* n_sets: of Newton steps */
    bool *settled;         /* n_sets: the actual is a Newton step's */
    size_t *order;         /* the sets, smallest first */
    size_t *retrains;      /* those that are not settled, likewise */
    size_t exact;          /* estimator that is, or RIFFLE_ANY */
    size_t newton;         /* estimator to certify, or RIFFLE_ANY */
    size_t block;          /* sets retrained together at the most */
    size_t estimate_block; /* and estimated, by all estimators */
    bool needs_train;      /* a measure sums over training rows */
    double seconds_estimates;
    double seconds_exact;
};

/* Effect of set s on measure q by estimator e. */
struct riffle_effect *experiment_at(const struct riffle_experiment *experiment,
                                    size_t s, size_t q, size_t e);

/*
 * At most 1e-6 of the effect or 1e-9 of the measure's value; a NaN is
 * neither.
 */
bool effect_certified(const struct riffle_effect *effect, double value);

#endif

/* Removal sets x estimators x measures: predicted beside actual effects. */
#ifndef RIFFLE_EXPERIMENT_H
#define RIFFLE_EXPERIMENT_H

#include "riffle/estimator.h"
#include "riffle/measure.h"
#include "riffle/removal.h"
#include "riffle/status.h"
#include "riffle/strategy.h"
#include "riffle/summary.h"

/* f(theta_{-T}) - f(theta): positive means that removal increases f. */
struct riffle_effect {
    double value;  /* change of the measure at the shifted parameters */
    double linear; /* its gradient times the shift; NaN: a step function */
    double bound;  /* on |value - exact|; NaN: none, or not asked for */
    enum riffle_status status; /* not RIFFLE_OK: the numbers are NaN */
};

struct riffle_plan {
    struct riffle_removal *removals; /* n_sets; taken (freed with the rest) */
    size_t n_sets;
    struct riffle_measure **measures; /* n_measures; taken */
    size_t n_measures;
    const struct riffle_estimator **estimators; /* n_estimators; copied */
    size_t n_estimators;
    /*
     * Above 0: one Newton step ("ns") gets its certificate, and with it bounds
     * on its effects. A set where each of these is at most this fraction of
     * the effect is not retrained: its actual is the Newton step's effect
     * with that bound.
     */
    double certify;
    size_t memory; /* bytes that fit and run may take; 0: no limit */
};

/* The results; effects appear while riffle_experiment_run works. */
struct riffle_experiment;

/*
 * fit   borrowed; must outlive the experiment
 * plan  its taken members belong to the experiment on success only; a
 *       release of the same plan after success is not allowed
 */
enum riffle_status
riffle_experiment_new(const struct riffle_fit *fit,
                      const struct riffle_plan *plan,
                      struct riffle_experiment **experiment,
                      struct riffle_error *err) RIFFLE_MUST_CHECK;
void riffle_experiment_free(struct riffle_experiment *experiment);

/*
 * Bytes that the fit holds and riffle_experiment_run takes at its peak; beyond
 * plan->memory riffle_experiment_new fails with RIFFLE_ELIMIT.
 */
size_t riffle_experiment_memory(const struct riffle_fit *fit,
                                const struct riffle_plan *plan);

/* Free what a plan has taken, and zero it. Fine on a zeroed plan. */
void riffle_plan_release(struct riffle_plan *plan);

/*
 * Compute everything still pending: the smallest set from end to end, then
 * estimates, then actuals in blocks of sets. Progress counts sets ("estimates", "retrains"). RIFFLE_STOPPED
 * keeps what is finished; call again to go on; the numbers are the same.
 */
enum riffle_status
riffle_experiment_run(struct riffle_experiment *experiment,
                      const struct riffle_progress *progress,
                      struct riffle_error *err) RIFFLE_MUST_CHECK;

size_t riffle_experiment_sets(const struct riffle_experiment *experiment);
size_t riffle_experiment_measures(const struct riffle_experiment *experiment);
size_t riffle_experiment_estimators(const struct riffle_experiment *experiment);
const struct riffle_removal *
riffle_experiment_removal(const struct riffle_experiment *experiment, size_t s);
const struct riffle_measure *
riffle_experiment_measure(const struct riffle_experiment *experiment, size_t q);
const struct riffle_estimator *
riffle_experiment_estimator(const struct riffle_experiment *experiment,
                            size_t e);
const struct riffle_effect *
riffle_experiment_effect(const struct riffle_experiment *experiment, size_t s,
                         size_t q, size_t e);

/* The column of an estimator by name, or RIFFLE_ANY when it is not there. */
size_t riffle_experiment_column(const struct riffle_experiment *experiment,
                                const char *estimator);

/* The exact estimator's status and certificate of set s; NULL when absent. */
const struct riffle_shift *
riffle_experiment_actual(const struct riffle_experiment *experiment, size_t s);

/*
 * The certificate of set s's Newton step when the plan asked for one; its form
 * is RIFFLE_CERTIFICATE_NONE when it did not, or before it was computed.
 */
const struct riffle_certificate *
riffle_experiment_interval(const struct riffle_experiment *experiment,
                           size_t s);

/* True when set s's actual comes from retraining, not from an interval. */
bool riffle_experiment_retrained(const struct riffle_experiment *experiment,
                                 size_t s);

/*
 * PRODUCT's promise for one set: each measure's bound is below 1e-6 of its
 * effect or below 1e-9 of the measure's own value.
 */
bool riffle_experiment_certified(const struct riffle_experiment *experiment,
                                 size_t s);
size_t riffle_experiment_pending(const struct riffle_experiment *experiment);
double
riffle_experiment_seconds_estimates(const struct riffle_experiment *experiment);
double riffle_experiment_seconds(const struct riffle_experiment *experiment);

/* Which numbers of an experiment to pair: sets first .. end - 1. */
struct riffle_span {
    size_t measure, estimator; /* columns */
    size_t first, end;
};

/*
 * The finished pairs of estimate and actual, in the order of the sets.
 * estimate, actual  out, end - first; what follows the pairs is untouched
 * excluded          out: sets that failed in either
 * Returns how many there are: 0 without an exact estimator.
 */
size_t riffle_experiment_pairs(const struct riffle_experiment *experiment,
                               const struct riffle_span *pairs,
                               double *estimate, double *actual,
                               size_t *excluded);

/* How close an estimator comes to the actual, over the finished sets. */
void riffle_experiment_summary(const struct riffle_experiment *experiment,
                               size_t q, size_t e,
                               struct riffle_summary *summary);

/* The sets of a sweep. */
struct riffle_sweep {
    const struct riffle_preset **presets; /* borrowed; n_presets rows */
    size_t n_presets;
    size_t n_sizes;                   /* sizes for each preset */
    double low, high;                 /* fractions of the training rows */
    const struct riffle_probe *probe; /* borrowed; for influence presets */
    uint64_t seed;                    /* each set gets its own from this */
    size_t memory; /* bytes that the sets may take; 0: no limit */
};

/*
 * Draw, for each preset, sets of `n_sizes` sizes evenly spaced from low to
 * high (at least 1 row; repeated sizes dropped). Fails with RIFFLE_ELIMIT
 * when the sets would take more than the memory allowed.
 *
 * removals, n_sets  out, caller owns (put them into a plan)
 */
enum riffle_status
riffle_sweep_draw(const struct riffle_fit *fit,
                  const struct riffle_sweep *sweep,
                  struct riffle_removal **removals, size_t *n_sets,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

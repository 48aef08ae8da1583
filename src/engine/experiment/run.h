/* One run of an experiment: its room, and the work on one block of sets. */
#ifndef EXPERIMENT_RUN_H
#define EXPERIMENT_RUN_H

#include "experiment/state.h"

/* Sets at positions first .. first + count - 1 of the order. */
struct span {
    size_t first, count;
};

/* Room for one block, and where the run is. */
struct run {
    struct riffle_experiment *experiment;
    const struct riffle_progress *progress;
    const char *stage;
    const size_t *order;             /* the stage's sets, */
    size_t total;                    /* how many, */
    size_t done;                     /* and how many are done */
    struct riffle_removal *removals; /* block; content borrowed */
    /*
     * The estimators of a span one after the other, a slot each, so that one
     * product with the training rows serves all.
     */
    struct riffle_shift *all_shifts; /* room */
    double *all_u;                   /* room x p */
    double *all_change;              /* room x n, or NULL */
    /* The slot in use, likewise: */
    struct riffle_shift *shifts;
    double *u, *train_change;
    struct riffle_effect *effects; /* n_measures x block */
    /* Those whose bounds are wide: block, the rest of them borrowed. */
    size_t *wide;
    struct riffle_removal *wide_removals;
    struct riffle_shift *wide_shifts;
};

/* riffle_experiment_new's cut of the sets decides how much room. */
enum riffle_status run_init(struct run *run,
                            struct riffle_experiment *experiment,
                            const struct riffle_progress *progress,
                            struct riffle_error *err) RIFFLE_MUST_CHECK;
void run_release(struct run *run);

/* Work in a slot of a span with `count` sets. */
void run_use_slot(struct run *run, size_t slot, size_t count);

/* The effects on measure q of the slot's shifts, those of estimator e. */
enum riffle_status run_measure(struct run *run, size_t q, size_t e,
                               size_t count,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Certificates of Newton steps, as dear as the plan's `certify` asks for. */
enum riffle_status run_certify(struct run *run, size_t count,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Dearer certificates for those retrained sets whose bounds are wide; their
   effects then change in the bound alone. */
enum riffle_status run_refine(struct run *run, size_t count,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

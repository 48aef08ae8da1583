/*
 * The work of an experiment: one set from end to end, then estimates, then
 * actuals, block by block.
 */
#include "experiment/state.h"

#include "riffle/clock.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/linalg.h"
#include "measure/measure.h"

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
    struct riffle_shift *shifts;     /* block */
    double *u;                       /* block x p */
    double *train_change;            /* block x n, or NULL */
    struct riffle_effect *effects;   /* n_measures x block */
    /* Those whose bounds are wide: block, the rest of them borrowed. */
    size_t *wide;
    struct riffle_removal *wide_removals;
    struct riffle_shift *wide_shifts;
};

static enum riffle_status run_init(struct run *run,
                                   struct riffle_experiment *experiment,
                                   const struct riffle_progress *progress,
                                   struct riffle_error *err)
{
    const struct riffle_fit *fit = experiment->fit;
    size_t block = experiment->block;
    *run = (struct run){.experiment = experiment, .progress = progress};
    run->removals = array_new(block, 1, sizeof *run->removals);
    run->shifts = array_new(block, 1, sizeof *run->shifts);
    run->u = array_new(block, fit->p, sizeof *run->u);
    run->wide = array_new(block, 1, sizeof *run->wide);
    run->wide_removals = array_new(block, 1, sizeof *run->wide_removals);
    run->wide_shifts = array_new(block, 1, sizeof *run->wide_shifts);
    run->effects =
        array_new(experiment->plan.n_measures, block, sizeof *run->effects);
    if (experiment->needs_train)
        run->train_change = array_new(block, fit->n, sizeof(double));
    if (run->removals != NULL && run->shifts != NULL && run->u != NULL &&
        run->effects != NULL && run->wide != NULL &&
        run->wide_removals != NULL && run->wide_shifts != NULL &&
        (run->train_change != NULL || !experiment->needs_train))
        return RIFFLE_OK;
    return riffle_fail_memory(err, block * (fit->n + fit->p) * sizeof(double));
}

static void run_release(struct run *run)
{
    free(run->removals);
    free(run->shifts);
    free(run->u);
    free(run->wide);
    free(run->wide_removals);
    free(run->wide_shifts);
    free(run->train_change);
    free(run->effects);
}

/* Inside a block: the estimator's own counts are not sets. */
static bool step_inside(void *data, const char *stage, size_t done,
                        size_t total)
{
    const struct run *run = (const struct run *)data;
    (void)stage;
    (void)done;
    (void)total;
    return riffle_progress_step(run->progress, run->stage, run->done,
                                run->total);
}

static void load_block(struct run *run, struct span span)
{
    const struct riffle_experiment *experiment = run->experiment;
    size_t p = experiment->fit->p;
    for (size_t s = 0; s < span.count; s++) {
        size_t set = run->order[span.first + s];
        run->removals[s] = experiment->plan.removals[set];
        run->shifts[s] = (struct riffle_shift){.u = run->u + s * p};
    }
}

/* A set that failed must not leave its numbers in the block's products. */
static void clear_failed(struct run *run, size_t count)
{
    for (size_t s = 0; s < count; s++) {
        if (run->shifts[s].status != RIFFLE_OK)
            memset(run->shifts[s].u, 0,
                   run->experiment->fit->p * sizeof(double));
    }
}

/* The effects of the block's shifts on measure q. */
static enum riffle_status measure_block(struct run *run, size_t q, size_t e,
                                        size_t count, struct riffle_error *err)
{
    const struct riffle_measure *measure = run->experiment->plan.measures[q];
    struct riffle_effect *effects = run->effects + q * run->experiment->block;
    bool exact = e == run->experiment->exact;
    if (!exact && riffle_measure_kind_of(measure)->actual_only) {
        for (size_t s = 0; s < count; s++)
            effects[s] = (struct riffle_effect){
                (double)NAN, (double)NAN, (double)NAN, RIFFLE_ENOTAPPLICABLE};
        return RIFFLE_OK;
    }
    const struct measure_block block = {
        .removals = run->removals,
        .shifts = run->shifts,
        .count = count,
        .train_change = run->train_change,
    };
    enum riffle_status status = measure_effects(measure, &block, effects, err);
    bool bounded = exact || e == run->experiment->newton;
    for (size_t s = 0; s < count && !bounded; s++)
        effects[s].bound = (double)NAN;
    return status;
}

/* Flops that the certificate of a set may cost when the plain one is wide:
   little at first, more where that was not enough. */
static const double REFINED[] = {2e9, 2e10};

static bool is_certified(const struct run *run, size_t s)
{
    const struct riffle_experiment *experiment = run->experiment;
    const struct riffle_plan *plan = &experiment->plan;
    for (size_t q = 0; q < plan->n_measures; q++)
        if (!effect_certified(
                &run->effects[q * experiment->block + s],
                measure_value(plan->measures[q], &run->removals[s])))
            return false;
    return true;
}

/* The block's sets whose bounds are wide, side by side. */
static size_t gather_wide(const struct run *run, size_t count)
{
    size_t wide = 0;
    for (size_t s = 0; s < count; s++) {
        if (run->shifts[s].status != RIFFLE_OK || is_certified(run, s))
            continue;
        run->wide[wide] = s;
        run->wide_removals[wide] = run->removals[s];
        run->wide_shifts[wide++] = run->shifts[s];
    }
    return wide;
}

/* Dearer certificates for those retrained sets of the block whose bounds are
   wide; their effects then change in the bound alone. */
static enum riffle_status refine_block(struct run *run, size_t count,
                                       double effort, struct riffle_error *err)
{
    const struct riffle_experiment *experiment = run->experiment;
    const struct riffle_certify_options options = {
        .effort = effort,
        .wanted = 1e-12,
    };
    size_t wide = gather_wide(run, count);
    if (wide == 0)
        return RIFFLE_OK;
    enum riffle_status status =
        riffle_certify(experiment->fit, &options, run->wide_removals, wide,
                       run->wide_shifts, NULL, err);
    for (size_t w = 0; status == RIFFLE_OK && w < wide; w++)
        run->shifts[run->wide[w]].certificate = run->wide_shifts[w].certificate;
    for (size_t q = 0; q < experiment->plan.n_measures; q++)
        if (status == RIFFLE_OK)
            status = measure_block(run, q, experiment->exact, count, err);
    return status;
}

/* Flops for the certificates of all Newton steps together. */
static const double INTERVALS = 5e11;

static enum riffle_status certify_block(struct run *run, size_t count,
                                        struct riffle_error *err)
{
    const struct riffle_experiment *experiment = run->experiment;
    const struct riffle_certify_options options = {
        .effort = INTERVALS / (double)experiment->plan.n_sets,
        .wanted = 0.1 * experiment->plan.certify,
    };
    return riffle_certify(experiment->fit, &options, run->removals, count,
                          run->shifts, NULL, err);
}

/* Set s of the block: every interval is narrow enough to stand for the
   actual. */
static bool is_narrow(const struct run *run, size_t s)
{
    const struct riffle_plan *plan = &run->experiment->plan;
    for (size_t q = 0; q < plan->n_measures; q++) {
        const struct riffle_effect *effect =
            &run->effects[q * run->experiment->block + s];
        if (effect->status != RIFFLE_OK ||
            !(effect->bound <= plan->certify * fabs(effect->value)))
            return false;
    }
    return true;
}

/* Newton steps whose intervals are narrow become the actuals. */
static void settle_block(struct run *run, struct span span)
{
    struct riffle_experiment *experiment = run->experiment;
    for (size_t s = 0; s < span.count; s++) {
        size_t set = run->order[span.first + s];
        experiment->intervals[set] = run->shifts[s].certificate;
        if (experiment->exact == RIFFLE_ANY || !is_narrow(run, s))
            continue;
        for (size_t q = 0; q < experiment->plan.n_measures; q++)
            *experiment_at(experiment, set, q, experiment->exact) =
                run->effects[q * experiment->block + s];
        experiment->actuals[set] = run->shifts[s];
        experiment->actuals[set].u = NULL;
        experiment->settled[set] = true;
    }
}

/* Show the finished block: all its numbers appear together. */
static void store_block(struct run *run, size_t e, struct span span)
{
    struct riffle_experiment *experiment = run->experiment;
    for (size_t s = 0; s < span.count; s++) {
        size_t set = run->order[span.first + s];
        for (size_t q = 0; q < experiment->plan.n_measures; q++)
            *experiment_at(experiment, set, q, e) =
                run->effects[q * experiment->block + s];
        if (e != experiment->exact)
            continue;
        experiment->actuals[set] = run->shifts[s];
        experiment->actuals[set].u = NULL;
    }
}

static enum riffle_status run_block(struct run *run, size_t e, struct span span,
                                    struct riffle_error *err)
{
    const struct riffle_experiment *experiment = run->experiment;
    const struct riffle_fit *fit = experiment->fit;
    const struct riffle_estimator *estimator = experiment->plan.estimators[e];
    const struct riffle_progress inside = {step_inside, run};
    load_block(run, span);
    enum riffle_status status = estimator->shift(fit, run->removals, span.count,
                                                 run->shifts, &inside, err);
    if (status != RIFFLE_OK)
        return status;
    clear_failed(run, span.count);
    if (e == experiment->newton)
        status = certify_block(run, span.count, err);
    if (status != RIFFLE_OK)
        return status;
    if (experiment->needs_train)
        multiply_rows(span.count, fit->n, fit->p, run->u, fit->z,
                      run->train_change);
    for (size_t q = 0; q < experiment->plan.n_measures; q++) {
        status = measure_block(run, q, e, span.count, err);
        if (status != RIFFLE_OK)
            return status;
    }
    for (size_t r = 0; r < sizeof REFINED / sizeof REFINED[0]; r++)
        if (status == RIFFLE_OK && estimator->exact)
            status = refine_block(run, span.count, REFINED[r], err);
    if (status != RIFFLE_OK)
        return status;
    store_block(run, e, span);
    if (e == experiment->newton)
        settle_block(run, span);
    return RIFFLE_OK;
}

/* The first set stands alone, so that its point comes early; actuals go on
   with a small block. */
static struct span next_span(const struct run *run, bool exact)
{
    size_t block = run->experiment->block, first = run->done;
    size_t left = run->total - first;
    size_t count = block;
    if (first == 0)
        count = 1;
    else if (exact && first < 5)
        count = 4;
    if (count > block)
        count = block;
    return (struct span){first, count < left ? count : left};
}

/* Run the pending estimators of one kind on a span. */
static enum riffle_status run_span(struct run *run, bool exact,
                                   struct span span, struct riffle_error *err)
{
    const struct riffle_experiment *experiment = run->experiment;
    size_t set = run->order[span.first];
    for (size_t e = 0; e < experiment->plan.n_estimators; e++) {
        if (experiment->plan.estimators[e]->exact != exact ||
            experiment_at(experiment, set, 0, e)->status != RIFFLE_PENDING)
            continue;
        enum riffle_status status = run_block(run, e, span, err);
        if (status != RIFFLE_OK)
            return status;
    }
    return RIFFLE_OK;
}

static bool has_kind(const struct riffle_plan *plan, bool exact)
{
    for (size_t e = 0; e < plan->n_estimators; e++) {
        if (plan->estimators[e]->exact == exact)
            return true;
    }
    return false;
}

/* The sets of a stage: all, or those that their intervals do not settle. */
static void choose_sets(struct run *run, bool exact)
{
    struct riffle_experiment *experiment = run->experiment;
    run->order = exact ? experiment->retrains : experiment->order;
    run->total = experiment->plan.n_sets;
    if (!exact)
        return;
    run->total = 0;
    for (size_t i = 0; i < experiment->plan.n_sets; i++) {
        size_t set = experiment->order[i];
        if (!experiment->settled[set])
            experiment->retrains[run->total++] = set;
    }
}

static enum riffle_status run_stage(struct run *run, bool exact,
                                    struct riffle_error *err)
{
    const struct riffle_plan *plan = &run->experiment->plan;
    if (!has_kind(plan, exact))
        return RIFFLE_OK;
    run->stage = exact ? "retrains" : "estimates";
    run->done = 0;
    choose_sets(run, exact);
    while (run->done < run->total) {
        struct span span = next_span(run, exact);
        enum riffle_status status = run_span(run, exact, span, err);
        if (status != RIFFLE_OK)
            return status;
        run->done += span.count;
        if (!riffle_progress_step(run->progress, run->stage, run->done,
                                  run->total) &&
            riffle_experiment_pending(run->experiment) > 0)
            return riffle_fail(
                err, RIFFLE_STOPPED, "stopped with %zu of %zu sets to go",
                riffle_experiment_pending(run->experiment), plan->n_sets);
    }
    return RIFFLE_OK;
}

/*
 * The smallest set from end to end, so that one whole point is there while the
 * others are estimated. With intervals to settle sets it may not be retrained.
 */
static enum riffle_status run_first(struct run *run, struct riffle_error *err)
{
    const struct riffle_experiment *experiment = run->experiment;
    if (experiment->newton != RIFFLE_ANY || experiment->exact == RIFFLE_ANY)
        return RIFFLE_OK;
    run->stage = "estimates";
    choose_sets(run, false);
    struct span span = next_span(run, false);
    enum riffle_status status = run_span(run, false, span, err);
    if (status == RIFFLE_OK)
        status = run_span(run, true, span, err);
    return status;
}

enum riffle_status riffle_experiment_run(struct riffle_experiment *experiment,
                                         const struct riffle_progress *progress,
                                         struct riffle_error *err)
{
    struct run run;
    double started = riffle_seconds();
    enum riffle_status status = run_init(&run, experiment, progress, err);
    if (status == RIFFLE_OK)
        status = run_first(&run, err);
    double first = riffle_seconds();
    if (status == RIFFLE_OK)
        status = run_stage(&run, false, err);
    double between = riffle_seconds();
    if (status == RIFFLE_OK)
        status = run_stage(&run, true, err);
    experiment->seconds_estimates += between - first;
    experiment->seconds_exact += first - started + riffle_seconds() - between;
    run_release(&run);
    return status;
}

/*
 * The work of an experiment: one set from end to end, then estimates, then
 * actuals, block by block.
 */
#include "experiment/run.h"

#include "riffle/clock.h"

#include <math.h>
#include <string.h>

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

/* The shifts of a span by estimator e, into the slot in use. */
static enum riffle_status shift_block(struct run *run, size_t e,
                                      struct span span,
                                      struct riffle_error *err)
{
    const struct riffle_experiment *experiment = run->experiment;
    const struct riffle_estimator *estimator = experiment->plan.estimators[e];
    const struct riffle_progress inside = {step_inside, run};
    load_block(run, span);
    enum riffle_status status = estimator->shift(
        experiment->fit, run->removals, span.count, run->shifts, &inside, err);
    if (status != RIFFLE_OK)
        return status;
    clear_failed(run, span.count);
    if (e == experiment->newton)
        status = run_certify(run, span.count, err);
    return status;
}

/* Their effects, and what these settle. */
static enum riffle_status effect_block(struct run *run, size_t e,
                                       struct span span,
                                       struct riffle_error *err)
{
    const struct riffle_experiment *experiment = run->experiment;
    enum riffle_status status = RIFFLE_OK;
    for (size_t q = 0; q < experiment->plan.n_measures; q++)
        if (status == RIFFLE_OK)
            status = run_measure(run, q, e, span.count, err);
    if (status == RIFFLE_OK && experiment->plan.estimators[e]->exact)
        status = run_refine(run, span.count, err);
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
    const struct riffle_experiment *experiment = run->experiment;
    size_t block = exact ? experiment->block : experiment->estimate_block;
    size_t first = run->done;
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

static bool is_due(const struct run *run, bool exact, struct span span,
                   size_t e)
{
    const struct riffle_experiment *experiment = run->experiment;
    size_t set = run->order[span.first];
    return experiment->plan.estimators[e]->exact == exact &&
           experiment_at(experiment, set, 0, e)->status == RIFFLE_PENDING;
}

/* Run the pending estimators of one kind on a span. */
static enum riffle_status run_span(struct run *run, bool exact,
                                   struct span span, struct riffle_error *err)
{
    const struct riffle_experiment *experiment = run->experiment;
    const struct riffle_fit *fit = experiment->fit;
    size_t n_estimators = experiment->plan.n_estimators, slots = 0;
    enum riffle_status status = RIFFLE_OK;
    for (size_t e = 0; status == RIFFLE_OK && e < n_estimators; e++)
        if (is_due(run, exact, span, e)) {
            run_use_slot(run, slots++, span.count);
            status = shift_block(run, e, span, err);
        }
    if (status == RIFFLE_OK && experiment->needs_train)
        status = fit_move_logits(fit, slots * span.count, run->all_u,
                                 run->all_change, err);
    slots = 0;
    for (size_t e = 0; status == RIFFLE_OK && e < n_estimators; e++)
        if (is_due(run, exact, span, e)) {
            run_use_slot(run, slots++, span.count);
            status = effect_block(run, e, span, err);
        }
    return status;
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

/* An experiment: made from a plan, asked for its parts, freed. */
#include "experiment/state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/rank.h"
#include "measure/measure.h"

/* Memory for the logits' changes or the shifts of one block. */
static const size_t BLOCK_BYTES = (size_t)64 << 20;
enum { BLOCK_SETS = 96 };

/* Sets of a block with `slots` shifts and changes of logits for each. */
static size_t block_sets(const struct riffle_fit *fit, bool needs_train,
                         size_t slots)
{
    size_t length = fit->p > 0 ? fit->p : 1;
    if (needs_train && fit->n > length)
        length = fit->n;
    size_t sets = BLOCK_BYTES / sizeof(double) / length / slots;
    sets = sets < BLOCK_SETS ? sets : BLOCK_SETS;
    return sets > 0 ? sets : 1;
}

static bool needs_train(const struct riffle_plan *plan)
{
    for (size_t q = 0; q < plan->n_measures; q++)
        if (measure_needs_train(plan->measures[q]))
            return true;
    return false;
}

/* The largest sets of a plan, as many as are retrained together. */
static double retrain_bytes(const struct riffle_fit *fit,
                            const struct riffle_plan *plan, size_t sets)
{
    size_t largest = 0;
    bool exact = false;
    for (size_t e = 0; e < plan->n_estimators; e++)
        exact = exact || plan->estimators[e]->exact;
    for (size_t s = 0; s < plan->n_sets; s++)
        if (plan->removals[s].k > largest)
            largest = plan->removals[s].k;
    return exact ? riffle_retrain_memory(fit, sets, largest) : 0;
}

size_t riffle_experiment_memory(const struct riffle_fit *fit,
                                const struct riffle_plan *plan)
{
    bool train = needs_train(plan);
    size_t slots = plan->n_estimators;
    size_t sets = block_sets(fit, train, 1);
    size_t shifts = slots * block_sets(fit, train, slots);
    sets = sets < plan->n_sets ? sets : plan->n_sets;
    if (shifts > slots * plan->n_sets)
        shifts = slots * plan->n_sets;
    shifts = shifts > sets ? shifts : sets;
    /* shifts, and a measure's gradients at them; logits, and its slopes */
    double length = 2 * (double)fit->p + (train ? 2 * (double)fit->n : 0);
    double bytes = fit_bytes(fit) + sizeof(double) * (double)shifts * length +
                   retrain_bytes(fit, plan, sets) +
                   (train ? fit_move_bytes(fit) : 0);
    return bytes < 9e18 ? (size_t)bytes : (size_t)-1;
}

static enum riffle_status check(const struct riffle_fit *fit,
                                const struct riffle_plan *plan,
                                struct riffle_error *err)
{
    if (plan->n_sets == 0 || plan->n_measures == 0 || plan->n_estimators == 0)
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "an experiment needs a removal set, a measure and "
                           "an estimator");
    size_t need = riffle_experiment_memory(fit, plan);
    if (plan->memory == 0 || need <= plan->memory)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_ELIMIT,
                "these sets and their fit need %.1f MB, --memory allows %.1f "
                "MB",
                (double)need / 1e6, (double)plan->memory / 1e6);
    riffle_hint(err, "raise --memory, or ask for smaller or fewer sets");
    return RIFFLE_ELIMIT;
}

/* False without memory. */
static bool sort_sets(struct riffle_experiment *experiment)
{
    size_t n = experiment->plan.n_sets;
    struct ranked *items = array_new(n, 1, sizeof *items);
    if (items == NULL)
        return false;
    for (size_t s = 0; s < n; s++)
        items[s] = (struct ranked){
            .key = (double)experiment->plan.removals[s].k, .item = s};
    rank_first(items, n, n);
    for (size_t s = 0; s < n; s++)
        experiment->order[s] = items[s].item;
    free(items);
    return true;
}

/* Arrays for everything; false without memory. */
static bool allocate(struct riffle_experiment *experiment,
                     const struct riffle_plan *plan)
{
    size_t n_effects = plan->n_measures * plan->n_estimators;
    experiment->plan.estimators = array_new(
        plan->n_estimators, 1, sizeof(const struct riffle_estimator *));
    experiment->effects =
        array_new(plan->n_sets, n_effects, sizeof *experiment->effects);
    experiment->actuals =
        array_new(plan->n_sets, 1, sizeof *experiment->actuals);
    experiment->intervals =
        array_new(plan->n_sets, 1, sizeof *experiment->intervals);
    experiment->settled =
        array_new(plan->n_sets, 1, sizeof *experiment->settled);
    experiment->order = array_new(plan->n_sets, 1, sizeof *experiment->order);
    experiment->retrains =
        array_new(plan->n_sets, 1, sizeof *experiment->retrains);
    return experiment->plan.estimators != NULL && experiment->effects != NULL &&
           experiment->actuals != NULL && experiment->intervals != NULL &&
           experiment->settled != NULL && experiment->order != NULL &&
           experiment->retrains != NULL;
}

static void set_pending(struct riffle_experiment *experiment)
{
    const struct riffle_plan *plan = &experiment->plan;
    size_t n = plan->n_sets * plan->n_measures * plan->n_estimators;
    for (size_t i = 0; i < n; i++)
        experiment->effects[i] = (struct riffle_effect){
            (double)NAN, (double)NAN, (double)NAN, RIFFLE_PENDING};
    for (size_t s = 0; s < plan->n_sets; s++)
        experiment->actuals[s].status = RIFFLE_PENDING;
}

/* What the plan decides once and for all. */
static void survey(struct riffle_experiment *experiment)
{
    const struct riffle_plan *plan = &experiment->plan;
    for (size_t e = 0; e < plan->n_estimators; e++) {
        if (plan->estimators[e]->exact)
            experiment->exact = e;
        if (plan->certify > 0 && strcmp(plan->estimators[e]->name, "ns") == 0)
            experiment->newton = e;
    }
    experiment->needs_train = needs_train(plan);
    experiment->block = block_sets(experiment->fit, experiment->needs_train, 1);
    experiment->estimate_block = block_sets(
        experiment->fit, experiment->needs_train, plan->n_estimators);
}

enum riffle_status riffle_experiment_new(const struct riffle_fit *fit,
                                         const struct riffle_plan *plan,
                                         struct riffle_experiment **experiment,
                                         struct riffle_error *err)
{
    enum riffle_status status = check(fit, plan, err);
    if (status != RIFFLE_OK)
        return status;
    struct riffle_experiment *made = array_new(1, 1, sizeof *made);
    if (made == NULL)
        return riffle_fail_memory(err, sizeof *made);
    made->fit = fit;
    made->exact = RIFFLE_ANY;
    made->newton = RIFFLE_ANY;
    made->plan.certify = plan->certify;
    made->plan.removals = plan->removals;
    made->plan.n_sets = plan->n_sets;
    bool ready = allocate(made, plan) && sort_sets(made);
    if (!ready) {
        made->plan.removals = NULL;
        made->plan.n_sets = 0;
        riffle_experiment_free(made);
        return riffle_fail_memory(err, plan->n_sets * sizeof *made->effects);
    }
    memcpy(made->plan.estimators, plan->estimators,
           plan->n_estimators * sizeof(const struct riffle_estimator *));
    made->plan.n_estimators = plan->n_estimators;
    made->plan.measures = plan->measures;
    made->plan.n_measures = plan->n_measures;
    set_pending(made);
    survey(made);
    *experiment = made;
    return RIFFLE_OK;
}

static void release_taken(struct riffle_plan *plan)
{
    for (size_t s = 0; s < plan->n_sets; s++)
        riffle_removal_release(&plan->removals[s]);
    for (size_t q = 0; q < plan->n_measures; q++)
        riffle_measure_free(plan->measures[q]);
    free(plan->removals);
    free(plan->measures);
}

void riffle_plan_release(struct riffle_plan *plan)
{
    release_taken(plan);
    *plan = (struct riffle_plan){0};
}

void riffle_experiment_free(struct riffle_experiment *experiment)
{
    if (experiment == NULL)
        return;
    free((void *)experiment->plan.estimators);
    release_taken(&experiment->plan);
    free(experiment->effects);
    free(experiment->actuals);
    free(experiment->intervals);
    free(experiment->settled);
    free(experiment->order);
    free(experiment->retrains);
    free(experiment);
}

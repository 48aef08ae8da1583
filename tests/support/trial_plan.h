/* Experiments in one call: sets, measures and estimators by name. */
#ifndef SUPPORT_TRIAL_PLAN_H
#define SUPPORT_TRIAL_PLAN_H

#include "support/world.h"

/* Removal set s of `n_sets`: `sizes[s]` rows, 7 apart, starting at row s. */
static inline struct riffle_removal *
spread_sets(const struct world *world, const size_t *sizes, size_t n_sets)
{
    size_t n = world->data->train.n;
    struct riffle_removal *sets = calloc(n_sets, sizeof *sets);
    size_t *rows = calloc(n, sizeof *rows);
    assert_true(sets != NULL && rows != NULL);
    for (size_t s = 0; s < n_sets; s++) {
        for (size_t t = 0; t < sizes[s]; t++)
            rows[t] = (s + 7 * t) % n;
        sets[s] = removal_of(world, rows, sizes[s]);
        assert_int_equal(sets[s].k, sizes[s]);
    }
    free(rows);
    return sets;
}

/* Takes `sets`; the lists of names are ended by NULL. */
static inline struct riffle_experiment *
experiment_of(const struct world *world, struct riffle_removal *sets,
              size_t n_sets, const char *const *measures,
              const struct riffle_estimator *const *estimators)
{
    struct riffle_plan plan = {.removals = sets, .n_sets = n_sets};
    const struct riffle_estimator *chosen[8];
    while (measures[plan.n_measures] != NULL)
        plan.n_measures++;
    plan.measures = calloc(plan.n_measures, sizeof(struct riffle_measure *));
    for (size_t q = 0; q < plan.n_measures; q++)
        plan.measures[q] = world_measure(world, measures[q]);
    for (; estimators[plan.n_estimators] != NULL; plan.n_estimators++)
        chosen[plan.n_estimators] = estimators[plan.n_estimators];
    plan.estimators = chosen;
    struct riffle_experiment *experiment = NULL;
    assert_int_equal(
        riffle_experiment_new(world->fit, &plan, &experiment, NULL), RIFFLE_OK);
    return experiment;
}

static inline void run_to_the_end(struct riffle_experiment *experiment)
{
    struct riffle_error err = {0};
    if (riffle_experiment_run(experiment, NULL, &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(riffle_experiment_pending(experiment), 0);
}

#endif

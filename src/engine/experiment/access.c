/* What an experiment shows of itself. */
#include "experiment/state.h"

#include <math.h>
#include <string.h>

#include "measure/measure.h"

struct riffle_effect *experiment_at(const struct riffle_experiment *experiment,
                                    size_t s, size_t q, size_t e)
{
    const struct riffle_plan *plan = &experiment->plan;
    return &experiment
                ->effects[(s * plan->n_measures + q) * plan->n_estimators + e];
}

size_t riffle_experiment_sets(const struct riffle_experiment *experiment)
{
    return experiment->plan.n_sets;
}

size_t riffle_experiment_measures(const struct riffle_experiment *experiment)
{
    return experiment->plan.n_measures;
}

size_t riffle_experiment_estimators(const struct riffle_experiment *experiment)
{
    return experiment->plan.n_estimators;
}

const struct riffle_removal *
riffle_experiment_removal(const struct riffle_experiment *experiment, size_t s)
{
    return &experiment->plan.removals[s];
}

const struct riffle_measure *
riffle_experiment_measure(const struct riffle_experiment *experiment, size_t q)
{
    return experiment->plan.measures[q];
}

const struct riffle_estimator *
riffle_experiment_estimator(const struct riffle_experiment *experiment,
                            size_t e)
{
    return experiment->plan.estimators[e];
}

const struct riffle_effect *
riffle_experiment_effect(const struct riffle_experiment *experiment, size_t s,
                         size_t q, size_t e)
{
    return experiment_at(experiment, s, q, e);
}

size_t riffle_experiment_column(const struct riffle_experiment *experiment,
                                const char *estimator)
{
    for (size_t e = 0; e < experiment->plan.n_estimators; e++) {
        if (strcmp(experiment->plan.estimators[e]->name, estimator) == 0)
            return e;
    }
    return RIFFLE_ANY;
}

const struct riffle_shift *
riffle_experiment_actual(const struct riffle_experiment *experiment, size_t s)
{
    return experiment->exact == RIFFLE_ANY ? NULL : &experiment->actuals[s];
}

const struct riffle_certificate *
riffle_experiment_interval(const struct riffle_experiment *experiment, size_t s)
{
    return &experiment->intervals[s];
}

bool riffle_experiment_retrained(const struct riffle_experiment *experiment,
                                 size_t s)
{
    return experiment->exact != RIFFLE_ANY && !experiment->settled[s];
}

bool effect_certified(const struct riffle_effect *effect, double value)
{
    return effect->status == RIFFLE_OK &&
           (effect->bound <= 1e-6 * fabs(effect->value) ||
            effect->bound <= 1e-9 * fabs(value));
}

bool riffle_experiment_certified(const struct riffle_experiment *experiment,
                                 size_t s)
{
    const struct riffle_plan *plan = &experiment->plan;
    if (experiment->exact == RIFFLE_ANY)
        return false;
    for (size_t q = 0; q < plan->n_measures; q++) {
        double value = measure_value(plan->measures[q], &plan->removals[s]);
        if (!effect_certified(
                experiment_at(experiment, s, q, experiment->exact), value))
            return false;
    }
    return true;
}

static bool is_pending(const struct riffle_experiment *experiment, size_t s)
{
    for (size_t e = 0; e < experiment->plan.n_estimators; e++) {
        if (experiment_at(experiment, s, 0, e)->status == RIFFLE_PENDING)
            return true;
    }
    return false;
}

size_t riffle_experiment_pending(const struct riffle_experiment *experiment)
{
    size_t pending = 0;
    for (size_t s = 0; s < experiment->plan.n_sets; s++)
        pending += is_pending(experiment, s) ? 1 : 0;
    return pending;
}

double
riffle_experiment_seconds_estimates(const struct riffle_experiment *experiment)
{
    return experiment->seconds_estimates;
}

double riffle_experiment_seconds(const struct riffle_experiment *experiment)
{
    return experiment->seconds_estimates + experiment->seconds_exact;
}

/* What the shifts of a block do to the measures, and how surely. */
#include "experiment/run.h"

#include <math.h>

#include "measure/measure.h"

enum riffle_status run_measure(struct run *run, size_t q, size_t e,
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

static enum riffle_status refine_with(struct run *run, size_t count,
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
            status = run_measure(run, q, experiment->exact, count, err);
    return status;
}

enum riffle_status run_refine(struct run *run, size_t count,
                              struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    for (size_t r = 0; r < sizeof REFINED / sizeof REFINED[0]; r++)
        if (status == RIFFLE_OK)
            status = refine_with(run, count, REFINED[r], err);
    return status;
}

/* Flops for the certificates of all Newton steps together. */
static const double INTERVALS = 5e11;

enum riffle_status run_certify(struct run *run, size_t count,
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

/* The room of a run. */
#include "experiment/run.h"

#include <stdlib.h>

#include "base/memory.h"

/* Sets of all slots together, at the most. */
static size_t room_of(const struct riffle_experiment *experiment)
{
    size_t slots = experiment->plan.n_estimators;
    size_t estimates = slots * experiment->estimate_block;
    return estimates > experiment->block ? estimates : experiment->block;
}

static bool allocate(struct run *run)
{
    const struct riffle_experiment *experiment = run->experiment;
    const struct riffle_fit *fit = experiment->fit;
    size_t block = experiment->block, room = room_of(experiment);
    run->removals = array_new(block, 1, sizeof *run->removals);
    run->all_shifts = array_new(room, 1, sizeof *run->all_shifts);
    run->all_u = array_new(room, fit->p, sizeof *run->all_u);
    run->wide = array_new(block, 1, sizeof *run->wide);
    run->wide_removals = array_new(block, 1, sizeof *run->wide_removals);
    run->wide_shifts = array_new(block, 1, sizeof *run->wide_shifts);
    run->effects =
        array_new(experiment->plan.n_measures, block, sizeof *run->effects);
    if (experiment->needs_train)
        run->all_change = array_new(room, fit->n, sizeof(double));
    return run->removals != NULL && run->all_shifts != NULL &&
           run->all_u != NULL && run->effects != NULL && run->wide != NULL &&
           run->wide_removals != NULL && run->wide_shifts != NULL &&
           (run->all_change != NULL || !experiment->needs_train);
}

enum riffle_status run_init(struct run *run,
                            struct riffle_experiment *experiment,
                            const struct riffle_progress *progress,
                            struct riffle_error *err)
{
    const struct riffle_fit *fit = experiment->fit;
    *run = (struct run){.experiment = experiment, .progress = progress};
    if (allocate(run))
        return RIFFLE_OK;
    return riffle_fail_memory(err, room_of(experiment) * (fit->n + fit->p) *
                                       sizeof(double));
}

void run_release(struct run *run)
{
    free(run->removals);
    free(run->all_shifts);
    free(run->all_u);
    free(run->all_change);
    free(run->wide);
    free(run->wide_removals);
    free(run->wide_shifts);
    free(run->effects);
}

void run_use_slot(struct run *run, size_t slot, size_t count)
{
    const struct riffle_fit *fit = run->experiment->fit;
    run->shifts = run->all_shifts + slot * count;
    run->u = run->all_u + slot * count * fit->p;
    if (run->all_change != NULL)
        run->train_change = run->all_change + slot * count * fit->n;
}

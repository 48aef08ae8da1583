/* RIF of each row: the linear effect of its own leave-one-out Newton step. */
#include "attribution/scores.h"

static enum riffle_status compute(const struct riffle_fit *fit,
                                  const struct riffle_measure *measure,
                                  double *values, struct riffle_error *err)
{
    return score_effects(fit, measure, true, values, err);
}

const struct riffle_score score_rescaled = {
    .name = "rif",
    .title = "rescaled influence",
    .summary = "rescaled influence function: the same over 1 - leverage; "
               "positive: removal increases the measure",
    .needs_measure = true,
    .compute = compute,
};

/* IF of each row: the linear effect of removing it. */
#include "attribution/scores.h"

static enum riffle_status compute(const struct riffle_fit *fit,
                                  const struct riffle_measure *measure,
                                  double *values, struct riffle_error *err)
{
    return score_effects(fit, measure, false, values, err);
}

const struct riffle_score score_influence = {
    .name = "if",
    .title = "influence",
    .summary = "influence function: linear effect of removing the row; "
               "positive: removal increases the measure",
    .needs_measure = true,
    .compute = compute,
};

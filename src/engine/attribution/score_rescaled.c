/* RIF of each row: the linear effect of its own leave-one-out Newton step. */
#include "attribution/scores.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    return score_effects(query, true, result->values, err);
}

const struct riffle_score score_rescaled = {
    .name = "rif",
    .title = "rescaled influence",
    .summary = "rescaled influence function: the same over 1 - leverage; "
               "positive: removal increases the measure",
    .formula = "v' H^-1 r_i x_i / (1 - h_i)   (h_i: leverage)",
    .sign = "positive: removal increases the measure",
    .cost = "2 n p flops",
    .caveat = "the sum over a set misses that its rows mask or help each "
              "other; linear in the measure",
    .source = "Rubinstein and Hopkins 2025, section 1.1; Pregibon 1981",
    .same_unit = true,
    .needs_measure = true,
    .compute = compute,
};

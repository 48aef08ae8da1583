/* Self-influence as the influence function says it: leverage not counted. */
#include "attribution/row_effects.h"
#include "attribution/scores.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    return row_effects(query->fit, NULL, false, result->values, err);
}

const struct riffle_score score_self_influence = {
    .name = "self_if",
    .title = "self-influence (IF)",
    .summary = "influence of the row on its own loss, nats, without the "
               "rescaling by 1 - leverage",
    .formula = "r_i^2 x_i' H^-1 x_i",
    .sign = "positive: removal increases the row's own loss",
    .cost = "n flops: the norms are there",
    .caveat = "understates rows of high leverage: `self' does not",
    .source = "Koh and Liang 2017; Feldman and Zhang 2020; survey 4.1, eq. 4",
    .compute = compute,
};

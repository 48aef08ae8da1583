/* How much the fit owes to a row itself: the classic score for mislabels. */
#include "attribution/row_effects.h"
#include "attribution/scores.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    return row_effects(query->fit, NULL, true, result->values, err);
}

const struct riffle_score score_self = {
    .name = "self",
    .title = "self-influence",
    .summary = "rescaled influence of the row on its own loss, nats; large: "
               "memorised, perhaps mislabelled",
    .formula = "r_i^2 x_i' H^-1 x_i / (1 - h_i)",
    .sign = "positive: removal increases the row's own loss",
    .cost = "n flops: the norms are there",
    .caveat = "to first order in the loss, which bends where the row is badly "
              "wrong: `memorization' does not have that error",
    .source = "Feldman and Zhang 2020; Koh and Liang 2017; survey 3.2, "
              "eq. 4",
    .compute = compute,
};

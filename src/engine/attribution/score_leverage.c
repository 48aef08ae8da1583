/* Leverage, as the fit holds it. */
#include "attribution/scores.h"

#include "model/fit.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    (void)err;
    return score_copy(query->fit, query->fit->train.leverage, result->values);
}

const struct riffle_score score_leverage = {
    .name = "leverage",
    .title = "leverage",
    .summary = "weight x' H^-1 x in [0, 1): how much the row's label decides "
               "its own prediction; near 1, IF understates",
    .formula = "h_i = a_i x_i' H^-1 x_i   (a_i = p_i (1 - p_i))",
    .sign = "between 0 and 1",
    .cost = "none: the fit has it",
    .caveat = "does not know the label: a row can have leverage and agree "
              "with all others",
    .source = "Pregibon 1981",
    .compute = compute,
};

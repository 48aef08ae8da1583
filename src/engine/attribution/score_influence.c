/* IF of each row: the linear effect of removing it. */
#include "attribution/scores.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    return score_effects(query, false, result->values, err);
}

const struct riffle_score score_influence = {
    .name = "if",
    .title = "influence",
    .summary = "influence function: linear effect of removing the row; "
               "positive: removal increases the measure",
    .formula =
        "v' H^-1 r_i x_i   (v: gradient of the measure, H: Hessian of the "
        "objective, r_i = p_i - y_i)",
    .sign = "positive: removal increases the measure",
    .cost = "2 n p flops",
    .caveat = "understates rows of high leverage, and so nearly all of them "
              "where there are about as many parameters as rows",
    .source = "Koh and Liang 2017; survey 5.1.1, eq. 33",
    .same_unit = true,
    .needs_measure = true,
    .compute = compute,
};

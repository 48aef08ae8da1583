/* Residual, as the fit holds it. */
#include "attribution/scores.h"

#include "model/fit.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    (void)err;
    return score_copy(query->fit, query->fit->train.residual, result->values);
}

const struct riffle_score score_residual = {
    .name = "residual",
    .title = "residual",
    .summary = "P(positive) minus label, in [-1, 1]; negative for rows of the "
               "positive class",
    .formula = "r_i = p_i - y_i",
    .sign = "positive: the fit says more than the label",
    .cost = "none: the fit has it",
    .caveat = "small for rows of high leverage, which pull the fit to "
              "themselves: `studentized' makes up for that",
    .source = "the usual baseline",
    .suspects = RIFFLE_SIGN_ABSOLUTE,
    .compute = compute,
};

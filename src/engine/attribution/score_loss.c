/* Log loss, as the fit holds it. */
#include "attribution/scores.h"

#include "model/fit.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    (void)err;
    return score_copy(query->fit, query->fit->train.loss, result->values);
}

const struct riffle_score score_loss = {
    .name = "loss",
    .title = "loss",
    .summary = "log loss of the row, nats; large: the fit gets it wrong",
    .formula = "log(1 + exp(-s_i x_i.theta))",
    .sign = "never negative",
    .cost = "none: the fit has it",
    .caveat = "low for rows that the model has learned by heart: compare with "
              "`loo' or `cscore'",
    .source = "the usual baseline",
    .compute = compute,
};

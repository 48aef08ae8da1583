/* The loss of each row under the model that never saw it, in closed form. */
#include "attribution/row_effects.h"
#include "attribution/scores.h"
#include "model/fit.h"
#include "model/logistic.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    enum riffle_status status = row_own_changes(fit, result->values, err);
    for (size_t i = 0; status == RIFFLE_OK && i < fit->n; i++)
        result->values[i] = logistic_loss(
            fit->train.logit[i] + result->values[i], fit->data->train.y[i]);
    return status;
}

const struct riffle_score score_heldout = {
    .name = "heldout",
    .title = "held-out loss",
    .summary = "log loss of the row, nats, one Newton step after it left; "
               "large: the others contradict its label",
    .formula = "loss(z_i + r_i x_i' H^-1 x_i / (1 - h_i))",
    .sign = "a loss: never negative, however well the row is known by heart",
    .cost = "n logarithms",
    .caveat = "one Newton step: with a weak penalty and d near n it follows "
              "the leverage; a stronger lambda helps",
    .source = "Pregibon 1981 for the step; cross-validation by leaving one "
              "out",
    .compute = compute,
};

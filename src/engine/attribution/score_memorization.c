/* Memorization: a row's own loss without it, not to first order. */
#include "attribution/scores.h"

#include "attribution/row_effects.h"
#include "model/fit.h"
#include "model/logistic.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    enum riffle_status status = row_own_changes(fit, result->values, err);
    for (size_t i = 0; status == RIFFLE_OK && i < fit->n; i++)
        result->values[i] = logistic_loss_change(
            fit->train.logit[i], fit->data->train.y[i], result->values[i]);
    return status;
}

const struct riffle_score score_memorization = {
    .name = "memorization",
    .title = "memorization",
    .summary = "own loss one Newton step after the row left, minus before, "
               "nats; large: learned by heart, perhaps mislabelled",
    .formula = "loss(z_i + r_i x_i' H^-1 x_i / (1 - h_i)) - loss(z_i)",
    .sign = "positive: removal increases the row's own loss",
    .cost = "n logarithms",
    .caveat = "one Newton step: rows of leverage near 1 go further; `loo "
              "measure=removed_loss' is exact",
    .source = "Feldman and Zhang 2020; survey 3.2, eq. 4",
    .compute = compute,
};

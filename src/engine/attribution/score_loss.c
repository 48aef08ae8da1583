/* Log loss, as the fit holds it. */
#include "attribution/scores.h"

#include "riffle/fit.h"

static enum riffle_status compute(const struct riffle_fit *fit,
                                  const struct riffle_measure *measure,
                                  double *values, struct riffle_error *err)
{
    (void)measure;
    (void)err;
    return score_copy(fit, riffle_fit_train(fit)->loss, values);
}

const struct riffle_score score_loss = {
    .name = "loss",
    .title = "loss",
    .summary = "log loss of the row, nats; large: the fit gets it wrong",
    .compute = compute,
};

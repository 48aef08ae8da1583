/* Leverage, as the fit holds it. */
#include "attribution/scores.h"

#include "riffle/fit.h"

static enum riffle_status compute(const struct riffle_fit *fit,
                                  const struct riffle_measure *measure,
                                  double *values, struct riffle_error *err)
{
    (void)measure;
    (void)err;
    return score_copy(fit, riffle_fit_train(fit)->leverage, values);
}

const struct riffle_score score_leverage = {
    .name = "leverage",
    .title = "leverage",
    .summary = "weight x' H^-1 x in [0, 1): how much the row's label decides "
               "its own prediction; near 1, IF understates",
    .compute = compute,
};

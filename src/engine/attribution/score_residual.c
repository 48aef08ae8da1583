/* Residual, as the fit holds it. */
#include "attribution/scores.h"

#include "riffle/fit.h"

static enum riffle_status compute(const struct riffle_fit *fit,
                                  const struct riffle_measure *measure,
                                  double *values, struct riffle_error *err)
{
    (void)measure;
    (void)err;
    return score_copy(fit, riffle_fit_train(fit)->residual, values);
}

const struct riffle_score score_residual = {
    .name = "residual",
    .title = "residual",
    .summary = "P(positive) minus label, in [-1, 1]; negative for rows of the "
               "positive class",
    .compute = compute,
};

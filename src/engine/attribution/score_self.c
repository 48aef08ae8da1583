/* How much the fit owes to a row itself: the classic score for mislabels. */
#include "attribution/row_effects.h"
#include "attribution/scores.h"

static enum riffle_status compute(const struct riffle_fit *fit,
                                  const struct riffle_measure *measure,
                                  double *values, struct riffle_error *err)
{
    (void)measure;
    return row_effects(fit, NULL, true, values, err);
}

const struct riffle_score score_self = {
    .name = "self",
    .title = "self-influence",
    .summary = "rescaled influence of the row on its own loss, nats; large: "
               "memorised, perhaps mislabelled",
    .compute = compute,
};

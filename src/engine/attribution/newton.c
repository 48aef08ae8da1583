/* NS: one Newton step of the leave-T-out objective, from the fit. */
#include "attribution/each.h"
#include "attribution/estimators.h"
#include "attribution/step.h"

static enum riffle_status shift_set(const struct riffle_fit *fit,
                                    const struct riffle_removal *removal,
                                    double *u, struct riffle_error *err)
{
    const struct step_change change = {removal, NULL};
    return step_newton(fit, &change, u, err);
}

static enum riffle_status shift(const struct riffle_fit *fit,
                                const struct riffle_removal *removals,
                                size_t count, struct riffle_shift *shifts,
                                const struct riffle_progress *progress,
                                struct riffle_error *err)
{
    const struct sets sets = {removals, count, shifts};
    return shift_each(fit, sets, shift_set, progress, err);
}

const struct riffle_estimator estimator_newton = {
    .name = "ns",
    .title = "one Newton step",
    .summary = "one Newton step of the leave-T-out objective from the fit",
    .formula = "shift = (H - X_T' A_T X_T)^-1 sum over T of r_i x_i",
    .cost = "k^2 p + k^3 / 3 flops a set",
    .caveat = "stops after one step: when the removed rows hold the model back "
              "from separating the classes the truth is further away",
    .source = "Pregibon 1981; Koh et al. 2019; Rubinstein and Hopkins 2025, "
              "section 1.1",
    .shift = shift,
};

/* IF: every removed row's gradient through the full Hessian. */
#include "attribution/each.h"
#include "attribution/estimators.h"

static enum riffle_status shift_set(const struct riffle_fit *fit,
                                    const struct riffle_removal *removal,
                                    double *u, struct riffle_error *err)
{
    (void)err;
    add_removed_gradient(fit, removal, u);
    return RIFFLE_OK;
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

const struct riffle_estimator estimator_influence = {
    .name = "if",
    .title = "influence function",
    .summary = "every removed row's gradient through the full Hessian",
    .formula =
        "shift = H^-1 sum over T of r_i x_i   (H: Hessian of the objective, "
        "r_i = p_i - y_i)",
    .cost = "2 k p flops a set",
    .caveat = "underestimates when there are about as many parameters as "
              "rows: it leaves out that H loses the rows, too",
    .source = "Koh and Liang 2017; Rubinstein and Hopkins 2025, section 1.1",
    .shift = shift,
};

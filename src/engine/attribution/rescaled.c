/* RIF: the sum of the removed rows' own leave-one-out Newton steps. */
#include "attribution/each.h"
#include "attribution/estimators.h"
#include "attribution/leave_one.h"
#include "base/memory.h"
#include "linalg/linalg.h"

#include <stdlib.h>
#include <string.h>

static enum riffle_status fail_leverage(size_t row, struct riffle_error *err)
{
    return riffle_fail(err, RIFFLE_EILLCONDITIONED,
                       "row %zu has leverage 1: its removal leaves a "
                       "direction undetermined",
                       row);
}

/* penalty=fixed: u = sum of Z_i r_i / (1 - h_i). */
static enum riffle_status shift_fixed(const struct riffle_fit *fit,
                                      const struct riffle_removal *removal,
                                      double *u, struct riffle_error *err)
{
    for (size_t t = 0; t < removal->k; t++) {
        size_t i = removal->rows[t];
        double slack = fit->slack[i];
        if (slack < SMALLEST_SLACK)
            return fail_leverage(i, err);
        add_scaled(fit->p, fit->train.residual[i] / slack, fit->z + i * fit->p,
                   u);
    }
    return RIFFLE_OK;
}

/*
 * penalty=scaled: with M the Hessian after one row's share of the penalty is
 * gone and g_i = r_i Z_i + pull / n, each row's exact step (mathematics 2.2) is
 * M^-1 g_i + weight_i M^-1 Z_i (Z_i' M^-1 g_i) / (1 - weight_i Z_i' M^-1 Z_i),
 * so that the whole sum takes two solves.
 */
static enum riffle_status shift_scaled(const struct riffle_fit *fit,
                                       const struct riffle_removal *removal,
                                       double *u, struct riffle_error *err)
{
    size_t p = fit->p;
    double *pull = array_new(p, 1, sizeof *pull);
    if (pull == NULL)
        return riffle_fail_memory(err, p * sizeof *pull);
    memcpy(pull, fit->pull, p * sizeof *pull);
    leave_one_solve(fit, pull);
    enum riffle_status status = RIFFLE_OK;
    for (size_t t = 0; t < removal->k && status == RIFFLE_OK; t++) {
        size_t i = removal->rows[t];
        const double *z = fit->z + i * p;
        double residual = fit->train.residual[i];
        double weight = fit->train.weight[i], norm2 = fit->scaled_norm2[i];
        double slack = fit->slack[i];
        double moved = residual * norm2 + dot(p, z, pull) / (double)fit->n;
        if (slack < SMALLEST_SLACK)
            status = fail_leverage(i, err);
        else
            add_scaled(p, residual + weight * moved / slack, z, u);
    }
    if (status == RIFFLE_OK) {
        leave_one_solve(fit, u);
        add_scaled(p, (double)removal->k / (double)fit->n, pull, u);
    }
    free(pull);
    return status;
}

static enum riffle_status shift(const struct riffle_fit *fit,
                                const struct riffle_removal *removals,
                                size_t count, struct riffle_shift *shifts,
                                const struct riffle_progress *progress,
                                struct riffle_error *err)
{
    const struct sets sets = {removals, count, shifts};
    bool fixed = fit->summary.penalty == RIFFLE_PENALTY_FIXED;
    return shift_each(fit, sets, fixed ? shift_fixed : shift_scaled, progress,
                      err);
}

const struct riffle_estimator estimator_rescaled = {
    .name = "rif",
    .title = "rescaled influence function",
    .summary = "the sum of the rows' own leave-one-out Newton steps",
    .formula = "shift = H^-1 sum over T of r_i x_i / (1 - h_i)   (h_i: the "
               "leverage of row i)",
    .cost = "2 k p flops a set, as the influence function",
    .caveat = "adds rows up, so it misses that removed rows mask or help each "
              "other",
    .source = "Rubinstein and Hopkins 2025, section 1.1; Pregibon 1981 for "
              "one row",
    .shift = shift,
};

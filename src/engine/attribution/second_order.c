/*
 * Second-order group influence: as published (Basu, You and Feizi 2020), which
 * leaves out the loss's third derivative, and complete.
 */
#include "attribution/each.h"
#include "attribution/estimators.h"
#include "base/memory.h"
#include "linalg/linalg.h"

#include <stdlib.h>
#include <string.h>

/*
 * out = (H_T + T's share of the penalty) u: the curvature that removal takes
 * away, whitened. work: p.
 */
static void removed_curvature(const struct riffle_fit *fit,
                              const struct riffle_removal *removal,
                              const double *u, double *out)
{
    size_t p = fit->p;
    memset(out, 0, p * sizeof *out);
    if (fit->summary.penalty == RIFFLE_PENALTY_SCALED) {
        double share = (double)removal->k / (double)fit->n;
        fit_apply_penalty(fit, u, out);
        for (size_t j = 0; j < p; j++)
            out[j] *= share;
    }
    for (size_t t = 0; t < removal->k; t++) {
        const double *z = fit->z + removal->rows[t] * p;
        add_scaled(p, fit->train.weight[removal->rows[t]] * dot(p, z, u), z,
                   out);
    }
}

/*
 * u = first u1 + second H_T u1: penalty=fixed has first = second = 1;
 * penalty=scaled keeps the mean of the losses, and with it (1 - pi) in both.
 */
static enum riffle_status shift_published(const struct riffle_fit *fit,
                                          const struct riffle_removal *removal,
                                          double *u, struct riffle_error *err)
{
    size_t p = fit->p;
    double *bent = array_new(p, 1, sizeof *bent);
    if (bent == NULL)
        return riffle_fail_memory(err, p * sizeof *bent);
    double first = 1, second = 1, kept = penalty_share(fit, removal->k);
    if (kept <= 0) {
        free(bent);
        return riffle_fail(err, RIFFLE_EEMPTY, "no rows are left");
    }
    if (kept < 1) {
        second = 1 / (kept * kept);
        first = (2 * kept - 1) * second;
    }
    add_removed_gradient(fit, removal, u);
    removed_curvature(fit, removal, u, bent);
    for (size_t j = 0; j < p; j++)
        u[j] = first * u[j] + second * bent[j];
    free(bent);
    return RIFFLE_OK;
}

/* out -= 1/2 sum_i k_i (Z_i.u)^2 Z_i, k the third derivative of the loss. */
static enum riffle_status subtract_third(const struct riffle_fit *fit,
                                         const double *u, double *out,
                                         struct riffle_error *err)
{
    const struct riffle_points *train = &fit->train;
    double *change = array_new(fit->n + fit->p, 1, sizeof *change);
    if (change == NULL)
        return riffle_fail_memory(err, (fit->n + fit->p) * sizeof *change);
    double *sum = change + fit->n;
    multiply(fit->n, fit->p, fit->z, u, change);
    for (size_t i = 0; i < fit->n; i++)
        change[i] *=
            train->weight[i] * (1 - 2 * train->probability[i]) * change[i] / 2;
    multiply_transposed(fit->n, fit->p, fit->z, change, sum);
    add_scaled(fit->p, -1, sum, out);
    free(change);
    return RIFFLE_OK;
}

static enum riffle_status shift_complete(const struct riffle_fit *fit,
                                         const struct riffle_removal *removal,
                                         double *u, struct riffle_error *err)
{
    size_t p = fit->p;
    double *bent = array_new(p, 1, sizeof *bent);
    if (bent == NULL)
        return riffle_fail_memory(err, p * sizeof *bent);
    add_removed_gradient(fit, removal, u);
    removed_curvature(fit, removal, u, bent);
    enum riffle_status status = subtract_third(fit, u, bent, err);
    if (status == RIFFLE_OK)
        add_scaled(p, 1, bent, u);
    free(bent);
    return status;
}

static enum riffle_status published(const struct riffle_fit *fit,
                                    const struct riffle_removal *removals,
                                    size_t count, struct riffle_shift *shifts,
                                    const struct riffle_progress *progress,
                                    struct riffle_error *err)
{
    const struct sets sets = {removals, count, shifts};
    return shift_each(fit, sets, shift_published, progress, err);
}

static enum riffle_status complete(const struct riffle_fit *fit,
                                   const struct riffle_removal *removals,
                                   size_t count, struct riffle_shift *shifts,
                                   const struct riffle_progress *progress,
                                   struct riffle_error *err)
{
    const struct sets sets = {removals, count, shifts};
    return shift_each(fit, sets, shift_complete, progress, err);
}

const struct riffle_estimator estimator_second_order = {
    .name = "soif",
    .title = "second-order group influence, as published",
    .summary = "influence plus the first correction for what H loses with the "
               "set",
    .formula = "shift = u + H^-1 H_T u, u = H^-1 sum over T of r_i x_i; "
               "penalty=scaled, with pi = k / n: ((1 - 2 pi) u + H^-1 H_T u) "
               "/ (1 - pi)^2",
    .cost = "6 k p flops a set",
    .caveat = "leaves out that the weights of the rows that stay change, a "
              "term of the same order",
    .source = "Basu, You and Feizi 2020; Hammoudeh and Lowd 2024, section 5.1",
    .shift = published,
};

const struct riffle_estimator estimator_second_order_complete = {
    .name = "soif-full",
    .title = "second-order group influence, complete",
    .summary = "the removal's Taylor series to second order, the third "
               "derivative of the loss included",
    .formula = "shift = u + H^-1 H_T u - H^-1 sum over i of k_i (x_i.u)^2 x_i "
               "/ 2   (k_i = a_i (1 - 2 p_i), u: influence)",
    .cost = "6 k p + 4 n p flops a set",
    .caveat = "a series: it helps small sets and can overshoot for large ones",
    .source = "Taylor's formula; Basu, You and Feizi 2020 without the last "
              "term",
    .shift = complete,
};

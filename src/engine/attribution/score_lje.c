/* RPS-LJE: a prediction split along one Newton step to a fixed point. */
#include "attribution/scores.h"

#include <stdlib.h>

#include "attribution/plain.h"
#include "attribution/row_effects.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/fit.h"

/* v.theta, the measure's gradient times the parameters. */
static enum riffle_status along(const struct riffle_fit *fit,
                                const double *gradient, double *value,
                                struct riffle_error *err)
{
    double *point = array_new(fit->p, 1, sizeof *point);
    if (point == NULL)
        return riffle_fail_memory(err, fit->p * sizeof *point);
    plain_theta(fit, point);
    plain_point(fit, point);
    *value = dot(fit->p, gradient, point);
    free(point);
    return RIFFLE_OK;
}

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    const double *gradient = NULL;
    double whole = 0, n = (double)fit->n;
    enum riffle_status status = score_gradient(query, &gradient, err);
    if (status == RIFFLE_OK)
        status = along(fit, gradient, &whole, err);
    if (status != RIFFLE_OK)
        return status;
    /* gradients r_i x_i + lambda D theta, whatever removal does to it */
    double base = (dot(fit->p, gradient, fit->pull) - whole) / n;
    multiply(fit->n, fit->p, fit->z, gradient, result->values);
    for (size_t i = 0; i < fit->n; i++)
        result->values[i] = fit->train.residual[i] * result->values[i] + base;
    return RIFFLE_OK;
}

const struct riffle_score score_lje = {
    .name = "rps-lje",
    .title = "RPS-LJE",
    .summary = "the row's term of a local representer taken away: influence "
               "minus the same constant for all rows",
    .formula = "g_i' H^-1 v - v.theta / n   (g_i = r_i x_i + lambda D theta)",
    .sign = "positive: without the row's term the measure is larger",
    .cost = "2 n p flops",
    .caveat = "at an optimum it ranks as the influence function under "
              "penalty=scaled does; its use is for models that are not at one",
    .source = "Sui, Wu and Sanner 2021; survey 5.1.2",
    .needs_measure = true,
    .same_unit = true,
    .compute = compute,
};

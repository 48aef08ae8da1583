/* Representer points: a prediction as a sum over training rows. */
#include "attribution/scores.h"

#include <stdlib.h>

#include "attribution/plain.h"
#include "attribution/representer.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/fit.h"

enum riffle_status representer(const struct riffle_fit *fit,
                               const double *gradient, double *values,
                               struct riffle_error *err)
{
    size_t p = fit->p;
    if (fit->summary.lambda == 0) {
        riffle_fail(err, RIFFLE_ENOTAPPLICABLE,
                    "without a penalty there are no representer values");
        riffle_hint(err, "fit lambda=1e-3, or rank by rif");
        return RIFFLE_ENOTAPPLICABLE;
    }
    double *work = array_new(2, p, sizeof *work);
    if (work == NULL)
        return riffle_fail_memory(err, 2 * p * sizeof *work);
    double *weights = work + p;
    for (size_t j = 0; j < p; j++) {
        double penalty = plain_penalty(fit, j) * (double)fit->n;
        weights[j] = penalty > 0 ? 1 / penalty : 0;
    }
    plain_products(fit, gradient, weights, work);
    multiply(fit->n, p, fit->z, work, values);
    for (size_t i = 0; i < fit->n; i++)
        values[i] *= fit->train.residual[i];
    free(work);
    return RIFFLE_OK;
}

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    const double *gradient = NULL;
    enum riffle_status status = score_gradient(query, &gradient, err);
    if (status != RIFFLE_OK)
        return status;
    return representer(query->fit, gradient, result->values, err);
}

const struct riffle_score score_representer = {
    .name = "representer",
    .title = "representer value",
    .summary = "the row's term in the measure's logits taken away; for "
               "logit:ROW the terms sum to minus the logit (without a free "
               "intercept's part)",
    .formula = "r_i x_i.v / (lambda n)   (v: gradient of the measure)",
    .sign = "positive: without the row's term the measure is larger",
    .cost = "2 n p flops",
    .caveat = "a decomposition, not a removal: it is the influence function "
              "with the data's curvature left out, so it overstates, without "
              "limit as lambda goes to 0; the same under both penalties",
    .source = "Yeh et al. 2018; survey 5.1.2, eqs. 46 and 47",
    .needs_measure = true,
    .same_unit = true,
    .compute = compute,
};

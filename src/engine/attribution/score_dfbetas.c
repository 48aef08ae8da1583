/* DFBETAS: how far a coefficient, or any measure, goes in standard errors. */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/fit.h"

/*
 * sqrt(v' H^-1 X'AX H^-1 v): the spread of v.theta if the labels were drawn
 * again. work: n.
 */
static double standard_error(const struct riffle_fit *fit,
                             const double *gradient, double *work)
{
    double variance = 0;
    multiply(fit->n, fit->p, fit->z, gradient, work);
    for (size_t i = 0; i < fit->n; i++)
        variance += fit->train.weight[i] * work[i] * work[i];
    return sqrt(variance);
}

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    const double *gradient = NULL;
    enum riffle_status status = score_gradient(query, &gradient, err);
    if (status != RIFFLE_OK)
        return status;
    double *work = array_new(fit->n, 1, sizeof *work);
    if (work == NULL)
        return riffle_fail_memory(err, fit->n * sizeof *work);
    double error = standard_error(fit, gradient, work);
    free(work);
    status = score_effects(query, true, result->values, err);
    for (size_t i = 0; status == RIFFLE_OK && i < fit->n; i++)
        result->values[i] /= error;
    return status;
}

const struct riffle_score score_dfbetas = {
    .name = "dfbetas",
    .title = "DFBETAS",
    .summary = "change of a coefficient (measure=theta:NAME) on the row's "
               "removal, in its standard errors; of another measure likewise",
    .formula =
        "RIF_i / sqrt(v' H^-1 X'AX H^-1 v)   (v: gradient of the measure, "
        "A: the weights p (1 - p))",
    .sign = "positive: removal increases the coefficient",
    .cost = "4 n p flops",
    .caveat = "a penalty makes the standard error small and the coefficient "
              "biased: large values then come easily",
    .source = "Belsley, Kuh and Welsch 1980; survey 4.1",
    .needs_measure = true,
    .compute = compute,
};

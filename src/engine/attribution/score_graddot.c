/* Grad-Dot and Grad-Cos: gradients compared as they are, at the fit. */
#include "attribution/scores.h"

#include <stdlib.h>
#include <string.h>

#include "attribution/plain.h"
#include "attribution/row_norms.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/fit.h"

/* values = g_i . v; length: out, ||v||; work: 2 p. */
static void products(const struct riffle_fit *fit, const double *gradient,
                     double *work, double *values, double *length)
{
    size_t p = fit->p;
    double *image = work, *plain = work + p;
    memcpy(plain, gradient, p * sizeof *plain);
    plain_gradient(fit, plain);
    *length = norm(p, plain);
    plain_products(fit, gradient, NULL, image);
    multiply(fit->n, p, fit->z, image, values);
    double base = 0;
    if (fit->summary.penalty == RIFFLE_PENALTY_SCALED)
        base = dot(p, image, fit->pull) / (double)fit->n;
    for (size_t i = 0; i < fit->n; i++)
        values[i] = fit->train.residual[i] * values[i] + base;
}

/* norms: n, or NULL for the products themselves. */
static enum riffle_status compare(const struct riffle_score_query *query,
                                  const double *norms, double *values,
                                  struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    const double *gradient = NULL;
    double length = 0;
    enum riffle_status status = score_gradient(query, &gradient, err);
    if (status != RIFFLE_OK)
        return status;
    double *work = array_new(2, fit->p, sizeof *work);
    if (work == NULL)
        return riffle_fail_memory(err, 2 * fit->p * sizeof *work);
    products(fit, gradient, work, values, &length);
    free(work);
    for (size_t i = 0; norms != NULL && i < fit->n; i++)
        values[i] /= norms[i] * length;
    return RIFFLE_OK;
}

static enum riffle_status compute_dot(const struct riffle_score_query *query,
                                      struct riffle_score_result *result,
                                      struct riffle_error *err)
{
    return compare(query, NULL, result->values, err);
}

static enum riffle_status compute_cosine(const struct riffle_score_query *query,
                                         struct riffle_score_result *result,
                                         struct riffle_error *err)
{
    size_t n = query->fit->n;
    double *norms = array_new(n, 1, sizeof *norms);
    if (norms == NULL)
        return riffle_fail_memory(err, n * sizeof *norms);
    enum riffle_status status =
        row_norms(query->fit, ROW_NORM_PLAIN, norms, err);
    if (status == RIFFLE_OK)
        status = compare(query, norms, result->values, err);
    free(norms);
    return status;
}

const struct riffle_score score_graddot = {
    .name = "graddot",
    .title = "Grad-Dot",
    .summary = "product of the row's gradient with the measure's: one step of "
               "TracIn, at the optimum",
    .formula = "r_i x_i.v   (v: gradient of the measure)",
    .sign = "positive: a step along the row's loss lowers the measure",
    .cost = "2 n p flops",
    .caveat = "no counterfactual: it leaves the Hessian out, and depends on "
              "the units of the columns (standardize=on)",
    .source = "Charpiat et al. 2019; survey 5.2.1",
    .needs_measure = true,
    .compute = compute_dot,
};

const struct riffle_score score_gradcos = {
    .name = "gradcos",
    .title = "Grad-Cos",
    .summary = "cosine of the row's gradient with the measure's, at the "
               "optimum",
    .formula =
        "r_i x_i.v / (||r_i x_i|| ||v||)   (v: gradient of the measure, in "
        "the span of the training rows)",
    .sign = "positive: a step along the row's loss lowers the measure",
    .cost = "2 n p flops",
    .caveat = "the sign of r_i is that of the label, so under penalty=fixed "
              "the model hardly enters: the cosine of the rows is left",
    .source = "Charpiat et al. 2019; survey 5.3, eq. 68",
    .needs_measure = true,
    .compute = compute_cosine,
};

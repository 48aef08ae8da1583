/* RelatIF: influence for the price of moving the parameters. */
#include "attribution/scores.h"

#include <stdlib.h>

#include "attribution/row_norms.h"
#include "base/memory.h"
#include "model/fit.h"

/* Influence over the length of each row's gradient. */
static enum riffle_status divide(const struct riffle_score_query *query,
                                 enum row_norm which, double *values,
                                 struct riffle_error *err)
{
    size_t n = query->fit->n;
    double *norms = array_new(n, 1, sizeof *norms);
    if (norms == NULL)
        return riffle_fail_memory(err, n * sizeof *norms);
    enum riffle_status status = row_norms(query->fit, which, norms, err);
    if (status == RIFFLE_OK)
        status = score_effects(query, false, values, err);
    for (size_t i = 0; status == RIFFLE_OK && i < n; i++)
        values[i] /= norms[i];
    free(norms);
    return status;
}

static enum riffle_status compute_theta(const struct riffle_score_query *query,
                                        struct riffle_score_result *result,
                                        struct riffle_error *err)
{
    return divide(query, ROW_NORM_SOLVED, result->values, err);
}

static enum riffle_status compute_loss(const struct riffle_score_query *query,
                                       struct riffle_score_result *result,
                                       struct riffle_error *err)
{
    return divide(query, ROW_NORM_HALF, result->values, err);
}

static enum riffle_status compute_plain(const struct riffle_score_query *query,
                                        struct riffle_score_result *result,
                                        struct riffle_error *err)
{
    return divide(query, ROW_NORM_PLAIN, result->values, err);
}

const struct riffle_score score_relatif = {
    .name = "relatif",
    .title = "RelatIF (theta)",
    .summary = "influence over how far the row moves theta: what it does to "
               "the measure for its size",
    .formula = "IF_i / ||H^-1 g_i||   (g_i = r_i x_i)",
    .sign = "positive: removal increases the measure",
    .cost = "n p^2 flops",
    .caveat = "the residual cancels: it does not know how wrong a label is; "
              "ranks, no effect",
    .source = "Barshan, Brunet and Dziugaite 2020; survey 5.3, eq. 66",
    .needs_measure = true,
    .compute = compute_theta,
};

const struct riffle_score score_relatif_loss = {
    .name = "relatif-l",
    .title = "RelatIF (l)",
    .summary = "influence over the row's length in the norm of H^-1: a signed "
               "cosine with the measure's gradient, times that one's length",
    .formula = "IF_i / sqrt(g_i' H^-1 g_i)   (g_i = r_i x_i)",
    .sign = "positive: removal increases the measure",
    .cost = "2 n p flops",
    .caveat = "the residual cancels: it does not know how wrong a label is; "
              "ranks, no effect",
    .source = "Barshan, Brunet and Dziugaite 2020; survey 5.3",
    .needs_measure = true,
    .compute = compute_loss,
};

const struct riffle_score score_renormalized = {
    .name = "renormalized",
    .title = "renormalized influence",
    .summary = "influence over the length of the row's gradient",
    .formula = "IF_i / ||g_i||   (g_i = r_i x_i)",
    .sign = "positive: removal increases the measure",
    .cost = "2 n p flops",
    .caveat = "depends on the units of the columns; the residual cancels",
    .source = "Hammoudeh and Lowd 2022; survey 5.3, eq. 69",
    .needs_measure = true,
    .compute = compute_plain,
};

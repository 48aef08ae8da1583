/* DFFITS: how far a row's own logit goes when it leaves. */
#include "attribution/scores.h"

#include <math.h>

#include "attribution/row_effects.h"
#include "model/fit.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    enum riffle_status status = row_own_changes(fit, result->values, err);
    for (size_t i = 0; status == RIFFLE_OK && i < fit->n; i++)
        result->values[i] /= sqrt(fit->norm2[i]);
    return status;
}

const struct riffle_score score_dffits = {
    .name = "dffits",
    .title = "DFFITS",
    .summary = "change of the row's own logit on its removal, in standard "
               "errors of that logit",
    .formula = "r_i sqrt(x_i' H^-1 x_i) / (1 - h_i)",
    .sign = "positive: removal raises the row's own logit",
    .cost = "n flops",
    .caveat = "the standard error is that of an unpenalised fit; with a large "
              "lambda it is too large",
    .source = "Belsley, Kuh and Welsch 1980; Pregibon 1981; survey 4.1",
    .suspects = RIFFLE_SIGN_ABSOLUTE,
    .compute = compute,
};

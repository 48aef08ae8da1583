/* Pearson residuals over their own spread (Pregibon 1981). */
#include "attribution/scores.h"

#include <math.h>

#include "attribution/leave_one.h"
#include "model/fit.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    const struct riffle_points *train = &query->fit->train;
    (void)err;
    for (size_t i = 0; i < query->fit->n; i++) {
        bool positive = query->fit->data->train.y[i] == 1;
        double z = train->logit[i], slack = 1 - train->leverage[i];
        /* (p - y) / sqrt(p (1 - p)), whose parts may both vanish */
        double pearson = positive ? -exp(-z / 2) : exp(z / 2);
        result->values[i] =
            slack < SMALLEST_SLACK ? (double)NAN : pearson / sqrt(slack);
    }
    return RIFFLE_OK;
}

const struct riffle_score score_studentized = {
    .name = "studentized",
    .title = "studentized residual",
    .summary = "Pearson residual over its standard deviation; beyond 3 in "
               "size: the label surprises the fit",
    .formula = "(p_i - y_i) / sqrt(a_i (1 - h_i))   (a_i = p_i (1 - p_i))",
    .sign = "positive: the fit says more than the label",
    .cost = "n flops",
    .caveat = "far from normal where p is near 0 or 1: compare rows, do not "
              "read off probabilities",
    .source = "Pregibon 1981; survey 4.1",
    .suspects = RIFFLE_SIGN_ABSOLUTE,
    .compute = compute,
};

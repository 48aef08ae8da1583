/* Cook's distance for logistic regression (Pregibon 1981). */
#include "attribution/scores.h"

#include <math.h>

#include "attribution/leave_one.h"
#include "model/fit.h"

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    (void)err;
    const struct riffle_fit *fit = query->fit;
    const struct riffle_points *train = &fit->train;
    double parameters = 0; /* effective: a penalty leaves fewer than d */
    for (size_t i = 0; i < fit->n; i++)
        parameters += train->leverage[i];
    for (size_t i = 0; i < fit->n; i++) {
        /* the fit's own leverage, whatever removal does to the penalty */
        bool same = fit->summary.penalty == RIFFLE_PENALTY_FIXED;
        double slack = same ? fit->slack[i] : 1 - train->leverage[i];
        double step = train->residual[i] / slack;
        result->values[i] = slack < SMALLEST_SLACK
                                ? (double)NAN
                                : step * step * fit->norm2[i] / parameters;
    }
    return RIFFLE_OK;
}

const struct riffle_score score_cook = {
    .name = "cook",
    .title = "Cook's distance",
    .summary = "squared length of the row's leave-one-out Newton step in the "
               "norm of H, over the effective number of parameters (the sum of "
               "leverages); the penalty stays fixed",
    .formula = "r_i^2 x_i' H^-1 x_i / ((1 - h_i)^2 sum_j h_j)",
    .sign = "never negative",
    .cost = "n flops",
    .caveat = "says how far the parameters go, not what that changes",
    .source = "Cook 1977; Pregibon 1981; survey 3.2, eq. 5",
    .compute = compute,
};

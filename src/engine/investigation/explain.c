#include "riffle/explain.h"

#include "riffle/score.h"

#include <math.h>
#include <stdlib.h>

#include "attribution/row_effects.h"
#include "base/memory.h"
#include "base/sum.h"
#include "linalg/linalg.h"
#include "model/fit.h"
#include "model/logistic.h"

/* Effects of each row's removal on the logit, by IF and by RIF. */
static enum riffle_status fill_effects(const struct riffle_fit *fit,
                                       struct riffle_explanation *made,
                                       struct riffle_error *err)
{
    const double *gradient = fit->z_test + made->row * fit->p;
    enum riffle_status status =
        row_effects(fit, gradient, false, made->influence, err);
    return status == RIFFLE_OK
               ? row_effects(fit, gradient, true, made->rescaled, err)
               : status;
}

/* Stationarity, row by row: the penalty pulls as hard as the rows do. */
static void fill_representers(const struct riffle_fit *fit,
                              struct riffle_explanation *made)
{
    const struct riffle_dataset *data = fit->data;
    size_t n = fit->n, features = data->n_features;
    double strength = fit->summary.lambda * (double)n;
    double along = fit->summary.intercept == RIFFLE_INTERCEPT_PENALIZED ? 1 : 0;
    struct sum sum = {0};
    multiply(n, features, data->train.x, data->test.x + made->row * features,
             made->representer);
    for (size_t i = 0; i < n; i++) {
        made->representer[i] =
            -fit->train.residual[i] * (made->representer[i] + along) / strength;
        sum_add(&sum, made->representer[i]);
    }
    made->representer_sum = sum_value(&sum);
    if (fit->summary.intercept == RIFFLE_INTERCEPT_FREE)
        made->intercept = fit->theta[features];
    made->representer_miss =
        made->logit - made->intercept - made->representer_sum;
}

static enum riffle_status check(const struct riffle_fit *fit, size_t row,
                                struct riffle_error *err)
{
    if (fit->m == 0) {
        riffle_fail(err, RIFFLE_ESTATE, "there are no test rows to explain");
        riffle_hint(err, "load with test=0.2 or with a test file");
        return RIFFLE_ESTATE;
    }
    if (row < fit->m)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_EUSAGE, "there is no test row %zu", row);
    riffle_hint(err, "test rows are numbered from 0 to %zu", fit->m - 1);
    return RIFFLE_EUSAGE;
}

enum riffle_status riffle_explain(const struct riffle_fit *fit, size_t row,
                                  struct riffle_explanation *explanation,
                                  struct riffle_error *err)
{
    enum riffle_status status = check(fit, row, err);
    if (status != RIFFLE_OK)
        return status;
    size_t n = fit->n, size = sizeof(double);
    bool represented = fit->summary.lambda > 0;
    struct riffle_explanation made = {
        .n = n,
        .row = row,
        .logit = fit->test.logit[row],
        .probability = fit->test.probability[row],
        .loss = fit->test.loss[row],
        .positive = fit->data->test.y[row] != 0,
        .influence = array_new(n, 1, size),
        .rescaled = array_new(n, 1, size),
        .representer = represented ? array_new(n, 1, size) : NULL,
        .representer_sum = NAN,
        .representer_miss = NAN,
    };
    if (made.influence == NULL || made.rescaled == NULL ||
        (represented && made.representer == NULL))
        status = riffle_fail_memory(err, 3 * n * size);
    else
        status = fill_effects(fit, &made, err);
    if (status != RIFFLE_OK) {
        riffle_explanation_release(&made);
        return status;
    }
    if (represented)
        fill_representers(fit, &made);
    *explanation = made;
    return RIFFLE_OK;
}

void riffle_explanation_release(struct riffle_explanation *explanation)
{
    free(explanation->influence);
    free(explanation->rescaled);
    free(explanation->representer);
    *explanation = (struct riffle_explanation){0};
}

double riffle_explain_probability(const struct riffle_explanation *explanation,
                                  double change)
{
    return logistic_probability_change(explanation->logit, change);
}

double riffle_explain_loss(const struct riffle_explanation *explanation,
                           double change)
{
    return logistic_loss_change(explanation->logit, explanation->positive,
                                change);
}

size_t riffle_explain_side(const struct riffle_explanation *explanation,
                           bool support, size_t k, size_t *rows)
{
    bool positive = explanation->logit >= 0;
    enum riffle_sign sign =
        positive == support ? RIFFLE_SIGN_NEGATIVE : RIFFLE_SIGN_POSITIVE;
    if (riffle_score_rank(explanation->rescaled, explanation->n, sign, k, rows,
                          NULL) != RIFFLE_OK)
        return 0;
    size_t found = 0;
    for (; found < k; found++) {
        double effect = explanation->rescaled[rows[found]];
        if (!(sign == RIFFLE_SIGN_NEGATIVE ? effect < 0 : effect > 0))
            break;
    }
    return found;
}

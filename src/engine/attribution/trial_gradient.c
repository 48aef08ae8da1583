/* What a trial takes from its rows: weights, and the gradient they sum to. */
#include "attribution/trial.h"

#include "linalg/linalg.h"
#include "model/logistic.h"

#include <math.h>
#include <string.h>

/*
 * curvature is what Z along is weighted with: the kept rows' own weights, and
 * minus the base weights for the penalty, whose Hessian is I - Z' A Z.
 */
void trial_weigh(struct trial *trial, size_t first, size_t count)
{
    const struct riffle_fit *fit = trial->down.fit;
    const uint8_t *y = fit->data->train.y;
    size_t d = fit->data->n_features;
    double shift = fit->summary.d > d ? trial->theta[d] : 0;
    for (size_t i = first; i < first + count; i++) {
        trial->logit[i] += shift;
        double residual = 0, weight = 0;
        if (trial->kept[i])
            logistic_slopes(trial->logit[i], y[i], &residual, &weight);
        trial->residual[i] = residual;
        trial->curvature[i] = weight - trial->share * fit->train.weight[i];
    }
}

void trial_weigh_whitened(struct trial *trial, size_t first, size_t count,
                          double *tile)
{
    const struct riffle_fit *fit = trial->down.fit;
    const uint8_t *y = fit->data->train.y;
    for (size_t i = 0; i < count; i++) {
        size_t row = first + i;
        double moved = tile[i], residual = 0, weight = 0;
        trial->logit[row] = fit->train.logit[row] + moved;
        if (trial->kept[row])
            logistic_slopes(trial->logit[row], y[row], &residual, &weight);
        double lost = trial->share * fit->train.weight[row];
        trial->residual[row] = residual;
        trial->curvature[row] = weight - lost;
        tile[i] = residual - fit->train.residual[row] - lost * moved;
    }
}

void trial_take_whitened(struct trial *trial, const double *sum)
{
    size_t p = trial->down.fit->p;
    const double *pull = trial->down.fit->pull;
    for (size_t j = 0; j < p; j++)
        trial->gradient[j] =
            sum[j] + trial->share * trial->u[j] - (1 - trial->share) * pull[j];
    trial_precondition(trial);
    trial->relative = trial->decrement / trial->first_decrement;
}

void trial_pull(struct trial *trial, double *gradient)
{
    const struct riffle_fit *fit = trial->down.fit;
    size_t d = fit->data->n_features;
    double strength = fit->summary.lambda * (double)fit->n * trial->share;
    add_scaled(d, strength, trial->theta, gradient);
    if (fit->summary.intercept == RIFFLE_INTERCEPT_PENALIZED)
        gradient[d] += strength * trial->theta[d];
    double size = norm(fit->summary.d, gradient);
    trial->relative =
        trial->start_gradient > 0 ? size / trial->start_gradient : size;
}

void trial_precondition(struct trial *trial)
{
    size_t p = trial->down.fit->p;
    memcpy(trial->solved, trial->gradient, p * sizeof *trial->solved);
    downdate_solve(&trial->down, trial->solved);
    trial->decrement = sqrt(dot(p, trial->gradient, trial->solved));
}

#include "attribution/arrivals.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/logistic.h"

#include <stdlib.h>

static void fill_slopes(struct arrivals *arrivals, const struct riffle_fit *fit,
                        const struct riffle_exchange *exchange)
{
    size_t features = fit->data->n_features;
    for (size_t j = 0; j < arrivals->m; j++) {
        double logit = dot(features, exchange->x + j * features, fit->theta);
        if (fit->basis->intercept)
            logit += fit->theta[features];
        logistic_slopes(logit, exchange->y[j], &arrivals->residual[j],
                        &arrivals->weight[j]);
    }
}

/* What the span of the training rows leaves over; z is not whitened yet. */
static enum riffle_status fill_far(struct arrivals *arrivals,
                                   const struct riffle_fit *fit,
                                   const struct riffle_exchange *exchange,
                                   struct riffle_error *err)
{
    size_t m = arrivals->m, features = fit->data->n_features;
    size_t d = fit->basis->d;
    double *near = array_new(m, d, sizeof *near);
    double *scratch = array_new(m, fit->p, sizeof *scratch);
    arrivals->far = array_new(m, features, sizeof(double));
    arrivals->gram = array_new(m, m, sizeof(double));
    bool ok = near && scratch && arrivals->far && arrivals->gram;
    if (ok)
        basis_theta(fit->basis, m, arrivals->z, scratch, near);
    for (size_t j = 0; ok && j < m; j++)
        for (size_t c = 0; c < features; c++)
            arrivals->far[j * features + c] =
                exchange->x[j * features + c] - near[j * d + c];
    if (ok)
        multiply_rows(m, m, features, arrivals->far, arrivals->far,
                      arrivals->gram);
    for (size_t i = 0; ok && i < m * m; i++)
        arrivals->gram[i] /= fit->penalty[0];
    free(near);
    free(scratch);
    if (ok)
        return RIFFLE_OK;
    return riffle_fail_memory(err, m * (2 * d + m) * sizeof(double));
}

enum riffle_status arrivals_init(struct arrivals *arrivals,
                                 const struct riffle_fit *fit,
                                 const struct riffle_exchange *exchange,
                                 struct riffle_error *err)
{
    size_t m = exchange->m;
    *arrivals = (struct arrivals){
        .m = m,
        .residual = array_new(m, 1, sizeof(double)),
        .weight = array_new(m, 1, sizeof(double)),
    };
    enum riffle_status status = RIFFLE_OK;
    if (!arrivals->residual || !arrivals->weight)
        status = riffle_fail_memory(err, 2 * m * sizeof(double));
    if (status == RIFFLE_OK)
        status = basis_rows(fit->basis, m, exchange->x, &arrivals->z, err);
    if (status == RIFFLE_OK && fit->basis->rotation)
        status = fill_far(arrivals, fit, exchange, err);
    if (status != RIFFLE_OK) {
        arrivals_release(arrivals);
        return status;
    }
    fill_slopes(arrivals, fit, exchange);
    whiten_rows(m, fit->p, fit->factor, arrivals->z);
    return RIFFLE_OK;
}

void arrivals_release(struct arrivals *arrivals)
{
    free(arrivals->z);
    free(arrivals->residual);
    free(arrivals->weight);
    free(arrivals->far);
    free(arrivals->gram);
    *arrivals = (struct arrivals){0};
}

struct arrivals arrivals_one(const struct arrivals *all,
                             const struct riffle_fit *fit, size_t j)
{
    return (struct arrivals){
        .m = 1,
        .z = all->z + j * fit->p,
        .residual = all->residual + j,
        .weight = all->weight + j,
        .far = all->far ? all->far + j * fit->data->n_features : NULL,
        .gram = all->gram ? all->gram + j * all->m + j : NULL,
    };
}

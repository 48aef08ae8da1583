#include "attribution/plain.h"

#include "base/memory.h"
#include "linalg/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum riffle_status plain_rows(const struct riffle_fit *fit, double **rows,
                              struct riffle_error *err)
{
    const struct riffle_rows *train = &fit->data->train;
    size_t features = fit->basis->n_features, p = fit->p;
    if (fit->basis->rotation != NULL)
        return basis_rows(fit->basis, train->n, train->x, rows, err);
    double *made = array_new(train->n, p, sizeof *made);
    if (made == NULL)
        return riffle_fail_memory(err, train->n * p * sizeof *made);
    for (size_t i = 0; i < train->n; i++) {
        memcpy(made + i * p, train->x + i * features, features * sizeof *made);
        if (fit->basis->intercept)
            made[i * p + features] = 1;
    }
    *rows = made;
    return RIFFLE_OK;
}

void plain_norms(const struct riffle_fit *fit, double *norms)
{
    size_t features = fit->basis->n_features;
    for (size_t i = 0; i < fit->n; i++) {
        norms[i] = norm(features, fit->data->train.x + i * features);
        if (fit->basis->intercept)
            norms[i] = hypot(norms[i], 1);
    }
}

/* vector_j /= scale_j: from solver columns to plain ones. */
static void unscale(const struct riffle_fit *fit, double *vector)
{
    const double *scale = fit->basis->scale;
    for (size_t j = 0; scale != NULL && j < fit->basis->n_features; j++)
        vector[j] /= scale[j];
}

/* vector = L vector, from the last entry up */
static void times_factor(const struct riffle_fit *fit, double *vector)
{
    for (size_t i = fit->p; i-- > 0;)
        vector[i] = dot(i + 1, fit->factor + i * fit->p, vector);
}

/* vector = L' vector, from the first entry down */
static void times_factor_transposed(const struct riffle_fit *fit,
                                    double *vector)
{
    for (size_t i = 0; i < fit->p; i++) {
        const double *row = fit->factor + i * fit->p;
        double value = vector[i];
        vector[i] = 0;
        add_scaled(i + 1, value, row, vector);
    }
}

void plain_gradient(const struct riffle_fit *fit, double *vector)
{
    times_factor(fit, vector);
    unscale(fit, vector);
}

void plain_whiten(const struct riffle_fit *fit, double *vector)
{
    const double *scale = fit->basis->scale;
    for (size_t j = 0; scale != NULL && j < fit->basis->n_features; j++)
        vector[j] *= scale[j];
    solve_lower(fit->p, fit->factor, vector);
}

void plain_point(const struct riffle_fit *fit, double *vector)
{
    unscale(fit, vector);
    times_factor_transposed(fit, vector);
}

void plain_theta(const struct riffle_fit *fit, double *out)
{
    const struct basis *basis = fit->basis;
    size_t features = basis->n_features;
    size_t rank = fit->p - (basis->intercept ? 1 : 0);
    if (basis->rotation != NULL)
        multiply(rank, features, basis->rotation, fit->theta, out);
    else
        memcpy(out, fit->theta, features * sizeof *out);
    if (basis->intercept)
        out[rank] = fit->theta[features];
}

double plain_penalty(const struct riffle_fit *fit, size_t j)
{
    bool is_free = fit->summary.intercept == RIFFLE_INTERCEPT_FREE;
    return is_free && j == fit->p - 1 ? 0 : fit->summary.lambda;
}

void plain_products(const struct riffle_fit *fit, const double *gradient,
                    const double *weights, double *out)
{
    memcpy(out, gradient, fit->p * sizeof *out);
    plain_gradient(fit, out);
    for (size_t j = 0; weights != NULL && j < fit->p; j++)
        out[j] *= weights[j];
    unscale(fit, out);
    times_factor_transposed(fit, out);
}

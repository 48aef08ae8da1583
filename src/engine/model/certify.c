#include "model/certify.h"

#include "base/memory.h"
#include "linalg/linalg.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

double certify_radius(double rho, double nu)
{
    double product = rho * nu;
    if (!(product < 1))
        return NAN;
    return product < 1e-8 ? nu * (1 + product) : -log1p(-product) / rho;
}

/* X' residual plus the penalty's pull at theta; out: d. */
static void fill_gradient(const struct riffle_fit *fit, const double *theta,
                          const double *residual, double *out)
{
    const struct riffle_rows *rows = &fit->data->train;
    size_t d = fit->data->n_features;
    double strength = fit->summary.lambda * (double)fit->n;
    multiply_transposed(rows->n, d, rows->x, residual, out);
    add_scaled(d, strength, theta, out);
    if (fit->summary.intercept == RIFFLE_INTERCEPT_NONE)
        return;
    bool penalised = fit->summary.intercept == RIFFLE_INTERCEPT_PENALIZED;
    out[d] = penalised ? strength * theta[d] : 0;
    for (size_t i = 0; i < rows->n; i++)
        out[d] += residual[i];
}

/* ||grad F||_2 now over ||grad F||_2 at theta = 0, which the fit keeps. */
static enum riffle_status relative_gradient(struct riffle_fit *fit,
                                            struct riffle_error *err)
{
    size_t d = fit->summary.d, n = fit->n;
    double *last = array_new(d, 1, sizeof *last); /* also theta = 0 */
    double *residual = array_new(n, 1, sizeof *residual);
    fit->start_gradient = array_new(d, 1, sizeof(double));
    enum riffle_status status = RIFFLE_OK;
    if (last == NULL || residual == NULL || fit->start_gradient == NULL) {
        status = riffle_fail_memory(err, (2 * d + n) * sizeof(double));
    } else {
        for (size_t i = 0; i < n; i++)
            residual[i] = fit->data->train.y[i] != 0 ? -0.5 : 0.5;
        fill_gradient(fit, last, residual, fit->start_gradient);
        fill_gradient(fit, fit->theta, fit->train.residual, last);
        double first = norm(d, fit->start_gradient), now = norm(d, last);
        fit->summary.relative_gradient = first > 0 ? now / first : now;
    }
    free(last);
    free(residual);
    return status;
}

enum riffle_status certify_fit(struct riffle_fit *fit, const struct iterate *at,
                               struct riffle_error *err)
{
    double *whitened = array_new(fit->p, 1, sizeof *whitened);
    if (whitened == NULL)
        return riffle_fail_memory(err, fit->p * sizeof *whitened);
    for (size_t j = 0; j < fit->p; j++)
        whitened[j] = at->gradient[j];
    solve_lower(fit->p, fit->factor, whitened);
    double rho = 0, rounding = 0;
    for (size_t i = 0; i < fit->n; i++) {
        double size = sqrt(fit->norm2[i]);
        rho = fmax(rho, size);
        rounding += DBL_EPSILON * fabs(fit->train.residual[i]) * size;
    }
    double nu = norm(fit->p, whitened) + rounding;
    fit->summary.decrement = nu;
    fit->summary.bound = certify_radius(rho, nu);
    free(whitened);
    return relative_gradient(fit, err);
}

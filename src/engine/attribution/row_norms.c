#include "attribution/row_norms.h"

#include "attribution/plain.h"
#include "base/memory.h"
#include "linalg/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 128 };

static bool is_scaled(const struct riffle_fit *fit)
{
    return fit->summary.penalty == RIFFLE_PENALTY_SCALED;
}

/* Whitened gradients of `count` rows from `first` on. */
static void fill(const struct riffle_fit *fit, size_t first, size_t count,
                 double *out)
{
    size_t p = fit->p;
    for (size_t i = 0; i < count; i++) {
        double *row = out + i * p;
        memset(row, 0, p * sizeof *row);
        add_scaled(p, fit->train.residual[first + i], fit->z + (first + i) * p,
                   row);
        if (is_scaled(fit))
            add_scaled(p, 1 / (double)fit->n, fit->pull, row);
    }
}

/* L^-T of solver columns becomes theta: its features times their scales. */
static double theta_length(const struct riffle_fit *fit, double *row)
{
    const double *scale = fit->basis->scale;
    for (size_t j = 0; scale != NULL && j < fit->basis->n_features; j++)
        row[j] *= scale[j];
    return norm(fit->p, row);
}

/* ||r a + b||^2 from ||a||, a . b and ||b||: nothing cancels when b is 0. */
static void combine(const struct riffle_fit *fit, double *lengths,
                    const double *products, double square)
{
    for (size_t i = 0; i < fit->n; i++) {
        double r = fit->train.residual[i], own = r * lengths[i];
        lengths[i] = sqrt(fmax(own * own + 2 * r * products[i] + square, 0));
    }
}

/* Plain lengths, or those in the norm of H^-1. */
static enum riffle_status short_norms(const struct riffle_fit *fit, bool plain,
                                      double *norms, struct riffle_error *err)
{
    size_t p = fit->p;
    double *work = array_new(fit->n + 2 * p, 1, sizeof *work);
    if (work == NULL)
        return riffle_fail_memory(err, (fit->n + 2 * p) * sizeof *work);
    double *products = work + 2 * p, *pull = work, *image = work + p;
    if (is_scaled(fit)) {
        add_scaled(p, 1 / (double)fit->n, fit->pull, pull);
        memcpy(image, pull, p * sizeof *image);
        if (plain)
            plain_products(fit, pull, NULL, image);
        multiply(fit->n, p, fit->z, image, products);
    }
    if (plain)
        plain_norms(fit, norms);
    else
        for (size_t i = 0; i < fit->n; i++)
            norms[i] = sqrt(fit->norm2[i]);
    combine(fit, norms, products, dot(p, pull, image));
    free(work);
    return RIFFLE_OK;
}

static enum riffle_status solved_norms(const struct riffle_fit *fit,
                                       double *norms, struct riffle_error *err)
{
    size_t p = fit->p;
    double *rows = array_new(CHUNK, p, sizeof *rows);
    if (rows == NULL)
        return riffle_fail_memory(err, CHUNK * p * sizeof *rows);
    for (size_t first = 0; first < fit->n; first += CHUNK) {
        size_t count = fit->n - first < CHUNK ? fit->n - first : CHUNK;
        fill(fit, first, count, rows);
        unwhiten_rows(count, p, fit->factor, rows);
        for (size_t i = 0; i < count; i++)
            norms[first + i] = theta_length(fit, rows + i * p);
    }
    free(rows);
    return RIFFLE_OK;
}

enum riffle_status row_norms(const struct riffle_fit *fit, enum row_norm which,
                             double *norms, struct riffle_error *err)
{
    if (which == ROW_NORM_SOLVED)
        return solved_norms(fit, norms, err);
    return short_norms(fit, which == ROW_NORM_PLAIN, norms, err);
}

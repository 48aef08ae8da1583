#include "model/slack.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/hessian.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Differences above this keep enough digits (mathematics 3.3). */
static const double DIRECT = 1e-4;
/* Flops that all direct rows of a fit may take. */
static const double MOST_WORK = 2e11;

/* Lower half of the Hessian without row i and its share of the penalty. */
static void fill_without(const struct riffle_fit *fit, const double *design,
                         size_t i, double *chunk, double *hessian)
{
    size_t p = fit->p, n = fit->n;
    bool scaled = fit->summary.penalty == RIFFLE_PENALTY_SCALED;
    double share = scaled ? (double)(n - 1) / (double)n : 1;
    memset(hessian, 0, p * p * sizeof *hessian);
    for (size_t first = 0; first < n; first += HESSIAN_CHUNK) {
        size_t count = n - first < HESSIAN_CHUNK ? n - first : HESSIAN_CHUNK;
        for (size_t r = 0; r < count; r++) {
            size_t row = first + r;
            double root = row == i ? 0 : sqrt(fit->train.weight[row]);
            for (size_t j = 0; j < p; j++)
                chunk[r * p + j] = root * design[row * p + j];
        }
        add_gram_columns(count, p, 1, chunk, hessian);
    }
    for (size_t j = 0; j < p; j++)
        hessian[j * p + j] += share * fit->penalty[j];
}

/* 0 when nothing but row i determines some direction. */
static double direct_slack(const struct riffle_fit *fit, const double *design,
                           size_t i, double *chunk, double *hessian)
{
    size_t p = fit->p;
    fill_without(fit, design, i, chunk, hessian);
    if (!factorise(p, hessian))
        return 0;
    memcpy(chunk, design + i * p, p * sizeof *chunk);
    solve_lower(p, hessian, chunk);
    return 1 / (1 + fit->train.weight[i] * dot(p, chunk, chunk));
}

static enum riffle_status fill_direct(struct riffle_fit *fit,
                                      struct riffle_error *err)
{
    size_t p = fit->p, n = fit->n;
    double *design = NULL;
    double *chunk = array_new(HESSIAN_CHUNK, p, sizeof *chunk);
    double *hessian = array_new(p, p, sizeof *hessian);
    double each = (double)n * (double)p * (double)p, work = 0;
    enum riffle_status status = RIFFLE_OK;
    if (chunk == NULL || hessian == NULL)
        status =
            riffle_fail_memory(err, (HESSIAN_CHUNK + p) * p * sizeof *chunk);
    else
        status = basis_rows(fit->basis, n, fit->data->train.x, &design, err);
    for (size_t i = 0; status == RIFFLE_OK && i < n; i++) {
        if (fit->slack[i] >= DIRECT || work > MOST_WORK)
            continue;
        fit->slack[i] = direct_slack(fit, design, i, chunk, hessian);
        work += each;
    }
    free(design);
    free(chunk);
    free(hessian);
    return status;
}

enum riffle_status slack_init(struct riffle_fit *fit, struct riffle_error *err)
{
    bool any = false;
    const double *norm2 =
        fit->scaled_norm2 != NULL ? fit->scaled_norm2 : fit->norm2;
    fit->slack = array_new(fit->n, 1, sizeof *fit->slack);
    if (fit->slack == NULL)
        return riffle_fail_memory(err, fit->n * sizeof *fit->slack);
    for (size_t i = 0; i < fit->n; i++) {
        fit->slack[i] = 1 - fit->train.weight[i] * norm2[i];
        any = any || fit->slack[i] < DIRECT;
    }
    return any ? fill_direct(fit, err) : RIFFLE_OK;
}

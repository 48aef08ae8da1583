#include "attribution/exact_hessian.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/rounding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 256 };

double exact_hessian_cost(const struct riffle_fit *fit)
{
    double n = (double)fit->n, p = (double)fit->p;
    return 2 * n * p * p + 2 * p * p * p;
}

/* Rows of Z times the root of |curvature|, those of one sign. */
static size_t fill_chunk(const struct trial *trial, double sign, size_t first,
                         double *chunk)
{
    const struct riffle_fit *fit = trial->down.fit;
    size_t p = fit->p, count = 0;
    for (size_t i = first; i < fit->n && i < first + CHUNK; i++) {
        double curvature = sign * trial->curvature[i];
        if (!(curvature > 0))
            continue;
        double root = sqrt(curvature);
        for (size_t j = 0; j < p; j++)
            chunk[count * p + j] = root * fit->z[i * p + j];
        count++;
    }
    return count;
}

/* The lower half of K. */
static void fill_matrix(const struct trial *trial, double *chunk, double *k)
{
    size_t p = trial->down.fit->p;
    for (size_t j = 0; j < p; j++)
        k[j * p + j] = trial->share;
    for (size_t first = 0; first < trial->down.fit->n; first += CHUNK)
        for (int side = 0; side < 2; side++) {
            double sign = side == 0 ? -1 : 1;
            size_t count = fill_chunk(trial, sign, first, chunk);
            add_gram_columns(count, p, sign, chunk, k);
        }
}

static double find_longest(const struct trial *trial, const double *factor,
                           double *chunk)
{
    const struct riffle_fit *fit = trial->down.fit;
    size_t p = fit->p;
    double longest = 0;
    for (size_t first = 0; first < fit->n; first += CHUNK) {
        size_t count = fit->n - first < CHUNK ? fit->n - first : CHUNK;
        memcpy(chunk, fit->z + first * p, count * p * sizeof *chunk);
        whiten_rows(count, p, factor, chunk);
        for (size_t i = 0; i < count; i++)
            if (trial->kept[first + i])
                longest = fmax(longest, dot(p, chunk + i * p, chunk + i * p));
    }
    return longest;
}

/* Rounding of K: of its sums, of Z, of the fit's own Hessian. */
static void fill_errors(const struct trial *trial, const double *weight,
                        struct exact_hessian *exact)
{
    const struct riffle_fit *fit = trial->down.fit;
    double trace = trial->share * (double)fit->p, steepest = 0;
    for (size_t i = 0; i < fit->n; i++) {
        trace += fabs(trial->curvature[i]) * fit->norm2[i];
        if (weight[i] > 0)
            steepest = fmax(steepest, weight[i] / fit->train.weight[i]);
    }
    const struct rounding *rounding = &fit->rounding;
    exact->reach = steepest + trial->share;
    exact->error = rounding_gamma(fit->n + 2 * fit->p) * trace +
                   2 * (rounding->solve + rounding->turn) * exact->reach +
                   rounding->hessian * trial->share;
}

static void examine(const struct trial *trial, double *k, double *work,
                    double *chunk, struct exact_hessian *exact)
{
    size_t p = trial->down.fit->p;
    double *v = chunk; /* a row of it */
    fill_matrix(trial, chunk, k);
    memcpy(work, k, p * p * sizeof *work);
    if (!factorise(p, work))
        return;
    memcpy(v, trial->gradient, p * sizeof *v);
    solve_lower(p, work, v);
    exact->gradient = norm(p, v);
    exact->longest = find_longest(trial, work, chunk);
    exact->floor = eigenvalue_floor(p, k, work, v);
}

enum riffle_status exact_hessian_init(struct exact_hessian *exact,
                                      const struct trial *trial,
                                      const double *weight,
                                      struct riffle_error *err)
{
    size_t p = trial->down.fit->p;
    double *k = array_new(p, p, sizeof *k);
    double *work = array_new(p, p, sizeof *work);
    double *chunk = array_new(CHUNK, p, sizeof *chunk);
    enum riffle_status status = RIFFLE_OK;
    *exact = (struct exact_hessian){0};
    if (k == NULL || work == NULL || chunk == NULL) {
        status = riffle_fail_memory(err, (2 * p + CHUNK) * p * sizeof *k);
    } else {
        examine(trial, k, work, chunk, exact);
        fill_errors(trial, weight, exact);
    }
    free(k);
    free(work);
    free(chunk);
    return status;
}

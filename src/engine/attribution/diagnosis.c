#include "riffle/diagnosis.h"

#include "riffle/estimator.h"
#include "riffle/rng.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "measure/measure.h"
#include "model/fit.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { CHUNK = 64, SETS = 20 };

/* Rows of smaller weight than this say nothing in double precision. */
static const double FAINT = 1e-300;

static void look_at_rows(const struct riffle_fit *fit, const double *gradient,
                         struct riffle_diagnosis *found)
{
    const struct riffle_points *train = &fit->train;
    for (size_t i = 0; i < fit->n; i++) {
        double root = sqrt(train->weight[i]);
        double along = dot(fit->p, fit->z + i * fit->p, gradient);
        found->misplaced += fit->data->train.y[i] != 0 ? !(train->logit[i] > 0)
                                                       : !(train->logit[i] < 0);
        found->faint += train->weight[i] < FAINT;
        if (train->leverage[i] > train->leverage[found->max_row])
            found->max_row = i;
        found->c_l =
            fmax(found->c_l, fabs(train->residual[i]) * sqrt(fit->norm2[i]));
        found->eta = fmax(found->eta, root * fabs(along));
    }
    found->max_leverage = train->leverage[found->max_row];
    found->c_r = 1 / (1 - found->max_leverage);
}

static void look_at_pairs(const struct riffle_fit *fit, size_t i,
                          const double *products,
                          struct riffle_diagnosis *found)
{
    const struct riffle_points *train = &fit->train;
    double root = sqrt(train->weight[i]);
    for (size_t j = 0; j < fit->n; j++) {
        if (j == i)
            continue;
        double product = root * fabs(products[j]);
        found->delta = fmax(found->delta, product * sqrt(train->weight[j]));
        found->epsilon =
            fmax(found->epsilon, product * fabs(train->residual[j]));
    }
}

static enum riffle_status scan_pairs(const struct riffle_fit *fit,
                                     const struct riffle_progress *progress,
                                     struct riffle_diagnosis *found,
                                     struct riffle_error *err)
{
    size_t n = fit->n, p = fit->p;
    double *products = array_new(CHUNK, n, sizeof *products);
    enum riffle_status status = RIFFLE_OK;
    if (products == NULL)
        return riffle_fail_memory(err, CHUNK * n * sizeof *products);
    for (size_t first = 0; first < n && status == RIFFLE_OK; first += CHUNK) {
        size_t count = n - first < CHUNK ? n - first : CHUNK;
        multiply_rows(count, n, p, fit->z + first * p, fit->z, products);
        for (size_t i = 0; i < count; i++)
            look_at_pairs(fit, first + i, products + i * n, found);
        if (!riffle_progress_step(progress, "diagnose", first + count, n))
            status = riffle_fail(err, RIFFLE_STOPPED, "stopped");
    }
    free(products);
    return status;
}

/* |NS - RIF| of one random set, or NaN. u: 2 x p, written through shifts. */
static enum riffle_status
try_set(const struct riffle_fit *fit, const double *gradient,
        const struct riffle_removal *removal,
        double *u, // NOLINT(readability-non-const-parameter)
        double *gap, struct riffle_error *err)
{
    static const char *const names[] = {"ns", "rif"};
    double effect[2];
    for (size_t e = 0; e < 2; e++) {
        struct riffle_shift shift = {.u = u + e * fit->p};
        enum riffle_status status = riffle_estimator_find(names[e])->shift(
            fit, removal, 1, &shift, NULL, err);
        if (status != RIFFLE_OK)
            return status;
        effect[e] = shift.status == RIFFLE_OK ? dot(fit->p, gradient, shift.u)
                                              : (double)NAN;
    }
    *gap = fmax(*gap, fabs(effect[0] - effect[1])); /* passes over NaN */
    return RIFFLE_OK;
}

static enum riffle_status try_sets(const struct riffle_fit *fit,
                                   const double *gradient, uint64_t seed,
                                   struct riffle_diagnosis *found,
                                   struct riffle_error *err)
{
    struct riffle_rng rng;
    size_t *rows = array_new(fit->n, 1, sizeof *rows);
    double *u = array_new(2, fit->p, sizeof *u);
    enum riffle_status status = RIFFLE_OK;
    if (rows == NULL || u == NULL)
        status = riffle_fail_memory(err, (fit->n + 2 * fit->p) * sizeof *u);
    for (size_t i = 0; rows != NULL && i < fit->n; i++)
        rows[i] = i;
    riffle_rng_init(&rng, seed, "diagnose");
    for (; found->sets < SETS && status == RIFFLE_OK; found->sets++) {
        struct riffle_removal removal;
        riffle_rng_choose(&rng, rows, fit->n, found->k);
        status =
            riffle_removal_init(&removal, rows, found->k, fit->n, NULL, err);
        if (status != RIFFLE_OK)
            break;
        status = try_set(fit, gradient, &removal, u, &found->gap, err);
        riffle_removal_release(&removal);
    }
    free(rows);
    free(u);
    return status;
}

/* As many rows as the theorem allows, two at least, a tenth at most. */
static size_t choose_k(const struct riffle_fit *fit, double k_limit)
{
    size_t most = fit->n / 10 > 2 ? fit->n / 10 : 2;
    most = most < fit->n ? most : fit->n;
    if (!(k_limit >= 2))
        return most < 2 ? most : 2;
    return k_limit < (double)most ? (size_t)k_limit : most;
}

enum riffle_status riffle_diagnose(const struct riffle_fit *fit,
                                   const struct riffle_measure *measure,
                                   uint64_t seed,
                                   const struct riffle_progress *progress,
                                   struct riffle_diagnosis *diagnosis,
                                   struct riffle_error *err)
{
    const double *gradient = measure_gradient(measure);
    if (gradient == NULL)
        return riffle_fail(err, RIFFLE_ENOTAPPLICABLE,
                           "`%s' has no gradient at the fit",
                           riffle_measure_name(measure));
    struct riffle_diagnosis found = {
        .condition = fit->summary.condition,
        .digits = -log10(DBL_EPSILON / 2 * fit->summary.condition),
        .bound = NAN,
        .gap = NAN,
    };
    found.digits = fmax(found.digits, 0);
    look_at_rows(fit, gradient, &found);
    enum riffle_status status = scan_pairs(fit, progress, &found, err);
    if (status != RIFFLE_OK)
        return status;
    found.k_limit = 1 / (2 * found.c_r * found.delta);
    found.k = choose_k(fit, found.k_limit);
    double k = (double)found.k;
    if (k <= found.k_limit)
        found.bound = k * k * found.eta * (1 + 2 * found.c_r) *
                      (found.epsilon + found.c_r * found.c_l * found.delta);
    status = try_sets(fit, gradient, seed, &found, err);
    if (status == RIFFLE_OK)
        *diagnosis = found;
    return status;
}

#include "model/points.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/hessian.h"
#include "model/logistic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum riffle_status points_init(struct riffle_points *points, size_t n,
                                      struct riffle_error *err)
{
    double **arrays[] = {&points->logit,    &points->probability,
                         &points->residual, &points->weight,
                         &points->loss,     &points->leverage};
    points->n = n;
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0]; a++) {
        *arrays[a] = array_new(n, 1, sizeof(double));
        if (*arrays[a] == NULL)
            return riffle_fail_memory(err, n * sizeof(double));
    }
    return RIFFLE_OK;
}

void points_release(struct riffle_points *points)
{
    free(points->logit);
    free(points->probability);
    free(points->residual);
    free(points->weight);
    free(points->loss);
    free(points->leverage);
    *points = (struct riffle_points){0};
}

/* Returns the accuracy: p = 1/2 predicts the positive class. */
static double fill(struct riffle_points *points, const double *logit,
                   const uint8_t *y)
{
    size_t right = 0;
    for (size_t i = 0; i < points->n; i++) {
        struct logistic row = logistic_at(logit[i], y[i]);
        points->logit[i] = logit[i];
        points->probability[i] = row.probability;
        points->residual[i] = row.residual;
        points->weight[i] = row.weight;
        points->loss[i] = row.loss;
        points->leverage[i] = (double)NAN;
        right += (logit[i] >= 0) == (y[i] != 0);
    }
    return points->n > 0 ? (double)right / (double)points->n : (double)NAN;
}

enum riffle_status points_training(struct riffle_fit *fit, const double *logit,
                                   struct riffle_error *err)
{
    enum riffle_status status = points_init(&fit->train, fit->n, err);
    if (status == RIFFLE_OK)
        fit->summary.train_accuracy =
            fill(&fit->train, logit, fit->data->train.y);
    return status;
}

enum riffle_status points_test(struct riffle_fit *fit, const double *logit,
                               struct riffle_error *err)
{
    enum riffle_status status = points_init(&fit->test, fit->m, err);
    if (status == RIFFLE_OK)
        fit->summary.test_accuracy = fill(&fit->test, logit, fit->data->test.y);
    return status;
}

void points_leverages(struct riffle_fit *fit)
{
    double highest = 0;
    for (size_t i = 0; i < fit->n; i++) {
        fit->train.leverage[i] = fit->train.weight[i] * fit->norm2[i];
        highest = fmax(highest, fit->train.leverage[i]);
    }
    for (size_t i = 0; i < fit->m; i++)
        fit->test.leverage[i] = fit->test.weight[i] * fit->norm2_test[i];
    fit->summary.max_leverage = highest;
}

void points_lessen(const struct riffle_fit *fit, double rows, double *roots,
                   double *lessened)
{
    size_t p = fit->p;
    for (size_t j = 0; j < p; j++) {
        roots[j * p + j] = sqrt(fit->penalty[j]);
        lessened[j * p + j] = 1;
    }
    whiten_rows(p, p, fit->factor, roots);
    add_gram_columns(p, p, -rows / (double)fit->n, roots, lessened);
}

static void fill_scaled_norms(struct riffle_fit *fit, double *chunk)
{
    size_t p = fit->p;
    for (size_t first = 0; first < fit->n; first += HESSIAN_CHUNK) {
        size_t rows = fit->n - first;
        rows = rows < HESSIAN_CHUNK ? rows : HESSIAN_CHUNK;
        memcpy(chunk, fit->z + first * p, rows * p * sizeof *chunk);
        whiten_rows(rows, p, fit->scaled_factor, chunk);
        for (size_t i = 0; i < rows; i++)
            fit->scaled_norm2[first + i] = dot(p, chunk + i * p, chunk + i * p);
    }
}

enum riffle_status points_scaled(struct riffle_fit *fit,
                                 struct riffle_error *err)
{
    size_t p = fit->p, size = sizeof(double);
    double *roots = array_new(p, p, size);
    double *chunk = array_new(HESSIAN_CHUNK, p, size);
    fit->scaled_factor = array_new(p, p, size);
    fit->scaled_norm2 = array_new(fit->n, 1, size);
    enum riffle_status status = RIFFLE_OK;
    if (roots == NULL || chunk == NULL || fit->scaled_factor == NULL ||
        fit->scaled_norm2 == NULL) {
        status = riffle_fail_memory(err, (2 * p + HESSIAN_CHUNK) * p * size);
    } else {
        points_lessen(fit, 1, roots, fit->scaled_factor);
        if (factorise(p, fit->scaled_factor))
            fill_scaled_norms(fit, chunk);
        else
            status = riffle_fail(err, RIFFLE_EILLCONDITIONED,
                                 "penalty=scaled leaves nothing to hold one "
                                 "removed row");
    }
    free(roots);
    free(chunk);
    return status;
}

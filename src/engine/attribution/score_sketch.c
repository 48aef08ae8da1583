/* Influence sketching: RIF with leverages from a random sketch of Z. */
#include "attribution/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "riffle/rng.h"

#include "base/memory.h"
#include "linalg/linalg.h"
#include "measure/measure.h"
#include "model/fit.h"

/* lengths_i = ||R Z_i||^2, R rank x p normal over sqrt(rank). */
static enum riffle_status sketch(const struct riffle_score_query *query,
                                 double *lengths, struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    size_t p = fit->p, rank = (size_t)query->settings[0];
    struct riffle_rng rng;
    riffle_rng_init(&rng, query->seed, "sketch");
    double *matrix = array_new(rank, p, sizeof *matrix);
    double *image = array_new(rank, 1, sizeof *image);
    if (matrix == NULL || image == NULL) {
        free(matrix);
        free(image);
        return riffle_fail_memory(err, rank * p * sizeof *matrix);
    }
    for (size_t i = 0; i < rank * p; i++)
        matrix[i] = riffle_rng_normal(&rng) / sqrt((double)rank);
    for (size_t i = 0; i < fit->n; i++) {
        multiply(rank, p, matrix, fit->z + i * p, image);
        lengths[i] = dot(rank, image, image);
    }
    free(matrix);
    free(image);
    return RIFFLE_OK;
}

/* work: 2 n + p; sketched leverages come in its first n. */
static void combine(const struct riffle_fit *fit, const double *gradient,
                    double *work, double *values)
{
    size_t n = fit->n, p = fit->p;
    double *lengths = work, *pulled = work + n, *pull = work + 2 * n;
    if (fit->summary.penalty == RIFFLE_PENALTY_SCALED)
        add_scaled(p, 1 / (double)n, fit->pull, pull);
    double base = dot(p, gradient, pull);
    multiply(n, p, fit->z, pull, pulled);
    multiply(n, p, fit->z, gradient, values);
    for (size_t i = 0; i < n; i++) {
        double weight = fit->train.weight[i];
        double slack = 1 - weight * lengths[i];
        double step = fit->train.residual[i] + weight * pulled[i];
        values[i] = slack > 0 ? base + values[i] * step / slack : (double)NAN;
    }
}

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    const struct riffle_fit *fit = query->fit;
    const double *gradient = NULL;
    enum riffle_status status = score_gradient(query, &gradient, err);
    if (status != RIFFLE_OK)
        return status;
    double *work = array_new(2 * fit->n + fit->p, 1, sizeof *work);
    if (work == NULL)
        return riffle_fail_memory(err, (2 * fit->n + fit->p) * sizeof *work);
    status = sketch(query, work, err);
    if (status == RIFFLE_OK)
        combine(fit, gradient, work, result->values);
    free(work);
    return status;
}

static const struct riffle_score_setting settings[] = {
    {.name = "rank",
     .preset = 64,
     .low = 1,
     .high = 65536,
     .whole = true,
     .help = "dimensions of the sketch"},
    {.name = NULL},
};

const struct riffle_score score_sketch = {
    .name = "sketch",
    .title = "influence sketching",
    .summary = "rescaled influence with leverages from a random sketch: an "
               "approximation of `rif'",
    .formula = "IF_i / (1 - a_i ||R L^-1 x_i||^2), R random",
    .sign = "positive: removal increases the measure",
    .cost = "2 n p rank flops",
    .caveat = "leverages off by a factor of about 1 +- sqrt(2 / rank): no "
              "value where one comes out above 1; of use only where H cannot "
              "be factorised",
    .source = "Wojnowicz et al. 2016; survey 4.1.3",
    .kind = RIFFLE_SCORE_SOLVE,
    .needs_measure = true,
    .same_unit = true,
    .settings = settings,
    .compute = compute,
};

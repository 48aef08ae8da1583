/* Rows nearest to one row over all columns, in one of three metrics. */
#include "selection/drawn.h"

#include "riffle/threads.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/linalg.h"
#include "selection/cluster.h"

static const char *const metric_names[] = {
    [RIFFLE_METRIC_RAW] = "raw",
    [RIFFLE_METRIC_STANDARDIZED] = "standardized",
    [RIFFLE_METRIC_HESSIAN] = "hessian",
};

/* Points in the space of the metric; a column counts `weight` times. */
struct space {
    size_t n, width;
    const double *x;      /* n x width */
    const double *weight; /* width, or NULL */
};

/*
 * One over each column's standard deviation, 0 for a constant column; NULL
 * without memory. By Welford's updates: no column loses its digits to a large
 * mean.
 */
static double *inverse_deviations(const double *x, size_t n, size_t d)
{
    double *mean = array_new(d, 1, sizeof *mean);
    double *weight = array_new(d, 1, sizeof *weight);
    if (mean == NULL || weight == NULL) {
        free(mean);
        free(weight);
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < d; j++) {
            double off = x[i * d + j] - mean[j];
            mean[j] += off / (double)(i + 1);
            weight[j] += off * (x[i * d + j] - mean[j]);
        }
    }
    for (size_t j = 0; j < d; j++)
        weight[j] = weight[j] > 0 ? sqrt((double)n / weight[j]) : 0;
    free(mean);
    return weight;
}

static double distance_between(const struct space *space, size_t i,
                               size_t centre, double *work)
{
    const double *a = space->x + i * space->width;
    const double *b = space->x + centre * space->width;
    for (size_t j = 0; j < space->width; j++)
        work[j] = a[j] - b[j];
    for (size_t j = 0; space->weight != NULL && j < space->width; j++)
        work[j] *= space->weight[j];
    double square = dot(space->width, work, work);
    /* The slower norm neither overflows nor underflows. */
    return isnormal(square) ? sqrt(square) : norm(space->width, work);
}

/* Distances of all rows, dealt out to threads; work: width for each. */
struct survey {
    const struct space *space;
    size_t centre, threads;
    double *distance, *work;
};

static void survey_rows(void *data, size_t index)
{
    const struct survey *survey = (const struct survey *)data;
    const struct space *space = survey->space;
    double *work = survey->work + index * space->width;
    for (size_t i = index; i < space->n; i += survey->threads)
        survey->distance[i] = distance_between(space, i, survey->centre, work);
}

static enum riffle_status find_cluster(const struct space *space, size_t centre,
                                       size_t k, struct riffle_rng *rng,
                                       struct cluster *cluster)
{
    struct survey survey = {
        .space = space, .centre = centre, .threads = riffle_threads()};
    survey.distance = array_new(space->n, 1, sizeof *survey.distance);
    survey.work = array_new(survey.threads, space->width, sizeof(double));
    enum riffle_status status = RIFFLE_ENOMEM;
    if (survey.distance != NULL && survey.work != NULL) {
        parallel_run(survey.threads, survey_rows, &survey);
        status =
            cluster_new(survey.distance, space->n, centre, k, rng, cluster);
    }
    free(survey.distance);
    free(survey.work);
    return status;
}

static enum riffle_status draw_rows(const struct riffle_dataset *data,
                                    const struct riffle_fit *fit,
                                    const struct riffle_draw *draw,
                                    struct riffle_removal *removal,
                                    struct riffle_error *err)
{
    /* Whitened rows differ by L^-1 (x - x'): their distance is H^-1's. */
    bool whitened = draw->metric == RIFFLE_METRIC_HESSIAN;
    enum riffle_status status = drawn_check(data, draw, err);
    if (status == RIFFLE_OK && whitened)
        status = drawn_need_fit(fit, "the hessian metric", err);
    if (status != RIFFLE_OK)
        return status;
    size_t n = data->train.n;
    size_t d = data->n_features;
    struct space space = {.n = n,
                          .width = whitened ? fit->p : d,
                          .x = whitened ? fit->z : data->train.x};
    double *weight = NULL;
    if (draw->metric == RIFFLE_METRIC_STANDARDIZED) {
        weight = inverse_deviations(space.x, n, d);
        if (weight == NULL)
            return riffle_fail_memory(err, 2 * d * sizeof *weight);
        space.weight = weight;
    }
    struct riffle_rng rng;
    struct cluster cluster;
    riffle_rng_init(&rng, draw->seed, "l2");
    size_t centre = cluster_centre(draw->around, n, &rng);
    status = find_cluster(&space, centre, draw->k, &rng, &cluster);
    free(weight);
    if (status != RIFFLE_OK)
        return riffle_fail_memory(err, n * sizeof(double));
    return drawn(removal, cluster.rows, draw, err,
                 "l2 cluster: around row %zu, %s metric%s", centre,
                 metric_names[draw->metric], cluster.words);
}

const struct riffle_strategy strategy_l2 = {
    .name = "l2",
    .summary = "rows nearest to one row over all features",
    .draw = draw_rows,
};

/* Column statistics of the training rows, and what is done with them. */
#include "data/prepare.h"

#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* d each; over the cells of the training rows that are there. */
struct statistics {
    double *mean, *least, *most, *square;
    size_t *count;
};

static void statistics_release(struct statistics *statistics)
{
    free(statistics->mean);
    free(statistics->least);
    free(statistics->most);
    free(statistics->square);
    free(statistics->count);
}

static enum riffle_status statistics_init(struct statistics *statistics,
                                          size_t d, struct riffle_error *err)
{
    *statistics = (struct statistics){
        .mean = array_new(d, 1, sizeof(double)),
        .least = array_new(d, 1, sizeof(double)),
        .most = array_new(d, 1, sizeof(double)),
        .square = array_new(d, 1, sizeof(double)),
        .count = array_new(d, 1, sizeof(size_t)),
    };
    if (statistics->mean != NULL && statistics->least != NULL &&
        statistics->most != NULL && statistics->square != NULL &&
        statistics->count != NULL)
        return RIFFLE_OK;
    return riffle_fail_memory(err, 5 * d * sizeof(double));
}

static void take_range(const struct riffle_rows *rows, size_t d,
                       struct statistics *s)
{
    for (size_t j = 0; j < d; j++) {
        s->least[j] = INFINITY;
        s->most[j] = -INFINITY;
    }
    for (size_t i = 0; i < rows->n; i++) {
        const double *x = rows->x + i * d;
        for (size_t j = 0; j < d; j++) {
            if (isnan(x[j]))
                continue;
            s->least[j] = x[j] < s->least[j] ? x[j] : s->least[j];
            s->most[j] = x[j] > s->most[j] ? x[j] : s->most[j];
            s->count[j]++;
        }
    }
}

/* Means, and sums of squares around them: two passes keep the digits. */
static void take_moments(const struct riffle_rows *rows, size_t d,
                         struct statistics *s)
{
    for (size_t i = 0; i < rows->n; i++)
        for (size_t j = 0; j < d; j++)
            if (!isnan(rows->x[i * d + j]))
                s->mean[j] += rows->x[i * d + j] / (double)s->count[j];
    for (size_t j = 0; j < d; j++)
        if (s->least[j] == s->most[j])
            s->mean[j] = s->least[j]; /* exactly, whatever was rounded */
    for (size_t i = 0; i < rows->n; i++)
        for (size_t j = 0; j < d; j++) {
            const double away = rows->x[i * d + j] - s->mean[j];
            if (!isnan(away))
                s->square[j] += away * away;
        }
}

static void note_constants(const struct prepare *prepare,
                           const struct riffle_dataset *dataset,
                           const struct statistics *s)
{
    char list[160] = "";
    size_t constants = 0, used = 0;
    for (size_t j = 0; j < dataset->n_features; j++) {
        if (s->least[j] < s->most[j])
            continue;
        if (constants < 3)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%.40s",
                                     constants > 0 ? ", " : "",
                                     dataset->feature_names[j]);
        constants++;
    }
    if (constants > 0)
        notes_add(prepare->notes,
                  "%zu column%s constant over the training rows: %s%s",
                  constants, constants == 1 ? " is" : "s are", list,
                  constants > 3 ? ", ..." : "");
}

/* Missing cells become the training mean; how many there were. */
static size_t fill_means(struct riffle_rows *rows, size_t d,
                         const struct statistics *s)
{
    size_t filled = 0;
    for (size_t i = 0; i < rows->n; i++)
        for (size_t j = 0; j < d; j++)
            if (isnan(rows->x[i * d + j])) {
                rows->x[i * d + j] = s->mean[j];
                filled++;
            }
    return filled;
}

static void scale_rows(const struct riffle_dataset *dataset,
                       struct riffle_rows *rows)
{
    const size_t d = dataset->n_features;
    for (size_t i = 0; i < rows->n; i++)
        for (size_t j = 0; j < d; j++)
            rows->x[i * d + j] =
                riffle_from_file(dataset, j, rows->x[i * d + j]);
}

static enum riffle_status standardize(struct riffle_dataset *dataset,
                                      const struct statistics *s,
                                      struct riffle_error *err)
{
    const size_t d = dataset->n_features;
    dataset->center = array_new(d, 1, sizeof(double));
    dataset->spread = array_new(d, 1, sizeof(double));
    if (dataset->center == NULL || dataset->spread == NULL)
        return riffle_fail_memory(err, 2 * d * sizeof(double));
    for (size_t j = 0; j < d; j++) {
        dataset->center[j] = s->mean[j];
        dataset->spread[j] =
            s->square[j] > 0 ? sqrt(s->square[j] / (double)s->count[j]) : 1;
    }
    scale_rows(dataset, &dataset->train);
    scale_rows(dataset, &dataset->test);
    return RIFFLE_OK;
}

static enum riffle_status check_counts(const struct prepare *prepare,
                                       const struct riffle_dataset *dataset,
                                       const struct statistics *s,
                                       struct riffle_error *err)
{
    for (size_t j = 0; j < dataset->n_features; j++) {
        const char *name = dataset->feature_names[j];
        if (s->count[j] > 0)
            continue;
        (void)riffle_fail(err, RIFFLE_EFORMAT,
                          "%s: column \"%.80s\" has no value in any training "
                          "row, so no mean to fill in",
                          prepare->path, name);
        riffle_hint(err, "leave it out: ignore=%.80s", name);
        return RIFFLE_EFORMAT;
    }
    return RIFFLE_OK;
}

enum riffle_status prepare_scale(const struct prepare *prepare,
                                 struct riffle_dataset *dataset,
                                 struct riffle_error *err)
{
    const size_t d = dataset->n_features;
    const bool mean = prepare->options->missing == RIFFLE_MISSING_MEAN;
    struct statistics s;
    enum riffle_status status = statistics_init(&s, d, err);
    if (status == RIFFLE_OK) {
        take_range(&dataset->train, d, &s);
        status = check_counts(prepare, dataset, &s, err);
    }
    if (status == RIFFLE_OK && (mean || prepare->options->standardize))
        take_moments(&dataset->train, d, &s);
    if (status == RIFFLE_OK && mean) {
        const size_t filled = fill_means(&dataset->train, d, &s) +
                              fill_means(&dataset->test, d, &s);
        if (filled > 0)
            notes_add(prepare->notes,
                      "%zu missing cell%s filled with the training mean of "
                      "the column",
                      filled, filled == 1 ? "" : "s");
    }
    if (status == RIFFLE_OK && prepare->options->standardize) {
        status = standardize(dataset, &s, err);
        notes_add(prepare->notes, "features are standardized: training mean "
                                  "0, standard deviation 1");
    }
    if (status == RIFFLE_OK)
        note_constants(prepare, dataset, &s);
    statistics_release(&s);
    return status;
}

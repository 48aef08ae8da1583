/* Small data sets made in memory, and fits of them. */
#ifndef SUPPORT_FIXTURE_H
#define SUPPORT_FIXTURE_H

#include "riffle/estimator.h"
#include "riffle/fit.h"
#include "riffle/rng.h"

#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void fixture_rows(struct riffle_rows *rows, size_t n, size_t d)
{
    rows->n = n;
    rows->x = calloc(n * d + 1, sizeof *rows->x);
    rows->y = calloc(n + 1, sizeof *rows->y);
    rows->origin = calloc(n + 1, sizeof *rows->origin);
    assert_true(rows->x != NULL && rows->y != NULL && rows->origin != NULL);
    for (size_t i = 0; i < n; i++)
        rows->origin[i] = i;
}

/* n training and m test rows of zeros; freed with riffle_dataset_free. */
static inline struct riffle_dataset *fixture_zeros(size_t n, size_t m, size_t d)
{
    struct riffle_dataset *data = calloc(1, sizeof *data);
    assert_non_null(data);
    data->name = strdup("fixture");
    data->label_name = strdup("label");
    data->class_names[0] = strdup("no");
    data->class_names[1] = strdup("yes");
    data->n_features = d;
    data->feature_names = calloc(d + 1, sizeof *data->feature_names);
    for (size_t j = 0; j < d; j++) {
        char name[24];
        (void)snprintf(name, sizeof name, "x%zu", j);
        data->feature_names[j] = strdup(name);
    }
    fixture_rows(&data->train, n, d);
    fixture_rows(&data->test, m, d);
    return data;
}

static inline void fixture_draw(struct riffle_rows *rows, size_t d,
                                const double *theta, struct riffle_rng *rng)
{
    for (size_t i = 0; i < rows->n; i++) {
        double z = 0;
        for (size_t j = 0; j < d; j++) {
            rows->x[i * d + j] = riffle_rng_normal(rng);
            z += rows->x[i * d + j] * theta[j];
        }
        rows->y[i] = riffle_rng_uniform(rng) < 1 / (1 + exp(-z));
    }
}

/* Normal features, labels from a logistic model: neither class is missing. */
static inline struct riffle_dataset *fixture_random(size_t n, size_t m,
                                                    size_t d, uint64_t seed)
{
    struct riffle_dataset *data = fixture_zeros(n, m, d);
    struct riffle_rng rng;
    riffle_rng_init(&rng, seed, "fixture");
    double *theta = calloc(d + 1, sizeof *theta);
    for (size_t j = 0; j < d; j++)
        theta[j] = 2 * riffle_rng_normal(&rng) / sqrt((double)d);
    fixture_draw(&data->train, d, theta, &rng);
    fixture_draw(&data->test, d, theta, &rng);
    data->train.y[0] = 0;
    data->train.y[n - 1] = 1;
    free(theta);
    return data;
}

static inline struct riffle_fit *fixture_fit(const struct riffle_dataset *data,
                                             double lambda,
                                             enum riffle_penalty penalty,
                                             enum riffle_intercept intercept)
{
    const struct riffle_fit_options options = {
        .lambda = lambda,
        .penalty = penalty,
        .intercept = intercept,
    };
    struct riffle_error err = {0};
    struct riffle_fit *fit = NULL;
    if (riffle_fit_new(data, &options, NULL, &fit, &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    return fit;
}

#endif

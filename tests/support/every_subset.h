/* Every subset of a few rows, each fitted from scratch. */
#ifndef SUPPORT_EVERY_SUBSET_H
#define SUPPORT_EVERY_SUBSET_H

#include "support/dense.h"
#include "support/world.h"

enum { D = 2, MOST_ROWS = 16 };

static inline struct world small_world(size_t n, enum riffle_penalty penalty)
{
    struct world world = {.data = fixture_random(n, 6, D, 11)};
    const size_t rows[] = {0, 1, 2, 3, 4, 5};
    world.fit = fixture_fit(world.data, 0.1, penalty, RIFFLE_INTERCEPT_FREE);
    assert_int_equal(riffle_probe_rows(&world.probe, world.fit, rows, 6, NULL),
                     RIFFLE_OK);
    return world;
}

static inline double loss_at(const struct riffle_dataset *data,
                             const double *theta)
{
    double sum = 0;
    for (size_t i = 0; i < data->test.n; i++) {
        double z = theta[D];
        for (size_t j = 0; j < D; j++)
            z += data->test.x[i * D + j] * theta[j];
        sum += log1p(exp(data->test.y[i] ? -z : z));
    }
    return sum;
}

static inline bool has_both_classes(const struct riffle_dataset *data,
                                    unsigned set)
{
    unsigned seen = 0;
    for (size_t i = 0; i < data->train.n; i++)
        if (set >> i & 1U)
            seen |= 1U << data->train.y[i];
    return seen == 3;
}

/* The probe's loss with the rows of `set`; without an optimum at theta = 0. */
static inline double loss_of(const struct world *world, unsigned set)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(world->fit);
    size_t rows[MOST_ROWS], k = 0;
    double zero[D + 1] = {0};
    if (!has_both_classes(world->data, set))
        return loss_at(world->data, zero);
    for (size_t i = 0; i < summary->n; i++)
        if (!(set >> i & 1U))
            rows[k++] = i;
    const struct riffle_removal removal = {.rows = rows, .k = k};
    struct riffle_dataset *less = dense_without(world->data, &removal);
    double n = (double)summary->n, kept = n - (double)k;
    double lambda = summary->lambda * dense_share(world->fit, k) * n / kept;
    struct riffle_fit *fit =
        fixture_fit(less, lambda, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double loss = loss_at(world->data, riffle_fit_theta(fit));
    riffle_fit_free(fit);
    riffle_dataset_free(less);
    return loss;
}

static inline double *losses(const struct world *world)
{
    size_t n = world->data->train.n;
    double *all = calloc((size_t)1 << n, sizeof *all);
    for (unsigned set = 0; set < 1U << n; set++)
        all[set] = loss_of(world, set);
    return all;
}

#endif

/* A random data set, its fit and a probe of every other test row. */
#ifndef SUPPORT_WORLD_H
#define SUPPORT_WORLD_H

#include "riffle/experiment.h"

#include "measure/measure.h"
#include "support/fixture.h"

struct world {
    struct riffle_dataset *data;
    struct riffle_fit *fit;
    struct riffle_probe probe;
};

static inline struct world world_new(size_t n, size_t d,
                                     enum riffle_penalty penalty,
                                     enum riffle_intercept intercept)
{
    struct world world = {.data = fixture_random(n, 24, d, 5)};
    size_t rows[12];
    for (size_t i = 0; i < 12; i++)
        rows[i] = 2 * i;
    world.fit = fixture_fit(world.data, 1e-2, penalty, intercept);
    assert_int_equal(riffle_probe_rows(&world.probe, world.fit, rows, 12, NULL),
                     RIFFLE_OK);
    return world;
}

static inline void world_free(struct world *world)
{
    riffle_probe_release(&world->probe);
    riffle_fit_free(world->fit);
    riffle_dataset_free(world->data);
}

static inline struct riffle_measure *world_measure(const struct world *world,
                                                   const char *name)
{
    struct riffle_error err = {0};
    struct riffle_measure *measure = NULL;
    if (riffle_measure_new(name, world->fit, &world->probe, &measure, &err) !=
        RIFFLE_OK)
        fail_msg("%s", err.message);
    return measure;
}

static inline struct riffle_removal removal_of(const struct world *world,
                                               const size_t *rows, size_t k)
{
    struct riffle_removal removal = {0};
    assert_int_equal(riffle_removal_init(&removal, rows, k,
                                         world->data->train.n, NULL, NULL),
                     RIFFLE_OK);
    return removal;
}

/* The effect of a given shift, whatever it came from. */
static inline struct riffle_effect
effect_of(const struct world *world, const struct riffle_measure *measure,
          const struct riffle_removal *removal,
          const struct riffle_shift *shift)
{
    size_t n = world->data->train.n;
    double *change = calloc(n, sizeof *change);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < world->fit->p; j++)
            change[i] += world->fit->z[i * world->fit->p + j] * shift->u[j];
    const struct measure_block block = {removal, shift, 1, change};
    struct riffle_effect effect;
    assert_int_equal(measure_effects(measure, &block, &effect, NULL),
                     RIFFLE_OK);
    free(change);
    return effect;
}

/* `size` normal numbers, caller owns. */
static inline double *normals(size_t size, double scale, uint64_t seed)
{
    struct riffle_rng rng;
    riffle_rng_init(&rng, seed, "normals");
    double *values = calloc(size, sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < size; i++)
        values[i] = scale * riffle_rng_normal(&rng);
    return values;
}

#endif

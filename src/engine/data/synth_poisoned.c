/* Two round classes; one corner of the positive one is labelled negative. */
#include "data/synth.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* From the origin to the centre of each class, in standard deviations. */
static const double DISTANCE = 2;

static enum riffle_status poisoned_draw(uint64_t seed,
                                        struct riffle_rng *stream, size_t d,
                                        struct riffle_rows *rows,
                                        struct riffle_error *err)
{
    struct riffle_rng rng;
    double *centre = array_new(d, 1, sizeof *centre);
    if (centre == NULL)
        return riffle_fail_memory(err, d * sizeof *centre);
    riffle_rng_init(&rng, seed, "centres");
    synth_direction(&rng, d, DISTANCE, centre);
    for (size_t i = 0; i < rows->n; i++) {
        rows->y[i] = riffle_rng_below(stream, 2) == 1;
        for (size_t j = 0; j < d; j++)
            rows->x[i * d + j] = riffle_rng_normal(stream) +
                                 (rows->y[i] == 1 ? centre[j] : -centre[j]);
    }
    free(centre);
    return RIFFLE_OK;
}

/* A row and how far it lies in the direction of the attack. */
struct reach {
    double reach;
    size_t row;
};

static int compare_reach(const void *a, const void *b)
{
    const struct reach *p = a, *q = b;
    if (p->reach != q->reach)
        return p->reach > q->reach ? -1 : 1;
    return p->row < q->row ? -1 : p->row > q->row;
}

/* The positive rows that reach farthest in a hidden direction. */
static enum riffle_status poisoned_plant(uint64_t seed,
                                         const struct riffle_rows *rows,
                                         size_t d, size_t count, bool *chosen,
                                         struct riffle_error *err)
{
    struct riffle_rng rng;
    double *direction = array_new(d, 1, sizeof *direction);
    struct reach *reaches = array_new(rows->n, 1, sizeof *reaches);
    if (direction == NULL || reaches == NULL) {
        free(direction);
        free(reaches);
        return riffle_fail_memory(err, rows->n * sizeof *reaches);
    }
    riffle_rng_init(&rng, seed, "attack");
    synth_direction(&rng, d, 1, direction);
    for (size_t i = 0; i < rows->n; i++) {
        reaches[i].row = i;
        for (size_t j = 0; j < d; j++)
            reaches[i].reach += rows->x[i * d + j] * direction[j];
        if (rows->y[i] == 0)
            reaches[i].reach = -INFINITY;
    }
    qsort(reaches, rows->n, sizeof *reaches, compare_reach);
    for (size_t k = 0; k < count; k++)
        chosen[reaches[k].row] = true;
    free(direction);
    free(reaches);
    return RIFFLE_OK;
}

const struct synth_kind synth_poisoned = {
    .shown = {"poisoned",
              "two round classes, wrong labels planted in a corner of one"},
    .prefix = "x",
    .n = 400,
    .d = 20,
    .noise = 0.06,
    .draw = poisoned_draw,
    .plant = poisoned_plant,
};

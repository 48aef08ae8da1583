/* Six round clusters, three of each class. */
#include "data/synth.h"

#include "base/memory.h"

#include <stdlib.h>

enum { CLUSTERS = 6 };

/* Length of a centre, in standard deviations of its cluster. */
static const double DISTANCE = 4;

static enum riffle_status clusters_draw(uint64_t seed,
                                        struct riffle_rng *stream, size_t d,
                                        struct riffle_rows *rows,
                                        struct riffle_error *err)
{
    struct riffle_rng rng;
    double *centres = array_new(CLUSTERS, d, sizeof *centres);
    if (centres == NULL)
        return riffle_fail_memory(err, CLUSTERS * d * sizeof *centres);
    riffle_rng_init(&rng, seed, "centres");
    for (size_t c = 0; c < CLUSTERS; c++)
        synth_direction(&rng, d, DISTANCE, centres + c * d);
    for (size_t i = 0; i < rows->n; i++) {
        const size_t c = riffle_rng_below(stream, CLUSTERS);
        for (size_t j = 0; j < d; j++)
            rows->x[i * d + j] = centres[c * d + j] + riffle_rng_normal(stream);
        rows->y[i] = c % 2;
    }
    free(centres);
    return RIFFLE_OK;
}

const struct synth_kind synth_clusters = {
    .shown = {"clusters", "six round clusters, three of each class"},
    .prefix = "x",
    .n = 600,
    .d = 20,
    .draw = clusters_draw,
};

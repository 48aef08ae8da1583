/* The paper's synthetic set: x ~ N(0, I), y ~ Bernoulli(sigma(x.theta)). */
#include "data/synth.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* ||theta||, the standard deviation of a logit: the best classifier is right
 * on five rows of six. */
static const double STRENGTH = 4;

static enum riffle_status gaussian_draw(uint64_t seed,
                                        struct riffle_rng *stream, size_t d,
                                        struct riffle_rows *rows,
                                        struct riffle_error *err)
{
    struct riffle_rng rng;
    double *theta = array_new(d, 1, sizeof *theta);
    if (theta == NULL)
        return riffle_fail_memory(err, d * sizeof *theta);
    riffle_rng_init(&rng, seed, "theta");
    synth_direction(&rng, d, STRENGTH, theta);
    for (size_t i = 0; i < rows->n; i++) {
        double logit = 0;
        for (size_t j = 0; j < d; j++) {
            rows->x[i * d + j] = riffle_rng_normal(stream);
            logit += rows->x[i * d + j] * theta[j];
        }
        rows->y[i] = riffle_rng_uniform(stream) < 1 / (1 + exp(-logit));
    }
    free(theta);
    return RIFFLE_OK;
}

const struct synth_kind synth_gaussian = {
    .shown = {"gaussian",
              "standard normal rows, labels by a logistic model (the paper's)"},
    .prefix = "x",
    .n = 400,
    .d = 300,
    .draw = gaussian_draw,
};

/* Word counts of short documents on two topics; words follow Zipf's law. */
#include "data/synth.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* Zipf-Mandelbrot: the word of rank r has weight 1 / (r + OFFSET). */
static const double OFFSET = 2.7;
/* Standard deviation of a word's log odds between the topics. */
static const double TILT = 0.8;
enum { LEAST_WORDS = 20, MOST_WORDS = 120 };

/* Cumulated word weights of each topic: 2 x d. */
static void topic_weights(uint64_t seed, size_t d, double *cumulated)
{
    struct riffle_rng rng;
    double total[2] = {0, 0};
    riffle_rng_init(&rng, seed, "topics");
    for (size_t j = 0; j < d; j++) {
        const double tilt = TILT / 2 * riffle_rng_normal(&rng);
        total[0] += exp(-tilt) / ((double)j + OFFSET);
        total[1] += exp(tilt) / ((double)j + OFFSET);
        cumulated[j] = total[0];
        cumulated[d + j] = total[1];
    }
}

/* The first word whose cumulated weight is above `weight`. */
static size_t word_at(const double *cumulated, size_t d, double weight)
{
    size_t low = 0, high = d - 1;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (cumulated[middle] > weight)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static enum riffle_status sparse_draw(uint64_t seed, struct riffle_rng *stream,
                                      size_t d, struct riffle_rows *rows,
                                      struct riffle_error *err)
{
    double *cumulated = array_new(2, d, sizeof *cumulated);
    if (cumulated == NULL)
        return riffle_fail_memory(err, 2 * d * sizeof *cumulated);
    topic_weights(seed, d, cumulated);
    for (size_t i = 0; i < rows->n; i++) {
        rows->y[i] = riffle_rng_below(stream, 2) == 1;
        const double *topic = cumulated + rows->y[i] * d;
        const size_t words =
            LEAST_WORDS +
            riffle_rng_below(stream, MOST_WORDS - LEAST_WORDS + 1);
        for (size_t w = 0; w < words; w++) {
            const double weight = riffle_rng_uniform(stream) * topic[d - 1];
            rows->x[i * d + word_at(topic, d, weight)]++;
        }
    }
    free(cumulated);
    return RIFFLE_OK;
}

const struct synth_kind synth_sparse = {
    .shown = {"sparse", "word counts of documents on two topics (Zipf's law)"},
    .prefix = "word",
    .n = 600,
    .d = 1000,
    .draw = sparse_draw,
};

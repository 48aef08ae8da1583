/* The seeded generator: the same numbers from the same seed everywhere. */
#ifndef RIFFLE_RNG_H
#define RIFFLE_RNG_H

#include <stddef.h>
#include <stdint.h>

/* xoshiro256** (Blackman and Vigna 2018), seeded through splitmix64. */
struct riffle_rng {
    uint64_t state[4];
};

/* `purpose` separates the streams that share a seed, e.g. "split". */
void riffle_rng_init(struct riffle_rng *rng, uint64_t seed,
                     const char *purpose);
uint64_t riffle_rng_next(struct riffle_rng *rng);

/* Uniform in [0, 1), 53 bits. */
double riffle_rng_uniform(struct riffle_rng *rng);

/* Uniform in 0 .. bound-1 without bias; bound > 0. */
size_t riffle_rng_below(struct riffle_rng *rng, size_t bound);

/* Standard normal; its last bit is that of the C library's logarithm. */
double riffle_rng_normal(struct riffle_rng *rng);

/* Shuffle so that the first k of `items` are a random sample of all n. */
void riffle_rng_choose(struct riffle_rng *rng, size_t *items, size_t n,
                       size_t k);

#endif

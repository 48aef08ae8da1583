/* xoshiro256** streams: one for each pair of seed and purpose. */
#include "riffle/rng.h"

#include <math.h>

/* FNV-1a, 64 bits: enough to keep a handful of purposes apart. */
static uint64_t purpose_hash(const char *purpose)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (const char *c = purpose; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3;
    return hash;
}

static uint64_t splitmix_next(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static uint64_t rotate_left(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

void riffle_rng_init(struct riffle_rng *rng, uint64_t seed, const char *purpose)
{
    /* The seed is scrambled before the purpose joins, so that no seed can
     * undo the difference between two purposes. */
    uint64_t state = splitmix_next(&seed) ^ purpose_hash(purpose);
    for (size_t i = 0; i < 4; i++)
        rng->state[i] = splitmix_next(&state);
}

uint64_t riffle_rng_next(struct riffle_rng *rng)
{
    uint64_t *s = rng->state;
    const uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    const uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double riffle_rng_uniform(struct riffle_rng *rng)
{
    return (double)(riffle_rng_next(rng) >> 11) * 0x1p-53;
}

/* Lemire's multiply-and-reject: the high word of next * bound. */
size_t riffle_rng_below(struct riffle_rng *rng, size_t bound)
{
    __extension__ typedef unsigned __int128 wide;
    const uint64_t least = -(uint64_t)bound % bound;
    wide product;
    do {
        product = (wide)riffle_rng_next(rng) * bound;
    } while ((uint64_t)product < least);
    return (size_t)(product >> 64);
}

/* Marsaglia's polar method; the second normal of the pair is dropped, so
 * that the state of a stream is its four words and nothing else. */
double riffle_rng_normal(struct riffle_rng *rng)
{
    double x, square;
    do {
        x = 2 * riffle_rng_uniform(rng) - 1;
        const double y = 2 * riffle_rng_uniform(rng) - 1;
        square = x * x + y * y;
    } while (square >= 1 || square <= 0);
    return x * sqrt(-2 * log(square) / square);
}

void riffle_rng_choose(struct riffle_rng *rng, size_t *items, size_t n,
                       size_t k)
{
    for (size_t i = 0; i < k && i < n; i++) {
        const size_t j = i + riffle_rng_below(rng, n - i);
        const size_t chosen = items[j];
        items[j] = items[i];
        items[i] = chosen;
    }
}

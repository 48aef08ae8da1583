/* The few best of a long stream of pairs. */
#ifndef INVESTIGATION_BEST_H
#define INVESTIGATION_BEST_H

#include "riffle/interact.h"

/* A heap whose root is the least of what is kept. */
struct best {
    struct best_item {
        double key;
        struct riffle_pair pair;
    } * items;
    size_t n, most;
};

/* False without memory. */
bool best_init(struct best *best, size_t most);
void best_release(struct best *best);
/* True when a pair of this key would be kept. */
bool best_wants(const struct best *best, double key);
void best_add(struct best *best, double key, const struct riffle_pair *pair);
/* The pairs, greatest key first, ties by rows; false without memory. */
bool best_take(struct best *best, size_t of, struct riffle_pairs *pairs);

#endif

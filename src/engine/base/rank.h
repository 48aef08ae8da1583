/* The first few of many items, in order. */
#ifndef BASE_RANK_H
#define BASE_RANK_H

#include <stddef.h>
#include <stdint.h>

struct ranked {
    double key;   /* the smallest first; NaN last */
    uint64_t tie; /* then the smallest tie */
    size_t item;  /* then the smallest item: the order is always the same */
};

/* Move the k <= n first items to the front, in order. O(n log k). */
void rank_first(struct ranked *items, size_t n, size_t k);

#endif

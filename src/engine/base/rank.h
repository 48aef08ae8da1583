/* The first few of many items, in order. */
#ifndef BASE_RANK_H
#define BASE_RANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ranked {
    double key;   /* the smallest first; NaN last */
    uint64_t tie; /* then the smallest tie */
    size_t item;  /* then the smallest item: the order is always the same */
};

/* Move the k <= n first items to the front, in order. O(n log k). */
void rank_first(struct ranked *items, size_t n, size_t k);

/*
 * Mid-ranks from 1, the smallest value first: equal values share the mean of
 * their places, NaNs the last ones. ranks: out, n. False without memory.
 */
bool rank_middle(const double *values, size_t n, double *ranks);

#endif

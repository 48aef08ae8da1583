/* A removal set: the training rows that a question takes away. */
#ifndef RIFFLE_REMOVAL_H
#define RIFFLE_REMOVAL_H

#include "riffle/status.h"

#include <stdint.h>

struct riffle_removal {
    size_t *rows; /* k distinct training rows, ascending */
    size_t k;
    char *strategy; /* how it was drawn, in words; NULL: by hand */
    uint64_t seed;  /* that drew it; 0: none */
};

/*
 * Make `removal` (uninitialised) from `k` rows below `n` in any order;
 * duplicates are merged, `*merged` (may be NULL) counts them. Copies.
 * Fails with RIFFLE_EUSAGE on a row outside 0 .. n-1, RIFFLE_ENOMEM.
 */
enum riffle_status
riffle_removal_init(struct riffle_removal *removal, const size_t *rows,
                    size_t k, size_t n, size_t *merged,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;

enum riffle_status
riffle_removal_copy(struct riffle_removal *removal,
                    const struct riffle_removal *source,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Free the content and zero it; fine on a zeroed removal. */
void riffle_removal_release(struct riffle_removal *removal);

#endif

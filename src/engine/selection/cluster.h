/* The rows nearest to one row, by any distance. */
#ifndef SELECTION_CLUSTER_H
#define SELECTION_CLUSTER_H

#include "riffle/rng.h"
#include "riffle/status.h"

#include <stddef.h>

struct cluster {
    size_t *rows;   /* k, the centre first; whoever draws takes them */
    char words[80]; /* "" or "; 3 of 9 rows tied at the last distance" */
};

/*
 * The k <= n rows of least distance, the centre always among them, ties in an
 * order drawn from `rng`.
 */
enum riffle_status cluster_new(const double *distance, size_t n, size_t centre,
                               size_t k, struct riffle_rng *rng,
                               struct cluster *cluster) RIFFLE_MUST_CHECK;

/* The row to cluster around: `around`, or one drawn when it is RIFFLE_ANY. */
size_t cluster_centre(size_t around, size_t n, struct riffle_rng *rng);

#endif

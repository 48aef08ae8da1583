#include "selection/cluster.h"

#include "riffle/strategy.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/rank.h"

size_t cluster_centre(size_t around, size_t n, struct riffle_rng *rng)
{
    return around == RIFFLE_ANY ? riffle_rng_below(rng, n) : around;
}

/* Say how many rows are at the distance of the last one, when some stay. */
static void tell_ties(struct cluster *cluster, const struct ranked *items,
                      size_t n, size_t k)
{
    size_t taken = 0;
    size_t tied = 0;
    for (size_t i = 0; i < n; i++) {
        if (items[i].key != items[k - 1].key)
            continue;
        tied++;
        if (i < k)
            taken++;
    }
    if (taken == tied)
        return;
    (void)snprintf(cluster->words, sizeof cluster->words,
                   "; %zu of %zu rows tied at the last distance", taken, tied);
}

enum riffle_status cluster_new(const double *distance, size_t n, size_t centre,
                               size_t k, struct riffle_rng *rng,
                               struct cluster *cluster)
{
    struct ranked *items = array_new(n, 1, sizeof *items);
    size_t *rows = array_new(k, 1, sizeof *rows);
    if (items == NULL || rows == NULL) {
        free(items);
        free(rows);
        return RIFFLE_ENOMEM;
    }
    for (size_t i = 0; i < n; i++)
        items[i] = (struct ranked){distance[i], riffle_rng_next(rng), i};
    items[centre].key = -1; /* before every row at distance 0 */
    rank_first(items, n, k);
    for (size_t j = 0; j < k; j++)
        rows[j] = items[j].item;
    *cluster = (struct cluster){.rows = rows};
    tell_ties(cluster, items, n, k);
    free(items);
    return RIFFLE_OK;
}

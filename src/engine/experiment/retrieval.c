/* How soon an order of inspection finds what is wrong. */
#include "riffle/audit.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/rank.h"

/*
 * Mann and Whitney: the sum of the wrong rows' ranks counts the pairs in which
 * they are ahead; mid-ranks make a tie half a pair.
 */
static double area(const double *ranks, const bool *wrong, size_t n,
                   size_t n_wrong)
{
    double pairs = (double)n_wrong * (double)(n - n_wrong);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        if (wrong[i])
            sum += ranks[i];
    double least = 0.5 * (double)n_wrong * (double)(n_wrong + 1);
    return pairs > 0 ? (sum - least) / pairs : (double)NAN;
}

static void walk(const struct ranked *order, const bool *wrong,
                 struct riffle_retrieval *retrieval)
{
    size_t wanted = (9 * retrieval->wrong + 9) / 10; /* rounded up */
    size_t found = 0;
    for (size_t at = 0; at < retrieval->n; at++) {
        found += wrong[order[at].item];
        if (at < retrieval->inspected)
            retrieval->found = found;
        if (found == wanted && found > 0 && retrieval->inspected_for_90 == 0)
            retrieval->inspected_for_90 = at + 1;
    }
    if (retrieval->inspected > 0)
        retrieval->precision =
            (double)retrieval->found / (double)retrieval->inspected;
}

enum riffle_status riffle_retrieval(const double *values, const bool *wrong,
                                    size_t n, size_t inspected,
                                    struct riffle_retrieval *retrieval,
                                    struct riffle_error *err)
{
    struct ranked *order = array_new(n, 1, sizeof *order);
    double *keys = array_new(n, 2, sizeof *keys);
    bool ready = order != NULL && keys != NULL;
    *retrieval = (struct riffle_retrieval){
        .n = n,
        .inspected = inspected < n ? inspected : n,
        .precision = (double)NAN,
        .auc = (double)NAN,
    };
    for (size_t i = 0; ready && i < n; i++) {
        keys[i] = isnan(values[i]) ? -(double)INFINITY : values[i];
        order[i] = (struct ranked){.key = -keys[i], .item = i};
        retrieval->wrong += wrong[i];
    }
    ready = ready && rank_middle(keys, n, keys + n);
    if (ready) {
        retrieval->auc = area(keys + n, wrong, n, retrieval->wrong);
        rank_first(order, n, n);
        walk(order, wrong, retrieval);
    }
    free(order);
    free(keys);
    return ready ? RIFFLE_OK : riffle_fail_memory(err, n * sizeof *order);
}

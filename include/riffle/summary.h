/* How close estimates come to the truth, and how sure that is. */
#ifndef RIFFLE_SUMMARY_H
#define RIFFLE_SUMMARY_H

#include "riffle/status.h"

#include <stddef.h>
#include <stdint.h>

struct riffle_summary {
    size_t n;        /* pairs */
    size_t excluded; /* removal sets that failed in either */
    double error;    /* sum |estimate - actual| / sum |actual| */
    double spearman; /* rank correlation, mid-ranks for ties; NaN below 3 */
    double slope;    /* of the least-squares line through the origin */
    double mean_absolute_error; /* in the measure's unit */
    double pearson;             /* linear correlation; NaN below 3 */
    double max_error;           /* the largest |estimate - actual|, ... */
    size_t worst; /* ... and which pair's that is; n: there is none */
};

/*
 * Of `n` pairs, all finite; what is not defined, or without memory, is NaN.
 * Cost: n log n.
 */
void riffle_summary_of(const double *actual, const double *estimate, size_t n,
                       struct riffle_summary *summary);

/* How an interval is drawn. */
struct riffle_bootstrap {
    size_t draws; /* resamples; 0: 1000 */
    double level; /* of the interval; 0: 0.95 */
    uint64_t seed;
};

/*
 * Percentile intervals (Efron 1979) of error, spearman and slope: pairs are
 * drawn with replacement, `draws` times. What is NaN in a resample is left out
 * of it; an end is NaN below 3 pairs.
 *
 * ends  out: the lower and the upper; n is the number of pairs
 * Fails with RIFFLE_ENOMEM. Cost: draws * n log n.
 */
enum riffle_status riffle_bootstrap(const double *actual,
                                    const double *estimate, size_t n,
                                    const struct riffle_bootstrap *bootstrap,
                                    struct riffle_summary ends[2],
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

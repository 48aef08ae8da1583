/* Models retrained without sets of rows, and what that does to a measure. */
#ifndef ATTRIBUTION_SUBSETS_H
#define ATTRIBUTION_SUBSETS_H

#include "riffle/experiment.h"
#include "riffle/score.h"

#include "model/fit.h"

/* Room for `block` sets at a time. */
struct subsets {
    const struct riffle_score_query *query; /* borrowed */
    size_t block;
    struct riffle_removal *removals; /* block: the caller fills them */
    struct riffle_shift *shifts;     /* block, u contiguous */
    double *u;                       /* block x p */
    double *train_change;            /* block x n: changes of the training
                                        rows' logits; NULL unless needed */
    bool watched; /* by callers, so that the past needs them, too */
    size_t done;  /* models so far, of the query's past or trained */
};

/* Fails with RIFFLE_ENOMEM. */
enum riffle_status subsets_init(struct subsets *subsets,
                                const struct riffle_score_query *query,
                                size_t block,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;
void subsets_release(struct subsets *subsets);

/* Keep train_change for callers that look at the rows themselves. */
enum riffle_status
subsets_watch_train(struct subsets *subsets,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Retrain the first `count` sets, but for those that the query's past has:
 * callers ask for the same sets in the same order each time.
 * effects  out, count, on the query's measure; NULL when there is none. A set
 *          without an optimum has its status there and in its shift.
 * Fails with RIFFLE_ENOMEM or RIFFLE_STOPPED only.
 */
enum riffle_status subsets_retrain(struct subsets *subsets, size_t count,
                                   struct riffle_effect *effects,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

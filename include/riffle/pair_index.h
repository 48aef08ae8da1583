/* Interactions of pairs of rows, averaged over subsets of the others. */
#ifndef RIFFLE_PAIR_INDEX_H
#define RIFFLE_PAIR_INDEX_H

#include "riffle/fit.h"
#include "riffle/measure.h"
#include "riffle/progress.h"
#include "riffle/removal.h"
#include "riffle/status.h"

/*
 * For rows i, j and a subset D of the others, the second difference
 *
 *     f(D) - f(D + i) - f(D + j) + f(D + i + j)
 *
 * of the measure f, retrained on each: what removing both rows does beyond the
 * sum of removing each. An index is its mean over D, by a law of |D|:
 * with all other rows there it is the interaction of riffle_interact, exactly.
 *
 * SHAPLEY  every size 0 .. n - 2 alike (Grabisch and Roubens 1999; survey
 *          eq. 19, there of minus the loss)
 * TAYLOR   size s with chance 2 (n - 1 - s) / (n (n - 1)) (Sundararajan et al.
 *          2020; survey eq. 21): over all pairs it sums to f(N) - f(none)
 *          minus what each row does alone, f(i) - f(none)
 * BANZHAF  each other row there with chance 1/2
 * FULL     all the others there: one second difference, retrained
 */
enum riffle_pair_law {
    RIFFLE_PAIRS_SHAPLEY,
    RIFFLE_PAIRS_TAYLOR,
    RIFFLE_PAIRS_BANZHAF,
    RIFFLE_PAIRS_FULL,
};

struct riffle_pair_value {
    size_t i, j;  /* training rows, i < j */
    double value; /* in the measure's unit; NaN: a model had no answer */
    double error; /* standard error; 0: exact; NaN: too few samples */
};

struct riffle_pair_index {
    struct riffle_pair_value *items; /* n */
    size_t n;
    size_t samples;    /* subsets drawn for each pair; 0: all, exactly */
    size_t models;     /* trained */
    size_t incomplete; /* of these: one class, counted as theta = 0 */
    size_t dropped;    /* of these: no numerical answer, left out */
    double error;      /* root mean square of errors over that of values */
    double whole;      /* f(all rows) - f(no row) */
    double all_pairs;  /* exact: the sum over all pairs of rows; else NaN */
    bool stopped;      /* by the progress callback */
};

struct riffle_pair_query {
    const struct riffle_fit *fit;
    const struct riffle_measure *measure; /* any but removed_loss */
    enum riffle_pair_law law;
    size_t models; /* to train at the most, about; 0: 4000 */
    double target; /* of index.error: enough when it is no larger; 0: never */
    uint64_t seed; /* 0: 1 */
    const struct riffle_progress *progress; /* may be NULL */
    /* Called with what there is after each block of models; may be NULL. */
    void (*watch)(void *data, const struct riffle_pair_index *index);
    void *watch_data;
};

enum { RIFFLE_PAIR_ROWS = 64 }; /* at the most */

/*
 * All pairs of the removal's rows, up to 12 training rows exactly, from models
 * on all subsets; else four models a sample and pair, in rounds over the
 * pairs, so that every pair has as many.
 *
 * index  uninitialised before; released by the caller after success
 * A subset of one class counts as theta = 0. A stop keeps what there is after
 * two samples a pair. Fails with RIFFLE_EUSAGE (fewer than two rows),
 * RIFFLE_ELIMIT (more than the most), RIFFLE_ENOTAPPLICABLE (removed_loss),
 * RIFFLE_STOPPED, RIFFLE_ENOMEM.
 */
enum riffle_status
riffle_pair_index(const struct riffle_pair_query *query,
                  const struct riffle_removal *rows,
                  struct riffle_pair_index *index,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;
void riffle_pair_index_release(struct riffle_pair_index *index);

#endif

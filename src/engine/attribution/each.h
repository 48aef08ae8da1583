/* The loop over sets, for estimators that take them one at a time. */
#ifndef ATTRIBUTION_EACH_H
#define ATTRIBUTION_EACH_H

#include "riffle/estimator.h"

#include "model/fit.h"

/*
 * The shift of one set, u (p) zeroed before the call. A failure becomes the
 * set's status, except that RIFFLE_ENOMEM ends the whole. Called from several
 * threads at once, for different sets.
 */
typedef enum riffle_status shift_one(const struct riffle_fit *fit,
                                     const struct riffle_removal *removal,
                                     double *u, struct riffle_error *err);

/* The sets of one call, as riffle_estimator's shift is given them. */
struct sets {
    const struct riffle_removal *removals; /* count */
    size_t count;
    struct riffle_shift *shifts; /* count */
};

/* Asks between sets whether to go on. */
enum riffle_status shift_each(const struct riffle_fit *fit, struct sets sets,
                              shift_one *one,
                              const struct riffle_progress *progress,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/* u += gradient of what removal takes away: Z_T' r_T, and under
   penalty=scaled T's share of the penalty's gradient. */
void add_removed_gradient(const struct riffle_fit *fit,
                          const struct riffle_removal *removal, double *u);

/* Fraction of the penalty that stays when k rows go: 1 or (n - k) / n. */
double penalty_share(const struct riffle_fit *fit, size_t k);

#endif

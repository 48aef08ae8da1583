/* Exact retraining of many removal sets, sharing every pass over the data. */
#ifndef ATTRIBUTION_RETRAIN_H
#define ATTRIBUTION_RETRAIN_H

#include "riffle/estimator.h"

/*
 * As the actual estimator's shift, but from the start that each shift's u
 * holds. The answer does not depend on it, which the tests show.
 */
enum riffle_status retrain_from(const struct riffle_fit *fit,
                                const struct riffle_removal *removals,
                                size_t count, struct riffle_shift *shifts,
                                const struct riffle_progress *progress,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

/* What a flip set is to flip: a measure, and its two sides. */
#ifndef INVESTIGATION_GOAL_H
#define INVESTIGATION_GOAL_H

#include "riffle/flipset.h"
#include "riffle/measure.h"

#include "model/fit.h"

struct goal {
    const char *text; /* of the measure; borrowed */
    double before;    /* the measure at the fit */
    double limit;     /* it flips beyond this */
    double sign;      /* 1: when it rises above, -1: when it falls below */
    bool inclusive;   /* the limit itself is beyond */
    bool step;        /* the measure is a step function */
    double *gradient; /* p: of the measure, or of what stands in for it */
};

/*
 * Of accuracy the gradient is that of the probability given to the right
 * class, summed over the test rows that are right now: those near the border
 * weigh most.
 */
enum riffle_status goal_init(struct goal *goal, const struct riffle_fit *fit,
                             const struct riffle_flip_options *options,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
/*
 * The same goal, its side as it was, seen from another fit: `before` and the
 * gradient are that one's.
 */
enum riffle_status goal_again(struct goal *goal, const struct goal *from,
                              const struct riffle_fit *fit,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
void goal_release(struct goal *goal);

/* True when a value known to `bound` (not negative) is beyond the limit. */
bool goal_reached(const struct goal *goal, double value, double bound);

#endif

/* Why an estimate misses: from the influence to the actual, step by step. */
#ifndef RIFFLE_WHY_H
#define RIFFLE_WHY_H

#include "riffle/experiment.h"

/*
 * With v the measure's gradient at the fit and u the shifts, the effect
 * f(theta_-T) - f(theta) is the sum of
 *
 *   influence     v.u_IF
 *   leverage      v.(u_RIF - u_IF)    each row weighs in H itself
 *   together      v.(u_NS - u_RIF)    the rows weigh in H together
 *   curvature     v.(u_actual - u_NS) H changes on the way to the optimum
 *   nonlinearity  effect - v.u_actual the measure is no plane
 *
 * because neighbours cancel (mathematics 2.2). Under penalty=scaled the
 * penalty's share goes with the rows: one row's share in `leverage`, that of
 * the rows together in `together`.
 */
enum riffle_why_step {
    RIFFLE_WHY_INFLUENCE,
    RIFFLE_WHY_LEVERAGE,
    RIFFLE_WHY_TOGETHER,
    RIFFLE_WHY_CURVATURE,
    RIFFLE_WHY_NONLINEARITY,
    RIFFLE_WHY_STEPS,
};

struct riffle_waterfall {
    enum riffle_status status; /* not RIFFLE_OK: the numbers are NaN */
    const char *missing;       /* the estimator that has no answer, or NULL */
    double step[RIFFLE_WHY_STEPS];  /* in the measure's unit */
    double total[RIFFLE_WHY_STEPS]; /* after each: IF, RIF, NS, actual (all
                                       linear), actual */
    double actual;
    double bound; /* on |actual - exact| */
};

/* A step's name, what it is the difference of, and what it means. */
struct riffle_why_words {
    const char *name;    /* "leverage" */
    const char *between; /* "RIF - IF" */
    const char *meaning; /* half a sentence, after "because" */
};
const struct riffle_why_words *riffle_why_words(enum riffle_why_step step);

/*
 * Set s and measure q of an experiment that has run with the estimators if,
 * rif, ns and actual. Status RIFFLE_ENOTAPPLICABLE: the measure is a step
 * function, or an estimator was not among the plan's; else that of the first
 * estimator without an answer.
 */
void riffle_why(const struct riffle_experiment *experiment, size_t s, size_t q,
                struct riffle_waterfall *waterfall);

/* The step of the largest size after the first, which the sum begins with. */
enum riffle_why_step
riffle_why_dominant(const struct riffle_waterfall *waterfall);

#endif

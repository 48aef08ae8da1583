/* The rows of the table of scores, and what several of them share. */
#ifndef ATTRIBUTION_SCORES_H
#define ATTRIBUTION_SCORES_H

#include "riffle/score.h"

extern const struct riffle_score score_cook;
extern const struct riffle_score score_influence;
extern const struct riffle_score score_leverage;
extern const struct riffle_score score_loss;
extern const struct riffle_score score_rescaled;
extern const struct riffle_score score_residual;
extern const struct riffle_score score_self;

/*
 * Linear effects of each row on the measure, by row_effects; removed_loss is
 * each row's own loss.
 */
enum riffle_status score_effects(const struct riffle_score_query *query,
                                 bool rescaled, double *values,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/* A score that the fit already has. */
enum riffle_status score_copy(const struct riffle_fit *fit, const double *from,
                              double *values);

#endif

/* The rows of the table of scores, and what several of them share. */
#ifndef ATTRIBUTION_SCORES_H
#define ATTRIBUTION_SCORES_H

#include "riffle/score.h"

extern const struct riffle_score score_ame;
extern const struct riffle_score score_arnoldi;
extern const struct riffle_score score_banzhaf;
extern const struct riffle_score score_beta_shapley;
extern const struct riffle_score score_cook;
extern const struct riffle_score score_cscore;
extern const struct riffle_score score_dfbetas;
extern const struct riffle_score score_dffits;
extern const struct riffle_score score_downsampling;
extern const struct riffle_score score_gas;
extern const struct riffle_score score_gradcos;
extern const struct riffle_score score_graddot;
extern const struct riffle_score score_gshapley;
extern const struct riffle_score score_hydra;
extern const struct riffle_score score_hydra_fast;
extern const struct riffle_score score_heldout;
extern const struct riffle_score score_influence;
extern const struct riffle_score score_knn_loo;
extern const struct riffle_score score_knn_shapley;
extern const struct riffle_score score_leverage;
extern const struct riffle_score score_lissa;
extern const struct riffle_score score_lje;
extern const struct riffle_score score_loo;
extern const struct riffle_score score_loss;
extern const struct riffle_score score_memorization;
extern const struct riffle_score score_relatif;
extern const struct riffle_score score_relatif_loss;
extern const struct riffle_score score_renormalized;
extern const struct riffle_score score_representer;
extern const struct riffle_score score_rescaled;
extern const struct riffle_score score_residual;
extern const struct riffle_score score_self;
extern const struct riffle_score score_sgd_influence;
extern const struct riffle_score score_shapley;
extern const struct riffle_score score_sketch;
extern const struct riffle_score score_self_influence;
extern const struct riffle_score score_studentized;
extern const struct riffle_score score_tmc;
extern const struct riffle_score score_tracin;
extern const struct riffle_score score_tracincp;
extern const struct riffle_score score_tracinrp;
extern const struct riffle_score score_tracinad;

/*
 * Linear effects of each row on the measure, by row_effects; removed_loss is
 * each row's own loss.
 */
enum riffle_status score_effects(const struct riffle_score_query *query,
                                 bool rescaled, double *values,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The measure's gradient in whitened coordinates, for scores that need one for
 * all rows. Fails with RIFFLE_ENOTAPPLICABLE on removed_loss.
 */
enum riffle_status score_gradient(const struct riffle_score_query *query,
                                  const double **gradient,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* A score that the fit already has. */
enum riffle_status score_copy(const struct riffle_fit *fit, const double *from,
                              double *values);

#endif

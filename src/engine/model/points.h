/* The model's view of each row, and of each row's removal. */
#ifndef MODEL_POINTS_H
#define MODEL_POINTS_H

#include "model/fit.h"

/* Fill fit->train from n logits, and the accuracy; leverages are NaN. */
enum riffle_status points_training(struct riffle_fit *fit, const double *logit,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status points_test(struct riffle_fit *fit, const double *logit,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
/* The leverages, once the rows are whitened, and the highest of them. */
void points_leverages(struct riffle_fit *fit);
/* scaled_factor and scaled_norm2: cost n p^2 flops. */
enum riffle_status points_scaled(struct riffle_fit *fit,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;
/*
 * Lower half of M = I - rows L^-1 diag(penalty) L^-T / n: the whitened Hessian
 * once the share that `rows` rows have in the penalty is gone.
 * roots, lessened  zeroed, p x p each
 */
void points_lessen(const struct riffle_fit *fit, double rows, double *roots,
                   double *lessened);
void points_release(struct riffle_points *points);

#endif

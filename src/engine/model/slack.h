/* 1 - leverage, with digits even where the leverage is 1 but for rounding. */
#ifndef MODEL_SLACK_H
#define MODEL_SLACK_H

#include "model/fit.h"

/*
 * Fill fit->slack: 1 - weight_i Z_i' M^-1 Z_i, M as in fit.h (I under
 * penalty=fixed). Below 1e-4 that difference has lost digits; it is then
 * 1 / (1 + weight_i x_i' H_-i^-1 x_i), the Hessian without row i being summed
 * and factored anew from the data: n p^2 flops a row.
 */
enum riffle_status slack_init(struct riffle_fit *fit,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

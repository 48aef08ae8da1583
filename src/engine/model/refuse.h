/* Why a fit has no finite or no unique optimum, in the user's words. */
#ifndef MODEL_REFUSE_H
#define MODEL_REFUSE_H

#include "riffle/fit.h"

#include "model/problem.h"

/* The refusal for separable classes without a penalty. */
enum riffle_status refuse_separated(struct riffle_error *err);

/* Refuse what is known to have no optimum before any work is done. */
enum riffle_status refuse_before(const struct riffle_dataset *data,
                                 const struct riffle_fit_options *options,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * After `solve` failed for want of a definite Hessian at lambda 0: separable
 * (more columns than rows) or columns that depend on each other, named.
 */
enum riffle_status refuse_singular(const struct riffle_dataset *data,
                                   const struct problem *problem,
                                   struct riffle_error *err);

#endif

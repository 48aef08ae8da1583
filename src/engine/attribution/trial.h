/* One removal set on its way to its retrained optimum. */
#ifndef ATTRIBUTION_TRIAL_H
#define ATTRIBUTION_TRIAL_H

#include "riffle/estimator.h"

#include "attribution/downdate.h"
#include "model/fit.h"

enum trial_state { TRIAL_RUNNING, TRIAL_DONE, TRIAL_FAILED };

/*
 * Where the next gradient comes from: the whitened rows in single precision,
 * far from the end; those in double; the data as loaded, which alone say how
 * far the optimum is.
 */
enum trial_sight { TRIAL_ROUGH, TRIAL_FINE, TRIAL_EXACT };

/*
 * The objective without T, in whitened coordinates u = L' (theta_T - theta).
 * Vectors of length n cover all training rows; T's entries of residual and
 * curvature are 0.
 */
struct trial {
    const struct riffle_removal *removal; /* borrowed */
    struct downdate down;                 /* preconditions */
    double share;                         /* of the penalty that stays */
    double start_gradient;                /* ||grad F_T||_2 at theta = 0 */
    double fit_decrement;   /* at u = 0; NaN: u did not begin by a step */
    double first_decrement; /* likewise, kept */

    bool *kept; /* n: not in T */

    double *u, *gradient;                 /* p: the point */
    double *step, *rest, *along, *solved; /* p: conjugate gradients */
    double *theta;                        /* d: theta_T */
    double *logit, *residual, *curvature; /* n: at the point */
    double *step_logit, *z_along;         /* n: Z step, Z along */

    const float *z; /* n x p: the fit's z, narrowed; NULL: there is none */
    float *room;    /* 2 p */

    double relative;  /* ||grad F_T||_2 / start_gradient, in theta */
    double decrement; /* ||gradient|| in the norm of P^-1 */
    double size, first_size, target; /* of the inner solve */
    bool inner;                      /* the inner solve goes on */
    bool single;                     /* with products in single precision */
    enum trial_sight sight;          /* of the next gradient */
    bool seen;     /* the gradient at the point is there, and good enough */
    bool reached;  /* the last step, to its target */
    bool polished; /* the last step began below the target */
    /* Largest logit changes of the last two steps, INFINITY: shortened. */
    double moved, before;
    size_t iterations, inner_steps;
    enum trial_state state;
    enum riffle_status status;
};

/*
 * u begins at `start` (p), which is copied, or, when NULL, where one Newton
 * step from the fit leads. z: as above, borrowed.
 */
enum riffle_status trial_init(struct trial *trial, const struct riffle_fit *fit,
                              const struct riffle_removal *removal,
                              const double *start, const float *z,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
void trial_release(struct trial *trial);

/* Add what the intercept adds to the logits of `count` rows from `first` on,
   and fill their residuals and curvatures. */
void trial_weigh(struct trial *trial, size_t first, size_t count);
/*
 * From whitened rows instead: u . Z_i becomes what Z_i is to be weighted with,
 * and the weighted sum of the Z_i the gradient. Both are changes since the fit,
 * whose own gradient is 0, so that single precision loses nothing to
 * cancellation.
 */
void trial_weigh_whitened(struct trial *trial, size_t first, size_t count,
                          double *tile);
void trial_take_whitened(struct trial *trial, const double *sum);
/* Add the penalty's pull at theta to `gradient` (d); fills `relative`. */
void trial_pull(struct trial *trial, double *gradient);
/* Fills solved and decrement from the whitened gradient. */
void trial_precondition(struct trial *trial);
/* Decide whether the point is the optimum, to rounding. */
void trial_judge(struct trial *trial);

/* True when the start was no better than the fit, which u then goes back to;
   the gradient is to be had again. */
bool trial_restart(struct trial *trial);

/* Conjugate gradients: begin, take one step given z_along and its image
   Z' (curvature o Z along) (p; destroyed). */
void trial_inner_begin(struct trial *trial);
void trial_inner_step(struct trial *trial, double *image);
/* Move by the step, shortened until the objective falls. */
void trial_move(struct trial *trial);

#endif

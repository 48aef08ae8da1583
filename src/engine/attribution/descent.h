/*
 * Gradient descent from zero on the mean loss, kept step by step: what the
 * methods that watch training need and a Newton fit does not have.
 */
#ifndef ATTRIBUTION_DESCENT_H
#define ATTRIBUTION_DESCENT_H

#include "riffle/score.h"

#include "model/fit.h"

struct descent;

/* How to descend; rate is in units of 1 / L, L the largest curvature there
   can be, so that it converges below 2. */
struct descent_plan {
    size_t steps;
    double rate;
    size_t batch; /* rows in each step's gradient; 0: all */
    /* Called once theta_t is there, t = 0 .. steps; NULL: nobody looks. */
    void (*look)(void *data, const struct descent *descent, size_t t);
    void *look_data;
};

/*
 * theta_t+1 = theta_t - eta (sum over the batch of r_i x_i / |batch|
 *                            + lambda D theta_t), plain parameters.
 */
struct descent {
    const struct riffle_fit *fit; /* borrowed */
    size_t n, p, steps, batch;
    double eta;
    double *x;         /* n x p: plain rows */
    double *points;    /* (steps + 1) x p: theta_0 = 0, ... */
    double *residuals; /* steps x n: at theta_t; 0 outside of its batch */
    double *penalty;   /* p: lambda D */
};

/*
 * query->seed draws the batches. Fails with RIFFLE_ELIMIT when the steps would
 * fill more than 1 GB, RIFFLE_ENOMEM, RIFFLE_STOPPED. Cost: 4 n p flops a step.
 */
enum riffle_status descent_init(struct descent *descent,
                                const struct riffle_score_query *query,
                                const struct descent_plan *plan,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;
void descent_release(struct descent *descent);

/* The measure's gradient at theta_t, plain; out: p. */
enum riffle_status descent_gradient(const struct descent *descent,
                                    const struct riffle_measure *measure,
                                    size_t t, double *out,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Each row's share of the penalty's gradient at theta_t times v (p): what
   penalty=scaled adds to every row's gradient; 0 under penalty=fixed. */
double descent_pull(const struct descent *descent, size_t t, const double *v);

/* Rows in the batch of a step. */
static inline double descent_rows(const struct descent *descent)
{
    return (double)(descent->batch > 0 ? descent->batch : descent->n);
}

/* The settings that every score of this kind has, first in its list. */
#define DESCENT_STEPS                                                          \
    {                                                                          \
        .name = "steps", .preset = 500, .low = 1, .high = 1e6, .whole = true,  \
        .help = "steps of gradient descent from zero"                          \
    }
#define DESCENT_RATE                                                           \
    {                                                                          \
        .name = "rate", .preset = 1, .low = 1e-6, .high = 1.99,                \
        .help = "step size over 1 / largest curvature"                         \
    }
#define DESCENT_CHECKPOINTS                                                    \
    {                                                                          \
        .name = "checkpoints", .preset = 10, .low = 1, .high = 1e6,            \
        .whole = true, .help = "how many steps are looked at, evenly spaced"   \
    }
#define DESCENT_BATCH                                                          \
    {                                                                          \
        .name = "batch", .preset = 0, .low = 0, .high = 1e9, .whole = true,    \
        .help = "rows in each step, drawn with the seed (0: all)"              \
    }

#endif

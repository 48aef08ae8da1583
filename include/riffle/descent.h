/* A gradient descent from zero towards the fit, with checkpoints. */
#ifndef RIFFLE_DESCENT_H
#define RIFFLE_DESCENT_H

#include "riffle/fit.h"
#include "riffle/progress.h"
#include "riffle/status.h"

/* Where the descent was after `step` steps. Losses are means over rows, nats. */
struct riffle_checkpoint {
    size_t step;
    double objective;      /* mean training loss and the penalty, per row */
    double train_loss;     /* the loss alone */
    double test_loss;      /* NaN: no test rows */
    double train_accuracy; /* share of rows */
    double test_accuracy;  /* NaN likewise */
    double distance; /* ||theta_t - theta|| / ||theta||, theta: of the fit */
};

struct riffle_descent {
    struct riffle_checkpoint *points; /* n */
    double *theta;                    /* n x d, in the data's units */
    size_t n, d;
    double rate;  /* eta of theta - eta * gradient of the mean objective */
    bool stopped; /* by the progress callback: as far as it came */
};

struct riffle_descent_query {
    const struct riffle_fit *fit;
    size_t steps;
    double rate;        /* over 1 / largest curvature, below 2 to converge */
    size_t batch;       /* rows in each step's gradient; 0: all */
    size_t checkpoints; /* at the most, beside the start; close at first, then
                           ever further apart */
    uint64_t seed;      /* of the batches; 0: 1 */
    const struct riffle_progress *progress; /* may be NULL */
    /* Called after each checkpoint with those there are; may be NULL. */
    void (*watch)(void *data, const struct riffle_descent *descent);
    void *watch_data;
};

/*
 * The descent that `hydra', `tracin' and their like follow.
 *
 * descent  uninitialised before; released by the caller after success
 * Cost: 4 n p flops a step, 2 (n + m) p a checkpoint. Fails with RIFFLE_EUSAGE
 * (no steps), RIFFLE_ELIMIT (more than 1 GB of steps), RIFFLE_ENOMEM.
 */
enum riffle_status
riffle_descent_run(const struct riffle_descent_query *query,
                   struct riffle_descent *descent,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;
void riffle_descent_release(struct riffle_descent *descent);

#endif

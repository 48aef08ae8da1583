/* What a descent looks like from outside, checkpoint by checkpoint. */
#include "riffle/descent.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/descent.h"
#include "attribution/plain.h"
#include "base/memory.h"
#include "base/sum.h"
#include "linalg/linalg.h"
#include "model/fit.h"
#include "model/logistic.h"

struct looking {
    const struct riffle_descent_query *query;
    struct riffle_descent *made;
    size_t room;
    double *ends;  /* p: the fit's parameters, plain */
    double *point; /* p: theta_t, whitened */
    double *logit; /* max(n, m) */
};

static void looking_release(struct looking *looking)
{
    free(looking->ends);
    free(looking->point);
    free(looking->logit);
}

static enum riffle_status looking_init(struct looking *looking,
                                       const struct riffle_fit *fit,
                                       struct riffle_error *err)
{
    size_t most = fit->n > fit->m ? fit->n : fit->m;
    size_t d = fit->summary.d;
    looking->ends = array_new(fit->p, 1, sizeof(double));
    looking->point = array_new(fit->p, 1, sizeof(double));
    looking->logit = array_new(most, 1, sizeof(double));
    looking->made->d = d;
    looking->made->points =
        array_new(looking->room, 1, sizeof *looking->made->points);
    looking->made->theta = array_new(looking->room, d, sizeof(double));
    if (looking->ends == NULL || looking->point == NULL ||
        looking->logit == NULL || looking->made->points == NULL ||
        looking->made->theta == NULL)
        return riffle_fail_memory(err, looking->room * d * sizeof(double));
    plain_theta(fit, looking->ends);
    return RIFFLE_OK;
}

/* The k-th of `count` + 1 steps from 0 to `steps`, ever further apart. */
static size_t step_of(size_t k, size_t count, size_t steps)
{
    double part = (double)k / (double)count;
    return (size_t)(floor(pow((double)steps + 1, part) + 0.5) - 1);
}

/* True when theta_t is to be looked at. */
static bool is_due(const struct riffle_descent_query *query, size_t t)
{
    size_t count = query->checkpoints > 0 ? query->checkpoints : 1;
    for (size_t k = 0; k <= count; k++)
        if (step_of(k, count, query->steps) == t)
            return true;
    return false;
}

/* Mean loss of rows with these logits, and the share on the right side. */
static double mean_loss(const struct looking *looking, const uint8_t *y,
                        size_t n, double *accuracy)
{
    size_t right = 0;
    struct sum sum = {0};
    for (size_t i = 0; i < n; i++) {
        sum_add(&sum, logistic_loss(looking->logit[i], y[i]));
        right += (looking->logit[i] > 0) == (y[i] != 0);
    }
    *accuracy = n > 0 ? (double)right / (double)n : (double)NAN;
    return n > 0 ? sum_value(&sum) / (double)n : (double)NAN;
}

/* theta (d) from plain parameters (p). */
static void to_theta(const struct riffle_fit *fit, const double *plain,
                     double *theta)
{
    const struct basis *basis = fit->basis;
    size_t rank = fit->p - (basis->intercept ? 1 : 0);
    if (basis->rotation != NULL)
        multiply_transposed(rank, basis->n_features, basis->rotation, plain,
                            theta);
    else
        memcpy(theta, plain, rank * sizeof *theta);
    if (basis->intercept)
        theta[basis->n_features] = plain[rank];
}

static void fill(struct looking *looking, const struct descent *descent,
                 size_t t, struct riffle_checkpoint *point)
{
    const struct riffle_fit *fit = descent->fit;
    size_t p = descent->p;
    const double *theta = descent->points + t * p;
    double penalty = 0, away = 0;
    point->step = t;
    multiply(fit->n, p, descent->x, theta, looking->logit);
    point->train_loss =
        mean_loss(looking, fit->data->train.y, fit->n, &point->train_accuracy);
    for (size_t j = 0; j < p; j++) {
        penalty += descent->penalty[j] * theta[j] * theta[j] / 2;
        away += (theta[j] - looking->ends[j]) * (theta[j] - looking->ends[j]);
    }
    point->objective = point->train_loss + penalty;
    point->distance = sqrt(away) / norm(p, looking->ends);
    memcpy(looking->point, theta, p * sizeof *theta);
    plain_point(fit, looking->point);
    multiply(fit->m, p, fit->z_test, looking->point, looking->logit);
    point->test_loss =
        mean_loss(looking, fit->data->test.y, fit->m, &point->test_accuracy);
}

/* The descent's callback. */
static void look(void *data, const struct descent *descent, size_t t)
{
    struct looking *looking = data;
    struct riffle_descent *made = looking->made;
    if (made->n == looking->room || !is_due(looking->query, t))
        return;
    made->rate = descent->eta;
    fill(looking, descent, t, &made->points[made->n]);
    to_theta(descent->fit, descent->points + t * descent->p,
             made->theta + made->n * made->d);
    made->n++;
    if (looking->query->watch != NULL)
        looking->query->watch(looking->query->watch_data, made);
}

enum riffle_status riffle_descent_run(const struct riffle_descent_query *query,
                                      struct riffle_descent *descent,
                                      struct riffle_error *err)
{
    struct riffle_descent made = {0};
    struct looking looking = {
        .query = query, .made = &made, .room = query->checkpoints + 2};
    const struct riffle_score_query asked = {
        .fit = query->fit,
        .seed = query->seed > 0 ? query->seed : 1,
        .progress = query->progress};
    const struct descent_plan plan = {.steps = query->steps,
                                      .rate = query->rate,
                                      .batch = query->batch,
                                      .look = look,
                                      .look_data = &looking};
    struct descent path = {0};
    if (query->steps == 0)
        return riffle_fail(err, RIFFLE_EUSAGE, "a descent takes a step");
    enum riffle_status status = looking_init(&looking, query->fit, err);
    if (status == RIFFLE_OK)
        status = descent_init(&path, &asked, &plan, err);
    if (status == RIFFLE_OK)
        descent_release(&path);
    if (status == RIFFLE_STOPPED && made.n > 1) {
        made.stopped = true;
        status = RIFFLE_OK;
    }
    looking_release(&looking);
    if (status == RIFFLE_OK)
        *descent = made;
    else
        riffle_descent_release(&made);
    return status;
}

void riffle_descent_release(struct riffle_descent *descent)
{
    free(descent->points);
    free(descent->theta);
    *descent = (struct riffle_descent){0};
}

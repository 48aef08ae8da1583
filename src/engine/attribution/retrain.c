/*
 * Actual: blocked Newton-CG in whitened coordinates. Gradients come from the
 * data as loaded; the inner products with Z are shared by all sets of a block
 * that still need them, so that each pass is one matrix product.
 */
#include "attribution/retrain.h"

#include "attribution/estimators.h"
#include "attribution/trial.h"
#include "base/memory.h"
#include "linalg/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Wide enough for matrix products to run at speed, small in memory. */
enum { BLOCK = 32, MAX_INNER = 500 };

struct block {
    const struct riffle_fit *fit;
    const struct riffle_progress *progress;
    struct trial trials[BLOCK];
    size_t count;
    struct trial *active[BLOCK]; /* those that take part in the next pass */
    size_t n_active;
    double *wide, *heavy; /* BLOCK x n each */
    double *left, *right; /* BLOCK x max(p, d) each */
    double *scratch;      /* BLOCK x max(p, d) */
};

static enum riffle_status block_init(struct block *block,
                                     const struct riffle_fit *fit,
                                     struct riffle_error *err)
{
    size_t size = sizeof(double);
    size_t across = fit->summary.d > fit->p ? fit->summary.d : fit->p;
    block->fit = fit;
    block->wide = array_new(BLOCK, fit->n, size);
    block->heavy = array_new(BLOCK, fit->n, size);
    block->left = array_new(BLOCK, across, size);
    block->right = array_new(BLOCK, across, size);
    block->scratch = array_new(BLOCK, across, size);
    if (block->wide != NULL && block->heavy != NULL && block->left != NULL &&
        block->right != NULL && block->scratch != NULL)
        return RIFFLE_OK;
    return riffle_fail_memory(err, BLOCK * (2 * fit->n + 3 * across) * size);
}

static void block_release(struct block *block)
{
    free(block->wide);
    free(block->heavy);
    free(block->left);
    free(block->right);
    free(block->scratch);
    free(block);
}

static void choose_running(struct block *block)
{
    block->n_active = 0;
    for (size_t s = 0; s < block->count; s++)
        if (block->trials[s].state == TRIAL_RUNNING)
            block->active[block->n_active++] = &block->trials[s];
}

static void choose_inner(struct block *block)
{
    size_t kept = 0;
    for (size_t s = 0; s < block->n_active; s++)
        if (block->active[s]->inner)
            block->active[kept++] = block->active[s];
    block->n_active = kept;
}

/* theta of all active trials, from their u. */
static void locate(struct block *block)
{
    const struct riffle_fit *fit = block->fit;
    size_t count = block->n_active, p = fit->p, d = fit->summary.d;
    for (size_t s = 0; s < count; s++)
        memcpy(block->left + s * p, block->active[s]->u, p * sizeof(double));
    unwhiten_rows(count, p, fit->factor, block->left);
    basis_theta(fit->basis, count, block->left, block->scratch, block->right);
    for (size_t s = 0; s < count; s++) {
        double *theta = block->active[s]->theta;
        memcpy(theta, block->right + s * d, d * sizeof *theta);
        add_scaled(d, 1, fit->theta, theta);
    }
}

/* Logits of all active trials at their theta, from the data as loaded. */
static void fill_logits(struct block *block)
{
    const struct riffle_rows *rows = &block->fit->data->train;
    size_t n = rows->n, d = block->fit->data->n_features;
    for (size_t s = 0; s < block->n_active; s++)
        memcpy(block->left + s * d, block->active[s]->theta,
               d * sizeof(double));
    multiply_rows(block->n_active, n, d, block->left, rows->x, block->wide);
    bool intercept = block->fit->summary.d > d;
    for (size_t s = 0; s < block->n_active; s++) {
        struct trial *trial = block->active[s];
        double shift = intercept ? trial->theta[d] : 0;
        for (size_t i = 0; i < n; i++)
            trial->logit[i] = block->wide[s * n + i] + shift;
        trial_weigh(trial);
    }
}

/* `right` (d each) becomes grad F_T in theta, from the data as loaded. */
static void fill_data_gradients(struct block *block)
{
    const struct riffle_rows *rows = &block->fit->data->train;
    size_t n = rows->n, features = block->fit->data->n_features;
    size_t d = block->fit->summary.d;
    for (size_t s = 0; s < block->n_active; s++)
        memcpy(block->wide + s * n, block->active[s]->residual,
               n * sizeof(double));
    multiply_matrix(block->n_active, features, n, block->wide, rows->x,
                    block->left);
    for (size_t s = 0; s < block->n_active; s++) {
        struct trial *trial = block->active[s];
        double *gradient = block->right + s * d;
        memcpy(gradient, block->left + s * features,
               features * sizeof *gradient);
        for (size_t i = 0; d > features && i < n; i++)
            gradient[features] =
                (i > 0 ? gradient[features] : 0) + trial->residual[i];
        trial_pull(trial, gradient);
    }
}

/* Gradients of all active trials, whitened; those at the end leave. */
static void fill_gradients(struct block *block)
{
    const struct riffle_fit *fit = block->fit;
    size_t count = block->n_active, p = fit->p;
    double before[BLOCK];
    for (size_t s = 0; s < count; s++)
        before[s] = block->active[s]->relative;
    fill_data_gradients(block);
    basis_gradient(fit->basis, count, block->right, block->scratch,
                   block->left);
    whiten_rows(count, p, fit->factor, block->left);
    for (size_t s = 0; s < count; s++) {
        struct trial *trial = block->active[s];
        memcpy(trial->gradient, block->left + s * p, p * sizeof(double));
        trial_precondition(trial);
        trial_judge(trial, before[s]);
    }
}

/* One step of conjugate gradients for all trials that need one. */
static void inner_pass(struct block *block)
{
    size_t n = block->fit->n, p = block->fit->p;
    for (size_t s = 0; s < block->n_active; s++)
        memcpy(block->left + s * p, block->active[s]->along,
               p * sizeof(double));
    multiply_rows(block->n_active, n, p, block->left, block->fit->z,
                  block->wide);
    for (size_t s = 0; s < block->n_active; s++)
        for (size_t i = 0; i < n; i++)
            block->heavy[s * n + i] =
                block->wide[s * n + i] * block->active[s]->curvature[i];
    multiply_matrix(block->n_active, p, n, block->heavy, block->fit->z,
                    block->right);
    for (size_t s = 0; s < block->n_active; s++)
        trial_inner_step(block->active[s], block->wide + s * n,
                         block->right + s * p);
}

/* Newton directions for all active trials, each to its own accuracy. */
static bool inner_solve(struct block *block)
{
    for (size_t s = 0; s < block->n_active; s++)
        trial_inner_begin(block->active[s]);
    for (size_t k = 0; k < MAX_INNER; k++) {
        choose_inner(block);
        if (block->n_active == 0)
            return true;
        if (!riffle_progress_step(block->progress, "retrain", 0, 0))
            return false;
        inner_pass(block);
    }
    return true;
}

static enum riffle_status block_run(struct block *block,
                                    struct riffle_error *err)
{
    for (;;) {
        choose_running(block);
        locate(block);
        fill_logits(block);
        fill_gradients(block);
        choose_running(block);
        if (block->n_active == 0)
            return RIFFLE_OK;
        if (!inner_solve(block))
            return riffle_fail(err, RIFFLE_STOPPED, "retraining was stopped");
        choose_running(block);
        for (size_t s = 0; s < block->n_active; s++)
            trial_move(block->active[s]);
    }
}

static void collect(const struct trial *trial, struct riffle_shift *shift,
                    size_t p)
{
    shift->status = trial->status;
    shift->certificate = (struct riffle_certificate){
        .relative_gradient = NAN,
        .decrement = NAN,
        .rho = NAN,
        .radius = NAN,
    };
    if (trial->status != RIFFLE_OK)
        return;
    memcpy(shift->u, trial->u, p * sizeof *shift->u);
    trial_certify(trial, &shift->certificate);
}

/* `count` is at most BLOCK. */
static enum riffle_status retrain_block(struct block *block,
                                        const struct riffle_removal *removals,
                                        size_t count, const double *starts,
                                        struct riffle_shift *shifts,
                                        struct riffle_error *err)
{
    size_t p = block->fit->p;
    enum riffle_status status = RIFFLE_OK;
    block->count = 0;
    while (block->count < count && status != RIFFLE_ENOMEM) {
        size_t s = block->count++;
        status = trial_init(&block->trials[s], block->fit, &removals[s],
                            starts != NULL ? starts + s * p : NULL, err);
    }
    if (status != RIFFLE_ENOMEM)
        status = block_run(block, err);
    for (size_t s = 0; s < block->count; s++) {
        if (status == RIFFLE_OK)
            collect(&block->trials[s], &shifts[s], p);
        trial_release(&block->trials[s]);
    }
    return status;
}

enum riffle_status retrain_from(const struct riffle_fit *fit,
                                const struct riffle_removal *removals,
                                size_t count, const double *starts,
                                struct riffle_shift *shifts,
                                const struct riffle_progress *progress,
                                struct riffle_error *err)
{
    struct block *block = calloc(1, sizeof *block);
    if (block == NULL)
        return riffle_fail_memory(err, sizeof *block);
    enum riffle_status status = block_init(block, fit, err);
    block->progress = progress;
    for (size_t first = 0; first < count && status == RIFFLE_OK;
         first += BLOCK) {
        size_t some = count - first < BLOCK ? count - first : BLOCK;
        status = retrain_block(block, removals + first, some,
                               starts != NULL ? starts + first * fit->p : NULL,
                               shifts + first, err);
    }
    block_release(block);
    return status;
}

static enum riffle_status shift(const struct riffle_fit *fit,
                                const struct riffle_removal *removals,
                                size_t count, struct riffle_shift *shifts,
                                const struct riffle_progress *progress,
                                struct riffle_error *err)
{
    return retrain_from(fit, removals, count, NULL, shifts, progress, err);
}

const struct riffle_estimator estimator_retrain = {
    .name = "actual",
    .title = "retrained",
    .summary = "the optimum without T, retrained to a certificate",
    .formula = "argmin of the objective without T, minus theta",
    .cost = "about 30 passes over Z, shared by the sets of a block",
    .caveat = "has no finite answer when the rows left are separable and "
              "lambda is 0",
    .source = "Newton's method with preconditioned conjugate gradients; "
              "certificate from the self-concordance of the loss",
    .exact = true,
    .shift = shift,
};

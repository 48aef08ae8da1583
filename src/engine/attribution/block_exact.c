/* Gradients of a block's trials from the data as loaded, in double. */
#include "attribution/block.h"

#include "base/parallel.h"
#include "base/sum.h"
#include "linalg/linalg.h"

#include <string.h>

/* theta of a thread's share of the active trials, from their u. */
static void locate(void *data, size_t index)
{
    struct block *block = data;
    const struct riffle_fit *fit = block->fit;
    struct sparse_part part = block_part(block, block->n_active, index);
    size_t count = part.last - part.first, p = fit->p, d = fit->summary.d;
    double *u = block->left + part.first * p;
    double *theta = block->right + part.first * d;
    for (size_t s = 0; s < count; s++)
        memcpy(u + s * p, block->active[part.first + s]->u, p * sizeof *u);
    unwhiten_rows(count, p, fit->factor, u);
    basis_theta(fit->basis, count, u,
                block->scratch + part.first * block_across(fit), theta);
    for (size_t s = 0; s < count; s++) {
        struct trial *trial = block->active[part.first + s];
        memcpy(trial->theta, theta + s * d, d * sizeof *theta);
        add_scaled(d, 1, fit->theta, trial->theta);
    }
}

/* Dense rows: the features' part of each theta, one after the other. */
static void gather_theta(struct block *block)
{
    size_t d = block->fit->data->n_features;
    for (size_t s = 0; s < block->n_active; s++)
        memcpy(block->left + s * d, block->active[s]->theta,
               d * sizeof(double));
}

/* Logits and residuals of a thread's rows, and their part of the gradient. */
static void weigh_rows(void *data, size_t index)
{
    struct block *block = data;
    struct lane *lane = &block->lanes[index];
    struct sparse_part part = block_part(block, block->fit->n, index);
    size_t d = block->fit->data->n_features, sets = block->n_active;
    size_t first = part.first, count = part.last - part.first;
    const double *x = block->fit->data->train.x + first * d;
    multiply_rows_in_blocks(sets, count, d, block->left, x, lane->work,
                            lane->tile);
    for (size_t s = 0; s < sets; s++) {
        struct trial *trial = block->active[s];
        double *tile = lane->tile + s * count;
        memcpy(trial->logit + first, tile, count * sizeof *tile);
        trial_weigh(trial, first, count);
        memcpy(tile, trial->residual + first, count * sizeof *tile);
    }
    multiply_matrix_in_blocks(sets, d, count, lane->tile, x, lane->work,
                              lane->partial);
}

/* The lanes' parts of the gradient's entry `at`. */
static double sum_lanes(const struct block *block, size_t at)
{
    struct sum sum = {0};
    for (size_t t = 0; t < block->threads; t++)
        sum_add(&sum, block->lanes[t].partial[at]);
    return sum_value(&sum);
}

/* Sparse rows: likewise, the sets abreast, so that one entry serves all. */
static void gather_abreast(struct block *block)
{
    size_t d = block->fit->data->n_features, sets = block->n_active;
    for (size_t s = 0; s < sets; s++)
        for (size_t j = 0; j < d; j++)
            block->abreast_theta[j * sets + s] = block->active[s]->theta[j];
}

static void weigh_sparse(void *data, size_t index)
{
    struct block *block = data;
    struct sparse_part part = block_part(block, block->fit->n, index);
    size_t sets = block->n_active, count = part.last - part.first;
    sparse_multiply_in_blocks(block->fit->rows, sets, block->abreast_theta,
                              part, block->lanes[index].work, block->abreast);
    for (size_t s = 0; s < sets; s++) {
        struct trial *trial = block->active[s];
        for (size_t i = part.first; i < part.last; i++)
            trial->logit[i] = block->abreast[i * sets + s];
        trial_weigh(trial, part.first, count);
        for (size_t i = part.first; i < part.last; i++)
            block->abreast[i * sets + s] = trial->residual[i];
    }
}

/* A thread's columns of the gradients, abreast as theta was. */
static void sum_sparse(void *data, size_t index)
{
    struct block *block = data;
    struct sparse_part part =
        block_part(block, block->fit->data->n_features, index);
    sparse_multiply_in_blocks(block->fit->columns, block->n_active,
                              block->abreast, part, block->lanes[index].work,
                              block->abreast_theta);
}

/* Each trial's gradient in theta, into `right`. */
static void sum_gradients(struct block *block)
{
    size_t features = block->fit->data->n_features, n = block->fit->n;
    size_t d = block->fit->summary.d, sets = block->n_active;
    bool sparse = block->fit->rows != NULL;
    for (size_t s = 0; s < sets; s++) {
        struct trial *trial = block->active[s];
        double *gradient = block->right + s * d;
        for (size_t j = 0; j < features; j++)
            gradient[j] = sparse ? block->abreast_theta[j * sets + s]
                                 : sum_lanes(block, s * features + j);
        struct sum residuals = {0};
        for (size_t i = 0; d > features && i < n; i++)
            sum_add(&residuals, trial->residual[i]);
        if (d > features)
            gradient[features] = sum_value(&residuals);
        trial_pull(trial, gradient);
    }
}

/* A thread's share of the gradients, whitened; those at the end are judged. */
static void whiten(void *data, size_t index)
{
    struct block *block = data;
    const struct riffle_fit *fit = block->fit;
    struct sparse_part part = block_part(block, block->n_active, index);
    size_t count = part.last - part.first, p = fit->p, d = fit->summary.d;
    double *whitened = block->left + part.first * p;
    basis_gradient(fit->basis, count, block->right + part.first * d,
                   block->scratch + part.first * block_across(fit), whitened);
    whiten_rows(count, p, fit->factor, whitened);
    for (size_t s = 0; s < count; s++) {
        struct trial *trial = block->active[part.first + s];
        memcpy(trial->gradient, whitened + s * p, p * sizeof *whitened);
        trial_precondition(trial);
        if (!block->still)
            trial_judge(trial);
    }
}

void block_evaluate(struct block *block)
{
    parallel_run(block->threads, locate, block);
    if (block->fit->rows != NULL) {
        gather_abreast(block);
        parallel_run(block->threads, weigh_sparse, block);
        parallel_run(block->threads, sum_sparse, block);
    } else {
        gather_theta(block);
        parallel_run(block->threads, weigh_rows, block);
    }
    sum_gradients(block);
    parallel_run(block->threads, whiten, block);
}

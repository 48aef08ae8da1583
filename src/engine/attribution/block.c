#include "attribution/block.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "base/sum.h"
#include "linalg/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows worked on at a time: they stay in the cache for the second product. */
enum { ROWS = 256 };
/* Flops that are worth starting threads for. */
static const double WORTH = 2e6;
/* Share of the training matrix that the sets' own memory may take. */
static const double OWN_SHARE = 0.4;

static size_t across(const struct riffle_fit *fit)
{
    return fit->summary.d > fit->p ? fit->summary.d : fit->p;
}

/* Sets that fit: six vectors over rows, about twelve over columns, and the
   factor of the removed rows, `largest` at the most. */
static size_t choose_width(const struct riffle_fit *fit, size_t sets,
                           size_t largest)
{
    double matrix = (double)fit->n * (double)fit->p;
    double order = (double)(largest < fit->p ? largest : fit->p);
    double each = 6 * (double)fit->n + 12 * (double)across(fit) + order * order;
    double most = OWN_SHARE * matrix / each;
    size_t width = most > 8 ? (size_t)fmin(most, BLOCK_WIDEST) : 8;
    return width < sets ? width : sets;
}

static bool lane_init(struct lane *lane, const struct block *block)
{
    size_t p = block->fit->p, length = across(block->fit);
    size_t rows = block->fit->n / block->threads + 1;
    lane->tile = array_new(block->width, rows, sizeof(double));
    lane->work = array_new(3 * block->width, SUM_STRIP, sizeof(double));
    lane->tile_single = array_new(block->width, ROWS, sizeof(float));
    lane->partial = array_new(block->width, length, sizeof(double));
    lane->partial_single = array_new(block->width, p, sizeof(float));
    return lane->tile != NULL && lane->tile_single != NULL &&
           lane->partial != NULL && lane->partial_single != NULL &&
           lane->work != NULL;
}

static void lane_release(struct lane *lane)
{
    free(lane->tile);
    free(lane->tile_single);
    free(lane->partial);
    free(lane->partial_single);
    free(lane->work);
}

static bool allocate(struct block *block)
{
    const struct riffle_fit *fit = block->fit;
    size_t size = sizeof(double), width = block->width, length = across(fit);
    block->left = array_new(width, length, size);
    block->right = array_new(width, length, size);
    block->scratch = array_new(width, length, size);
    block->along = array_new(width, fit->p, sizeof(float));
    if (!block->still)
        block->z = array_new(fit->n, fit->p, sizeof(float));
    bool ok = block->left != NULL && block->right != NULL &&
              block->scratch != NULL && block->along != NULL &&
              (block->still || block->z != NULL);
    for (size_t t = 0; ok && t < block->threads; t++)
        ok = lane_init(&block->lanes[t], block);
    return ok;
}

/* Thread `index`'s part of `count` things. */
struct part {
    size_t first, last;
};

static struct part part_of(const struct block *block, size_t count,
                           size_t index)
{
    return (struct part){count * index / block->threads,
                         count * (index + 1) / block->threads};
}

static void narrow(void *data, size_t index)
{
    struct block *block = data;
    size_t total = block->fit->n * block->fit->p;
    struct part part = part_of(block, total, index);
    for (size_t i = part.first; i < part.last; i++)
        block->z[i] = (float)block->fit->z[i];
}

struct block *block_new(const struct riffle_fit *fit, struct block_size size,
                        bool still, struct riffle_error *err)
{
    struct block *block = calloc(1, sizeof *block);
    if (block != NULL) {
        block->fit = fit;
        block->still = still;
        block->threads =
            size.threads < BLOCK_THREADS ? size.threads : BLOCK_THREADS;
        if ((double)fit->n * (double)fit->p < WORTH / 64)
            block->threads = 1;
        block->width = choose_width(fit, size.sets, size.largest);
    }
    if (block == NULL || !allocate(block)) {
        block_free(block);
        (void)riffle_fail_memory(err, fit->n * fit->p * sizeof(float));
        return NULL;
    }
    if (!still)
        parallel_run(block->threads, narrow, block);
    return block;
}

void block_free(struct block *block)
{
    if (block == NULL)
        return;
    for (size_t s = 0; s < block->count; s++)
        trial_release(&block->trials[s]);
    for (size_t t = 0; t < block->threads; t++)
        lane_release(&block->lanes[t]);
    free(block->left);
    free(block->right);
    free(block->scratch);
    free(block->along);
    free(block->z);
    free(block);
}

struct each {
    struct block *block;
    void (*work)(struct trial *trial);
};

static void each_part(void *data, size_t index)
{
    const struct each *each = data;
    struct block *block = each->block;
    for (size_t s = index; s < block->n_active; s += block->threads)
        each->work(block->active[s]);
}

void block_each(struct block *block, void (*work)(struct trial *trial))
{
    struct each each = {block, work};
    parallel_run(block->threads, each_part, &each);
}

/* theta of a thread's share of the active trials, from their u. */
static void locate(void *data, size_t index)
{
    struct block *block = data;
    const struct riffle_fit *fit = block->fit;
    struct part part = part_of(block, block->n_active, index);
    size_t count = part.last - part.first, p = fit->p, d = fit->summary.d;
    double *u = block->left + part.first * p;
    double *theta = block->right + part.first * d;
    for (size_t s = 0; s < count; s++)
        memcpy(u + s * p, block->active[part.first + s]->u, p * sizeof *u);
    unwhiten_rows(count, p, fit->factor, u);
    basis_theta(fit->basis, count, u, block->scratch + part.first * across(fit),
                theta);
    for (size_t s = 0; s < count; s++) {
        struct trial *trial = block->active[part.first + s];
        memcpy(trial->theta, theta + s * d, d * sizeof *theta);
        add_scaled(d, 1, fit->theta, trial->theta);
    }
}

/* The features' part of each theta, side by side in `left`. */
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
    struct part part = part_of(block, block->fit->n, index);
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

/* Each trial's gradient in theta, into `right`: the lanes' parts, summed. */
static void sum_gradients(struct block *block)
{
    size_t features = block->fit->data->n_features, n = block->fit->n;
    size_t d = block->fit->summary.d;
    for (size_t s = 0; s < block->n_active; s++) {
        struct trial *trial = block->active[s];
        double *gradient = block->right + s * d;
        for (size_t j = 0; j < features; j++)
            gradient[j] = sum_lanes(block, s * features + j);
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
    struct part part = part_of(block, block->n_active, index);
    size_t count = part.last - part.first, p = fit->p, d = fit->summary.d;
    double *whitened = block->left + part.first * p;
    basis_gradient(fit->basis, count, block->right + part.first * d,
                   block->scratch + part.first * across(fit), whitened);
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
    gather_theta(block);
    parallel_run(block->threads, weigh_rows, block);
    sum_gradients(block);
    parallel_run(block->threads, whiten, block);
}

/* Z along and Z' (curvature o Z along) over a few rows. */
static void single_rows(const struct block *block, struct lane *lane,
                        size_t first, size_t count)
{
    size_t p = block->fit->p, sets = block->n_active;
    const float *z = block->z + first * p;
    multiply_rows_single(sets, count, p, block->along, z, lane->tile_single);
    for (size_t s = 0; s < sets; s++) {
        const struct trial *trial = block->active[s];
        float *tile = lane->tile_single + s * count;
        for (size_t i = 0; i < count; i++) {
            trial->z_along[first + i] = (double)tile[i];
            tile[i] *= (float)trial->curvature[first + i];
        }
    }
    add_product_single(sets, p, count, lane->tile_single, z,
                       lane->partial_single);
}

static void double_rows(const struct block *block, struct lane *lane,
                        size_t first, size_t count)
{
    size_t p = block->fit->p, sets = block->n_active;
    const double *z = block->fit->z + first * p;
    multiply_rows(sets, count, p, block->left, z, lane->tile);
    for (size_t s = 0; s < sets; s++) {
        const struct trial *trial = block->active[s];
        double *tile = lane->tile + s * count;
        for (size_t i = 0; i < count; i++) {
            trial->z_along[first + i] = tile[i];
            tile[i] *= trial->curvature[first + i];
        }
    }
    add_product(sets, p, count, lane->tile, z, lane->partial);
}

/* A thread's rows of the product that the active trials ask for. */
static void inner_rows(void *data, size_t index)
{
    struct block *block = data;
    struct lane *lane = &block->lanes[index];
    struct part part = part_of(block, block->fit->n, index);
    size_t length = block->n_active * block->fit->p;
    bool single = block->active[0]->single;
    if (single)
        memset(lane->partial_single, 0, length * sizeof(float));
    else
        memset(lane->partial, 0, length * sizeof(double));
    for (size_t first = part.first; first < part.last; first += ROWS) {
        size_t left = part.last - first;
        size_t count = left < ROWS ? left : ROWS;
        if (single)
            single_rows(block, lane, first, count);
        else
            double_rows(block, lane, first, count);
    }
    for (size_t i = 0; single && i < length; i++)
        lane->partial[i] = (double)lane->partial_single[i];
}

/* A thread's share of the trials: the step that their products allow. */
static void inner_steps(void *data, size_t index)
{
    struct block *block = data;
    size_t p = block->fit->p;
    for (size_t s = index; s < block->n_active; s += block->threads) {
        double *image = block->lanes[0].partial + s * p;
        for (size_t t = 1; t < block->threads; t++)
            add_scaled(p, 1, block->lanes[t].partial + s * p, image);
        trial_inner_step(block->active[s], image);
    }
}

void block_inner(struct block *block)
{
    size_t p = block->fit->p;
    for (size_t s = 0; s < block->n_active; s++) {
        const double *along = block->active[s]->along;
        memcpy(block->left + s * p, along, p * sizeof *along);
        for (size_t j = 0; j < p; j++)
            block->along[s * p + j] = (float)along[j];
    }
    parallel_run(block->threads, inner_rows, block);
    parallel_run(block->threads, inner_steps, block);
}

/* Products of a block's trials with the whitened rows. */
#include "attribution/block.h"

#include "base/parallel.h"
#include "linalg/linalg.h"

#include <string.h>

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

/* Weights at u and the sum that makes the gradient, in single precision. */
static void rough_rows(const struct block *block, struct lane *lane,
                       size_t first, size_t count)
{
    size_t p = block->fit->p, sets = block->n_active;
    const float *z = block->z + first * p;
    multiply_rows_single(sets, count, p, block->along, z, lane->tile_single);
    for (size_t i = 0; i < sets * count; i++)
        lane->tile[i] = (double)lane->tile_single[i];
    for (size_t s = 0; s < sets; s++)
        trial_weigh_whitened(block->active[s], first, count,
                             lane->tile + s * count);
    for (size_t i = 0; i < sets * count; i++)
        lane->tile_single[i] = (float)lane->tile[i];
    add_product_single(sets, p, count, lane->tile_single, z,
                       lane->partial_single);
}

/* Likewise in double. */
static void fine_rows(const struct block *block, struct lane *lane,
                      size_t first, size_t count)
{
    size_t p = block->fit->p, sets = block->n_active;
    const double *z = block->fit->z + first * p;
    multiply_rows(sets, count, p, block->left, z, lane->tile);
    for (size_t s = 0; s < sets; s++)
        trial_weigh_whitened(block->active[s], first, count,
                             lane->tile + s * count);
    add_product(sets, p, count, lane->tile, z, lane->partial);
}

/* Work on a few rows at a time: a product and its part of a sum. */
typedef void few_rows(const struct block *block, struct lane *lane,
                      size_t first, size_t count);

/* A thread's rows, its sums beginning at 0. */
static void run_rows(struct block *block, size_t index, few_rows *work)
{
    struct lane *lane = &block->lanes[index];
    struct sparse_part part = block_part(block, block->fit->n, index);
    size_t length = block->n_active * block->fit->p;
    bool single = work == single_rows || work == rough_rows;
    if (single)
        memset(lane->partial_single, 0, length * sizeof(float));
    else
        memset(lane->partial, 0, length * sizeof(double));
    for (size_t first = part.first; first < part.last; first += BLOCK_ROWS) {
        size_t left = part.last - first;
        work(block, lane, first, left < BLOCK_ROWS ? left : BLOCK_ROWS);
    }
    for (size_t i = 0; single && i < length; i++)
        lane->partial[i] = (double)lane->partial_single[i];
}

/* The product that the active trials ask for. */
static void inner_rows(void *data, size_t index)
{
    struct block *block = data;
    run_rows(block, index,
             block->active[0]->single ? single_rows : double_rows);
}

static void gradient_rows(void *data, size_t index)
{
    struct block *block = data;
    run_rows(block, index,
             block->active[0]->sight == TRIAL_ROUGH ? rough_rows : fine_rows);
}

/* What the lanes have summed up for active trial s, in the first's place. */
static double *sum_partials(struct block *block, size_t s)
{
    size_t p = block->fit->p;
    double *sum = block->lanes[0].partial + s * p;
    for (size_t t = 1; t < block->threads; t++)
        add_scaled(p, 1, block->lanes[t].partial + s * p, sum);
    return sum;
}

/* A thread's share of the trials: the step that their products allow. */
static void inner_steps(void *data, size_t index)
{
    struct block *block = data;
    for (size_t s = index; s < block->n_active; s += block->threads)
        trial_inner_step(block->active[s], sum_partials(block, s));
}

static void take_gradients(void *data, size_t index)
{
    struct block *block = data;
    for (size_t s = index; s < block->n_active; s += block->threads) {
        trial_take_whitened(block->active[s], sum_partials(block, s));
        trial_judge(block->active[s]);
    }
}

/* What the rows are to be multiplied with, one set after the other. */
static void gather(struct block *block, bool along)
{
    size_t p = block->fit->p;
    for (size_t s = 0; s < block->n_active; s++) {
        const struct trial *trial = block->active[s];
        const double *from = along ? trial->along : trial->u;
        memcpy(block->left + s * p, from, p * sizeof *from);
        for (size_t j = 0; j < p; j++)
            block->along[s * p + j] = (float)from[j];
    }
}

void block_inner(struct block *block)
{
    gather(block, true);
    parallel_run(block->threads, inner_rows, block);
    parallel_run(block->threads, inner_steps, block);
}

void block_evaluate_whitened(struct block *block)
{
    gather(block, false);
    parallel_run(block->threads, gradient_rows, block);
    parallel_run(block->threads, take_gradients, block);
}

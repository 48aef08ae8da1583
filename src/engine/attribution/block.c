#include "attribution/block.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/linalg.h"

#include <math.h>
#include <stdlib.h>

/* Flops that are worth starting threads for. */
static const double WORTH = 2e6;
/* Share of the training matrix that the sets' own memory may take. */
static const double OWN_SHARE = 0.45;

size_t block_across(const struct riffle_fit *fit)
{
    return fit->summary.d > fit->p ? fit->summary.d : fit->p;
}

/* Doubles of one trial: six vectors over rows, about twelve over columns, and
   the factor of the removed rows, `largest` at the most. */
static double trial_length(const struct riffle_fit *fit, size_t largest)
{
    double order = (double)(largest < fit->p ? largest : fit->p);
    return 6 * (double)fit->n + 12 * (double)block_across(fit) + order * order;
}

/* Sets that fit. */
static size_t choose_width(const struct riffle_fit *fit, size_t sets,
                           size_t largest)
{
    double matrix = (double)fit->n * (double)fit->p;
    double most = OWN_SHARE * matrix / trial_length(fit, largest);
    size_t width = most > 8 ? (size_t)fmin(most, BLOCK_WIDEST) : 8;
    return width < sets ? width : sets;
}

double block_bytes(const struct riffle_fit *fit, struct block_size size)
{
    double width = (double)choose_width(fit, size.sets, size.largest);
    double n = (double)fit->n, p = (double)fit->p;
    double across = (double)block_across(fit);
    double lane = (double)(3 * SUM_STRIP) + across + (p + BLOCK_ROWS) / 2;
    double sparse = fit->rows != NULL ? n + across : n;
    double each = trial_length(fit, size.largest) + 3 * across + p / 2 +
                  (double)size.threads * lane + sparse;
    return sizeof(double) * width * each + sizeof(float) * n * p;
}

static bool lane_init(struct lane *lane, const struct block *block)
{
    size_t p = block->fit->p, length = block_across(block->fit);
    size_t rows = block->fit->n / block->threads + 1;
    bool sparse = block->fit->rows != NULL;
    lane->tile =
        array_new(block->width, sparse ? BLOCK_ROWS : rows, sizeof(double));
    lane->work = array_new(3 * block->width, SUM_STRIP, sizeof(double));
    lane->tile_single = array_new(block->width, BLOCK_ROWS, sizeof(float));
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
    size_t size = sizeof(double), width = block->width,
           length = block_across(fit);
    block->left = array_new(width, length, size);
    block->right = array_new(width, length, size);
    block->scratch = array_new(width, length, size);
    block->along = array_new(width, fit->p, sizeof(float));
    if (fit->rows != NULL) {
        block->abreast = array_new(width, fit->n, size);
        block->abreast_theta = array_new(width, length, size);
    }
    if (!block->still)
        block->z = array_new(fit->n, fit->p, sizeof(float));
    bool ok = block->left != NULL && block->right != NULL &&
              block->scratch != NULL && block->along != NULL &&
              (block->still || block->z != NULL) &&
              (fit->rows == NULL ||
               (block->abreast != NULL && block->abreast_theta != NULL));
    for (size_t t = 0; ok && t < block->threads; t++)
        ok = lane_init(&block->lanes[t], block);
    return ok;
}

struct sparse_part block_part(const struct block *block, size_t count,
                              size_t index)
{
    return (struct sparse_part){count * index / block->threads,
                                count * (index + 1) / block->threads};
}

static void narrow(void *data, size_t index)
{
    struct block *block = data;
    size_t total = block->fit->n * block->fit->p;
    struct sparse_part part = block_part(block, total, index);
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
    free(block->abreast);
    free(block->abreast_theta);
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

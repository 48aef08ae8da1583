/* Removal sets that share every pass over the data. */
#ifndef ATTRIBUTION_BLOCK_H
#define ATTRIBUTION_BLOCK_H

#include "attribution/trial.h"
#include "linalg/sparse.h"

enum { BLOCK_WIDEST = 96, BLOCK_THREADS = 64 };
/* Rows worked on at a time: they stay in the cache for the second product. */
enum { BLOCK_ROWS = 256 };

/* One thread's room: the products of its rows, and its part of a sum. */
struct lane {
    double *tile;          /* sets x its rows */
    float *tile_single;    /* sets x a few rows */
    double *partial;       /* sets x max(p, d) */
    float *partial_single; /* sets x p */
    double *work;          /* of products in blocks */
};

/*
 * The rows are dealt out to the threads, so that each reads its own part of
 * the matrix once for all sets; what belongs to one set alone is dealt out
 * set by set. Directions come from products in single precision: half the
 * memory and twice the speed; gradients do not.
 */
struct block {
    const struct riffle_fit *fit;
    size_t threads;
    size_t width; /* sets at the most */
    float *z;     /* n x p: the fit's z; NULL when still */
    bool still;   /* look at the trials, do not judge them */
    struct trial trials[BLOCK_WIDEST];
    size_t count;
    struct trial *active[BLOCK_WIDEST]; /* take part in the next pass */
    size_t n_active;
    double *left, *right, *scratch; /* width x max(p, d) each */
    float *along;                   /* width x p */
    /* sparse rows only, sets abreast: n x width, max(p, d) x width */
    double *abreast, *abreast_theta;
    struct lane lanes[BLOCK_THREADS];
};

/* What a block is for: this many sets of up to `largest` rows. */
struct block_size {
    size_t sets, largest, threads;
};

/* Room for so many sets, fewer where they are big; NULL without memory.
   still: block_inner will not be called. */
struct block *block_new(const struct riffle_fit *fit, struct block_size size,
                        bool still, struct riffle_error *err);
void block_free(struct block *block);
/* Bytes of a block, its trials included. */
double block_bytes(const struct riffle_fit *fit, struct block_size size);

/* max(p, d) */
size_t block_across(const struct riffle_fit *fit);
/* Thread `index`'s part of `count` things. */
struct sparse_part block_part(const struct block *block, size_t count,
                              size_t index);

/* Call work(trial) for each active trial, on all threads. */
void block_each(struct block *block, void (*work)(struct trial *trial));

/* Gradients at the active trials' u, from the data as loaded, summed in
   blocks; judged unless the block is still. */
void block_evaluate(struct block *block);
/* From the whitened rows, in the precision that the active trials ask for, all
   the same; judged. */
void block_evaluate_whitened(struct block *block);
/* One step of conjugate gradients for every active trial. */
void block_inner(struct block *block);

#endif

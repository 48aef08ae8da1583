/* How far shifts move the logits of the training rows. */
#include "model/fit.h"

#include "riffle/threads.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ABREAST = 32, MOST_THREADS = 64 };
/* Shifts so few that reading Z once is quicker than a triangular solve. */
enum { FEW = 4 };

/* One thread's room for ABREAST shifts. */
struct lane {
    double *w, *theta, *scratch, *across, *moved, *work;
};

struct mover {
    const struct riffle_fit *fit;
    size_t count, threads;
    const double *u;
    double *change;
    struct lane lanes[MOST_THREADS];
};

static bool lane_init(struct lane *lane, const struct riffle_fit *fit)
{
    size_t d = fit->summary.d, size = sizeof(double);
    *lane = (struct lane){
        .w = array_new(ABREAST, fit->p, size),
        .theta = array_new(ABREAST, d, size),
        .scratch = array_new(ABREAST, d, size),
        .across = array_new(ABREAST, d, size),
        .moved = array_new(ABREAST, fit->n, size),
        .work = array_new(3, ABREAST, size),
    };
    return lane->w != NULL && lane->theta != NULL && lane->scratch != NULL &&
           lane->across != NULL && lane->moved != NULL && lane->work != NULL;
}

static void lane_release(struct lane *lane)
{
    free(lane->w);
    free(lane->theta);
    free(lane->scratch);
    free(lane->across);
    free(lane->moved);
    free(lane->work);
}

/* `some` shifts from `first` on, at most ABREAST. */
static void move_some(const struct mover *mover, const struct lane *lane,
                      size_t first, size_t some)
{
    const struct riffle_fit *fit = mover->fit;
    size_t n = fit->n, p = fit->p, d = fit->summary.d;
    size_t features = fit->data->n_features;
    memcpy(lane->w, mover->u + first * p, some * p * sizeof *lane->w);
    unwhiten_rows(some, p, fit->factor, lane->w);
    basis_theta(fit->basis, some, lane->w, lane->scratch, lane->theta);
    for (size_t s = 0; s < some; s++)
        for (size_t j = 0; j < features; j++)
            lane->across[j * some + s] = lane->theta[s * d + j];
    sparse_multiply_in_blocks(fit->rows, some, lane->across,
                              (struct sparse_part){0, n}, lane->work,
                              lane->moved);
    for (size_t s = 0; s < some; s++) {
        double *change = mover->change + (first + s) * n;
        double shift = d > features ? lane->theta[s * d + features] : 0;
        for (size_t i = 0; i < n; i++)
            change[i] = lane->moved[i * some + s] + shift;
    }
}

static void move_part(void *data, size_t index)
{
    const struct mover *mover = data;
    size_t first = mover->count * index / mover->threads;
    size_t last = mover->count * (index + 1) / mover->threads;
    for (; first < last; first += ABREAST)
        move_some(mover, &mover->lanes[index], first,
                  last - first < ABREAST ? last - first : ABREAST);
}

static enum riffle_status move_sparse(struct mover *mover,
                                      struct riffle_error *err)
{
    bool ok = true;
    size_t threads = riffle_threads();
    mover->threads = threads < MOST_THREADS ? threads : MOST_THREADS;
    for (size_t t = 0; ok && t < mover->threads; t++)
        ok = lane_init(&mover->lanes[t], mover->fit);
    if (ok) {
        riffle_threads_set(1);
        parallel_run(mover->threads, move_part, mover);
        riffle_threads_set(threads);
    }
    for (size_t t = 0; t < mover->threads; t++)
        lane_release(&mover->lanes[t]);
    if (ok)
        return RIFFLE_OK;
    return riffle_fail_memory(err, ABREAST * mover->fit->n * sizeof(double));
}

static bool is_by_theta(const struct riffle_fit *fit)
{
    return fit->rows != NULL && fit->basis->rotation == NULL;
}

double fit_move_bytes(const struct riffle_fit *fit)
{
    double each = (double)fit->n + (double)fit->p + 3 * (double)fit->summary.d;
    double lanes = fmin((double)riffle_threads(), MOST_THREADS);
    return is_by_theta(fit) ? 8 * ABREAST * lanes * (each + 3) : 0;
}

enum riffle_status fit_move_logits(const struct riffle_fit *fit, size_t count,
                                   const double *u, double *change,
                                   struct riffle_error *err)
{
    struct mover mover = {.fit = fit, .count = count, .u = u, .change = change};
    if (is_by_theta(fit) && count > FEW)
        return move_sparse(&mover, err);
    multiply_rows(count, fit->n, fit->p, u, fit->z, change);
    return RIFFLE_OK;
}

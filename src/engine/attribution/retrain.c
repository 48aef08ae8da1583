/*
 * Actual: blocked Newton-CG in whitened coordinates. Gradients come from the
 * data as loaded; the inner products with Z are shared by all sets of a block
 * that still need them, so that each pass is one matrix product. Several
 * blocks run side by side.
 */
#include "attribution/retrain.h"

#include "riffle/threads.h"

#include "attribution/certificate.h"
#include "attribution/estimators.h"
#include "attribution/trial.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/sum.h"
#include "linalg/linalg.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Wide enough for matrix products to run at speed, small in memory. */
enum { BLOCK = 32, MAX_INNER = 500, MOST_MEMBERS = 64 };

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
    double *work;         /* of products in blocks */
    bool still;           /* look at the trials, do not move them */
};

static void block_release(struct block *block)
{
    if (block == NULL)
        return;
    free(block->wide);
    free(block->heavy);
    free(block->left);
    free(block->right);
    free(block->scratch);
    free(block->work);
    free(block);
}

/* NULL, with `err` told, when out of memory. */
static struct block *block_new(const struct riffle_fit *fit,
                               const struct riffle_progress *progress,
                               struct riffle_error *err)
{
    size_t size = sizeof(double);
    size_t across = fit->summary.d > fit->p ? fit->summary.d : fit->p;
    struct block *block = calloc(1, sizeof *block);
    if (block != NULL) {
        block->fit = fit;
        block->progress = progress;
        block->wide = array_new(BLOCK, fit->n, size);
        block->heavy = array_new(BLOCK, fit->n, size);
        block->left = array_new(BLOCK, across, size);
        block->right = array_new(BLOCK, across, size);
        block->scratch = array_new(BLOCK, across, size);
        block->work = array_new(3 * BLOCK, SUM_STRIP, size);
    }
    if (block != NULL && block->wide != NULL && block->heavy != NULL &&
        block->left != NULL && block->right != NULL && block->scratch != NULL &&
        block->work != NULL)
        return block;
    block_release(block);
    (void)riffle_fail_memory(err, BLOCK * (2 * fit->n + 3 * across) * size);
    return NULL;
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
    multiply_rows_in_blocks(block->n_active, n, d, block->left, rows->x,
                            block->work, block->wide);
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
    multiply_matrix_in_blocks(block->n_active, features, n, block->wide,
                              rows->x, block->work, block->left);
    for (size_t s = 0; s < block->n_active; s++) {
        struct trial *trial = block->active[s];
        double *gradient = block->right + s * d;
        memcpy(gradient, block->left + s * features,
               features * sizeof *gradient);
        struct sum sum = {0};
        for (size_t i = 0; d > features && i < n; i++)
            sum_add(&sum, trial->residual[i]);
        if (d > features)
            gradient[features] = sum_value(&sum);
        trial_pull(trial, gradient);
    }
}

/* Gradients of all active trials, whitened; those at the end leave. */
static void fill_gradients(struct block *block)
{
    const struct riffle_fit *fit = block->fit;
    size_t count = block->n_active, p = fit->p;
    fill_data_gradients(block);
    basis_gradient(fit->basis, count, block->right, block->scratch,
                   block->left);
    whiten_rows(count, p, fit->factor, block->left);
    for (size_t s = 0; s < count; s++) {
        struct trial *trial = block->active[s];
        memcpy(trial->gradient, block->left + s * p, p * sizeof(double));
        trial_precondition(trial);
        if (!block->still)
            trial_judge(trial);
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
        if (block->n_active == 0 || block->still)
            return RIFFLE_OK;
        if (!inner_solve(block))
            return riffle_fail(err, RIFFLE_STOPPED, "retraining was stopped");
        choose_running(block);
        for (size_t s = 0; s < block->n_active; s++)
            trial_move(block->active[s]);
    }
}

/* Sets to retrain, dealt out to members that work side by side. */
struct crew {
    const struct riffle_fit *fit;
    const struct riffle_removal *removals;
    size_t count;
    struct riffle_shift *shifts;
    const struct riffle_progress *progress;
    struct riffle_certify_options certify;
    bool still; /* certify the shifts as they are */
    size_t size;
    atomic_bool stop;
    enum riffle_status status[MOST_MEMBERS];
    struct riffle_error errors[MOST_MEMBERS];
};

struct member {
    struct crew *crew;
    size_t index;
};

/* Only the calling thread's member asks; the others hear of it. */
static bool member_step(void *data, const char *stage, size_t done,
                        size_t total)
{
    const struct member *member = (const struct member *)data;
    struct crew *crew = member->crew;
    if (member->index == 0 &&
        !riffle_progress_step(crew->progress, stage, done, total))
        atomic_store(&crew->stop, true);
    return !atomic_load(&crew->stop);
}

/* Set s as a trial; one that has no answer already takes no part. */
static enum riffle_status begin(const struct crew *crew, size_t s,
                                struct trial *trial, struct riffle_error *err)
{
    *trial = (struct trial){.state = TRIAL_FAILED};
    if (crew->still && crew->shifts[s].status != RIFFLE_OK)
        return RIFFLE_OK;
    return trial_init(trial, crew->fit, &crew->removals[s], crew->shifts[s].u,
                      err);
}

static enum riffle_status collect(const struct crew *crew, size_t s,
                                  const struct trial *trial,
                                  struct riffle_error *err)
{
    struct riffle_shift *shift = &crew->shifts[s];
    size_t before = shift->certificate.iterations;
    shift->certificate = certificate_none();
    if (crew->still && shift->status != RIFFLE_OK)
        return RIFFLE_OK;
    shift->certificate.status = trial->status;
    if (!crew->still)
        shift->status = trial->status;
    if (trial->status != RIFFLE_OK)
        return RIFFLE_OK;
    if (!crew->still)
        memcpy(shift->u, trial->u, crew->fit->p * sizeof *shift->u);
    enum riffle_status status =
        certificate_fill(trial, &crew->certify, &shift->certificate, err);
    if (crew->still)
        shift->certificate.iterations = before;
    return status;
}

/* Retrain up to BLOCK sets: the member's share, from its `first` on. */
static enum riffle_status retrain_block(struct block *block,
                                        const struct member *member,
                                        size_t first, struct riffle_error *err)
{
    const struct crew *crew = member->crew;
    size_t step = crew->size;
    enum riffle_status status = RIFFLE_OK;
    block->count = 0;
    for (size_t s = first; s < crew->count && block->count < BLOCK; s += step) {
        struct trial *trial = &block->trials[block->count++];
        status = begin(crew, s, trial, err);
        if (status == RIFFLE_ENOMEM)
            break;
    }
    if (status != RIFFLE_ENOMEM)
        status = block_run(block, err);
    if (status != RIFFLE_ENOMEM && status != RIFFLE_STOPPED)
        status = RIFFLE_OK;
    for (size_t b = 0; b < block->count; b++) {
        if (status == RIFFLE_OK)
            status = collect(crew, first + b * step, &block->trials[b], err);
        trial_release(&block->trials[b]);
    }
    return status;
}

/* Every size-th set: those come in order of size, so shares are alike. */
static void work(void *data, size_t index)
{
    struct member member = {(struct crew *)data, index};
    struct crew *crew = member.crew;
    struct riffle_error *err = &crew->errors[index];
    const struct riffle_progress progress = {member_step, &member};
    enum riffle_status status = RIFFLE_OK;
    struct block *block = block_new(crew->fit, &progress, err);
    if (block == NULL)
        status = RIFFLE_ENOMEM;
    for (size_t first = index; first < crew->count && status == RIFFLE_OK;
         first += BLOCK * crew->size) {
        block->still = crew->still;
        status = retrain_block(block, &member, first, err);
    }
    if (status != RIFFLE_OK)
        atomic_store(&crew->stop, true);
    crew->status[index] = status;
    block_release(block);
}

/* The first failure that is not just having been told to stop. */
static enum riffle_status crew_status(const struct crew *crew,
                                      struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    for (size_t i = 0; i < crew->size; i++) {
        bool worse = status == RIFFLE_OK || status == RIFFLE_STOPPED;
        if (crew->status[i] == RIFFLE_OK || !worse)
            continue;
        status = crew->status[i];
        if (err != NULL)
            *err = crew->errors[i];
    }
    return status;
}

/*
 * Members work with one BLAS thread each: nothing waits for anything, and what
 * is not a matrix product runs in parallel, too.
 */
static enum riffle_status run_crew(struct crew *crew, struct riffle_error *err)
{
    size_t threads = riffle_threads();
    crew->size = threads < MOST_MEMBERS ? threads : MOST_MEMBERS;
    crew->size = crew->size < crew->count ? crew->size : crew->count;
    if (crew->size > 1)
        riffle_threads_set(1);
    parallel_run(crew->size, work, crew);
    if (crew->size > 1)
        riffle_threads_set(threads);
    return crew_status(crew, err);
}

enum riffle_status retrain_from(const struct riffle_fit *fit,
                                const struct riffle_removal *removals,
                                size_t count, struct riffle_shift *shifts,
                                const struct riffle_progress *progress,
                                struct riffle_error *err)
{
    struct crew *crew = calloc(1, sizeof *crew);
    if (crew == NULL)
        return riffle_fail_memory(err, sizeof *crew);
    crew->fit = fit;
    crew->removals = removals;
    crew->count = count;
    crew->shifts = shifts;
    crew->progress = progress;
    enum riffle_status status = run_crew(crew, err);
    free(crew);
    return status;
}

enum riffle_status riffle_certify(const struct riffle_fit *fit,
                                  const struct riffle_certify_options *options,
                                  const struct riffle_removal *removals,
                                  size_t count, struct riffle_shift *shifts,
                                  const struct riffle_progress *progress,
                                  struct riffle_error *err)
{
    struct crew *crew = calloc(1, sizeof *crew);
    if (crew == NULL)
        return riffle_fail_memory(err, sizeof *crew);
    crew->fit = fit;
    crew->removals = removals;
    crew->count = count;
    crew->shifts = shifts;
    crew->progress = progress;
    crew->certify = *options;
    crew->still = true;
    enum riffle_status status = run_crew(crew, err);
    free(crew);
    return status;
}

static enum riffle_status shift(const struct riffle_fit *fit,
                                const struct riffle_removal *removals,
                                size_t count, struct riffle_shift *shifts,
                                const struct riffle_progress *progress,
                                struct riffle_error *err)
{
    for (size_t s = 0; s < count; s++)
        memset(shifts[s].u, 0, fit->p * sizeof *shifts[s].u);
    return retrain_from(fit, removals, count, shifts, progress, err);
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

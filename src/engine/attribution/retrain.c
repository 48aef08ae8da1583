/*
 * Actual: blocked Newton-CG in whitened coordinates. Gradients come from the
 * data as loaded; sets enter a block as others leave it, and those that need
 * the same product share it, so that each pass is one matrix product.
 */
#include "attribution/retrain.h"

#include "riffle/threads.h"

#include "attribution/block.h"
#include "attribution/certificate.h"
#include "attribution/each.h"
#include "attribution/estimators.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The sets to retrain, and how far they are. */
struct retrain {
    const struct riffle_removal *removals;
    size_t count;
    struct riffle_shift *shifts;
    struct riffle_certify_options certify;
    bool from_shifts; /* each starts from its u */
    bool still;       /* certify the shifts as they are */
    size_t threads;   /* of the BLAS, when the block does not work */
    const struct riffle_progress *progress;
    size_t next;              /* the first that has not begun */
    size_t set[BLOCK_WIDEST]; /* of each trial of the block */
};

/* Where the plain certificate gives no bound at all: flops, for any bound. */
static const struct riffle_certify_options LAST_RESORT = {.effort = 2e10};

/* What trial has found becomes set s's. A retrain without a bound is no
   answer: where digits are gone it can be anything. */
static enum riffle_status collect(const struct retrain *retrain, size_t s,
                                  const struct trial *trial,
                                  struct riffle_error *err)
{
    struct riffle_shift *shift = &retrain->shifts[s];
    size_t before = shift->certificate.iterations;
    shift->certificate = certificate_none();
    if (retrain->still && shift->status != RIFFLE_OK)
        return RIFFLE_OK;
    shift->certificate.status = trial->status;
    if (!retrain->still)
        shift->status = trial->status;
    if (trial->status != RIFFLE_OK)
        return RIFFLE_OK;
    if (!retrain->still)
        memcpy(shift->u, trial->u, trial->down.fit->p * sizeof *shift->u);
    enum riffle_status status =
        certificate_fill(trial, &retrain->certify, &shift->certificate, err);
    if (retrain->still) {
        shift->certificate.iterations = before;
        return status;
    }
    if (status == RIFFLE_OK && isnan(shift->certificate.radius))
        status =
            certificate_fill(trial, &LAST_RESORT, &shift->certificate, err);
    if (isnan(shift->certificate.radius))
        shift->status = RIFFLE_EUNCERTIFIED;
    return status;
}

/* Set s as a trial; one that has no answer already takes no part. */
static enum riffle_status enter(const struct retrain *retrain, size_t s,
                                const struct block *block, struct trial *trial,
                                struct riffle_error *err)
{
    const struct riffle_shift *shift = &retrain->shifts[s];
    *trial = (struct trial){.state = TRIAL_FAILED};
    if (retrain->still && shift->status != RIFFLE_OK)
        return RIFFLE_OK;
    return trial_init(trial, block->fit, &retrain->removals[s],
                      retrain->from_shifts ? shift->u : NULL, block->z, err);
}

/* Trials that one thread after the other takes up, and what came of each. */
struct share_out {
    struct retrain *retrain;
    struct block *block;
    size_t which[BLOCK_WIDEST]; /* trials of the block */
    size_t count, threads;
    enum riffle_status status[BLOCK_WIDEST];
    enum riffle_status (*work)(const struct retrain *retrain,
                               struct block *block, size_t which);
};

static void work_through(void *data, size_t index)
{
    struct share_out *out = data;
    for (size_t i = index; i < out->count; i += out->threads)
        out->status[i] = out->work(out->retrain, out->block, out->which[i]);
}

/* On as many threads as there are trials for; one trial has all of them. */
static enum riffle_status run_shares(struct share_out *out,
                                     struct riffle_error *err)
{
    out->threads = out->count > 1 ? out->block->threads : 1;
    if (out->count == 1)
        riffle_threads_set(out->retrain->threads);
    parallel_run(out->threads, work_through, out);
    riffle_threads_set(1);
    for (size_t i = 0; i < out->count; i++)
        if (out->status[i] == RIFFLE_ENOMEM)
            return riffle_fail_memory(err, out->block->fit->n * sizeof(double));
    return RIFFLE_OK;
}

static enum riffle_status enter_trial(const struct retrain *retrain,
                                      struct block *block, size_t which)
{
    struct riffle_error why = {0}; /* the trial keeps the status */
    return enter(retrain, retrain->set[which], block, &block->trials[which],
                 &why);
}

/* Fill the block with sets that have not begun. */
static enum riffle_status refill(struct retrain *retrain, struct block *block,
                                 struct riffle_error *err)
{
    struct share_out out = {
        .retrain = retrain, .block = block, .work = enter_trial};
    while (block->count < block->width && retrain->next < retrain->count) {
        retrain->set[block->count] = retrain->next++;
        out.which[out.count++] = block->count++;
    }
    return run_shares(&out, err);
}

static enum riffle_status collect_trial(const struct retrain *retrain,
                                        struct block *block, size_t which)
{
    struct riffle_error why = {0};
    return collect(retrain, retrain->set[which], &block->trials[which], &why);
}

/* Take out the sets that are at their end; the last takes a gap. */
static enum riffle_status retire(struct retrain *retrain, struct block *block,
                                 struct riffle_error *err)
{
    struct share_out out = {
        .retrain = retrain, .block = block, .work = collect_trial};
    for (size_t s = 0; s < block->count; s++)
        if (retrain->still || block->trials[s].state != TRIAL_RUNNING)
            out.which[out.count++] = s;
    enum riffle_status status = run_shares(&out, err);
    for (size_t i = out.count; i-- > 0;) {
        struct trial *trial = &block->trials[out.which[i]];
        trial_release(trial);
        *trial = block->trials[--block->count];
        retrain->set[out.which[i]] = retrain->set[block->count];
    }
    return status;
}

static bool is_waiting(const struct trial *trial)
{
    return trial->state == TRIAL_RUNNING && !trial->inner;
}

static bool is_rough(const struct trial *trial)
{
    return is_waiting(trial) && !trial->seen && trial->sight == TRIAL_ROUGH;
}

static bool is_fine(const struct trial *trial)
{
    return is_waiting(trial) && !trial->seen && trial->sight == TRIAL_FINE;
}

static bool is_exact(const struct trial *trial)
{
    return is_waiting(trial) && !trial->seen && trial->sight == TRIAL_EXACT;
}

static bool is_seen(const struct trial *trial)
{
    return is_waiting(trial) && trial->seen;
}

static bool is_single(const struct trial *trial)
{
    return trial->inner && trial->single;
}

static bool is_double(const struct trial *trial)
{
    return trial->inner && !trial->single;
}

/* Make those of one kind active; returns how many. */
static size_t choose(struct block *block, bool (*fits)(const struct trial *))
{
    block->n_active = 0;
    for (size_t s = 0; s < block->count; s++)
        if (fits(&block->trials[s]))
            block->active[block->n_active++] = &block->trials[s];
    return block->n_active;
}

static void begin(struct trial *trial)
{
    trial->seen = false;
    if (trial_restart(trial))
        return;
    trial_inner_begin(trial);
    if (!trial->inner)
        trial_move(trial);
}

static void move_if_solved(struct trial *trial)
{
    if (!trial->inner)
        trial_move(trial);
}

/* One pass for those in the middle of an inner solve, if there are any. */
static bool inner(struct block *block, bool (*kind)(const struct trial *))
{
    if (choose(block, kind) == 0)
        return false;
    block_inner(block);
    block_each(block, move_if_solved);
    return true;
}

/* Gradients from whitened rows for those that wait for one. Those too good for
   single precision then want double at once. */
static void look(struct block *block)
{
    if (choose(block, is_rough) > 0)
        block_evaluate_whitened(block);
    if (choose(block, is_fine) > 0)
        block_evaluate_whitened(block);
}

/*
 * Gradients cost about as much as two passes. They wait until a quarter of
 * those under way want one, so that no product runs for a single set; those
 * from the data, which are mostly the last, until half of the block does.
 */
static enum riffle_status outer(struct retrain *retrain, struct block *block,
                                bool busy, struct riffle_error *err)
{
    size_t exact = choose(block, is_exact), under_way = block->count - exact;
    size_t near = choose(block, is_rough) + choose(block, is_fine);
    if (near > 0 && (!busy || 4 * near >= under_way))
        look(block);
    else if (exact > 0 && (2 * exact >= block->width || !busy) &&
             choose(block, is_exact) > 0)
        block_evaluate(block);
    enum riffle_status status = retire(retrain, block, err);
    if (status == RIFFLE_OK && choose(block, is_seen) > 0)
        block_each(block, begin);
    return status;
}

static enum riffle_status run(struct retrain *retrain, struct block *block,
                              struct riffle_error *err)
{
    for (;;) {
        enum riffle_status status = refill(retrain, block, err);
        if (status != RIFFLE_OK || block->count == 0)
            return status;
        if (!riffle_progress_step(retrain->progress, "retrain", 0, 0))
            return riffle_fail(err, RIFFLE_STOPPED, "retraining was stopped");
        bool busy = inner(block, is_single);
        busy = inner(block, is_double) || busy;
        status = outer(retrain, block, busy, err);
        if (status != RIFFLE_OK)
            return status;
    }
}

static struct block_size size_of(const struct riffle_removal *removals,
                                 size_t count)
{
    struct block_size size = {.sets = count, .threads = riffle_threads()};
    for (size_t s = 0; s < count; s++)
        if (removals[s].k > size.largest)
            size.largest = removals[s].k;
    return size;
}

double riffle_retrain_memory(const struct riffle_fit *fit, size_t count,
                             size_t largest)
{
    const struct block_size size = {
        .sets = count, .largest = largest, .threads = riffle_threads()};
    return block_bytes(fit, size);
}

/*
 * The threads are the block's own, with one BLAS thread each: what is not a
 * matrix product runs in parallel, too.
 */
static enum riffle_status run_all(const struct riffle_fit *fit,
                                  struct retrain *retrain,
                                  struct riffle_error *err)
{
    struct block_size size = size_of(retrain->removals, retrain->count);
    retrain->threads = size.threads;
    struct block *block = block_new(fit, size, retrain->still, err);
    if (block == NULL)
        return RIFFLE_ENOMEM;
    riffle_threads_set(1);
    enum riffle_status status = run(retrain, block, err);
    riffle_threads_set(retrain->threads);
    block_free(block);
    return status;
}

enum riffle_status retrain_from(const struct riffle_fit *fit,
                                const struct riffle_removal *removals,
                                size_t count, struct riffle_shift *shifts,
                                const struct riffle_progress *progress,
                                struct riffle_error *err)
{
    struct retrain retrain = {.removals = removals,
                              .count = count,
                              .shifts = shifts,
                              .from_shifts = true,
                              .progress = progress};
    return run_all(fit, &retrain, err);
}

// NOLINTNEXTLINE(readability-function-size): an estimator's six, and options
enum riffle_status riffle_certify(const struct riffle_fit *fit,
                                  const struct riffle_certify_options *options,
                                  const struct riffle_removal *removals,
                                  size_t count, struct riffle_shift *shifts,
                                  const struct riffle_progress *progress,
                                  struct riffle_error *err)
{
    struct retrain retrain = {.removals = removals,
                              .count = count,
                              .shifts = shifts,
                              .certify = *options,
                              .from_shifts = true,
                              .still = true,
                              .progress = progress};
    return run_all(fit, &retrain, err);
}

static enum riffle_status shift(const struct riffle_fit *fit,
                                const struct riffle_removal *removals,
                                size_t count, struct riffle_shift *shifts,
                                const struct riffle_progress *progress,
                                struct riffle_error *err)
{
    struct retrain retrain = {.removals = removals,
                              .count = count,
                              .shifts = shifts,
                              .progress = progress};
    return run_all(fit, &retrain, err);
}

const struct riffle_estimator estimator_retrain = {
    .name = "actual",
    .title = "retrained",
    .summary = "the optimum without T, retrained to a certificate",
    .formula = "argmin of the objective without T, minus theta",
    .cost = "about 25 passes over Z, shared by the sets of a block",
    .caveat = "has no finite answer when the rows left are separable and "
              "lambda is 0",
    .source = "Newton's method with preconditioned conjugate gradients; "
              "certificate from the self-concordance of the loss",
    .exact = true,
    .shift = shift,
};

#include "attribution/each.h"

#include "riffle/threads.h"

#include "attribution/certificate.h"
#include "base/parallel.h"
#include "linalg/linalg.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

/* What the threads share; each writes its own sets' shifts. */
struct work {
    const struct riffle_fit *fit;
    struct sets sets;
    shift_one *one;
    const struct riffle_progress *progress; /* asked by the first thread */
    size_t threads;
    atomic_bool stopped, no_memory;
};

static void shift_one_set(struct work *work, size_t s)
{
    struct riffle_error why = {0}; /* the shift keeps the status */
    struct riffle_shift *shift = &work->sets.shifts[s];
    memset(shift->u, 0, work->fit->p * sizeof *shift->u);
    shift->status =
        work->one(work->fit, &work->sets.removals[s], shift->u, &why);
    shift->certificate = certificate_none();
    if (shift->status == RIFFLE_ENOMEM)
        atomic_store(&work->no_memory, true);
}

static void shift_some(void *data, size_t index)
{
    struct work *work = data;
    for (size_t s = index; s < work->sets.count; s += work->threads) {
        if (index == 0 && !riffle_progress_step(work->progress, "estimate", s,
                                                work->sets.count))
            atomic_store(&work->stopped, true);
        if (atomic_load(&work->stopped) || atomic_load(&work->no_memory))
            return;
        shift_one_set(work, s);
    }
}

/* A set on each thread, with one BLAS thread: most products are too small to
   be worth two. */
enum riffle_status shift_each(const struct riffle_fit *fit, struct sets sets,
                              shift_one *one,
                              const struct riffle_progress *progress,
                              struct riffle_error *err)
{
    size_t threads = riffle_threads();
    struct work work = {.fit = fit,
                        .sets = sets,
                        .one = one,
                        .progress = progress,
                        .threads = sets.count > 1 ? threads : 1};
    if (work.threads > 1)
        riffle_threads_set(1);
    parallel_run(work.threads, shift_some, &work);
    riffle_threads_set(threads);
    if (atomic_load(&work.no_memory))
        return riffle_fail_memory(err, fit->p * sizeof(double));
    if (atomic_load(&work.stopped))
        return riffle_fail(err, RIFFLE_STOPPED, "estimates were stopped");
    return RIFFLE_OK;
}

void add_removed_gradient(const struct riffle_fit *fit,
                          const struct riffle_removal *removal, double *u)
{
    for (size_t t = 0; t < removal->k; t++) {
        size_t row = removal->rows[t];
        add_scaled(fit->p, fit->train.residual[row], fit->z + row * fit->p, u);
    }
    if (fit->summary.penalty == RIFFLE_PENALTY_SCALED)
        add_scaled(fit->p, (double)removal->k / (double)fit->n, fit->pull, u);
}

double penalty_share(const struct riffle_fit *fit, size_t k)
{
    if (fit->summary.penalty == RIFFLE_PENALTY_FIXED)
        return 1;
    return (double)(fit->n - k) / (double)fit->n;
}

#include "attribution/each.h"

#include "attribution/certificate.h"
#include "linalg/linalg.h"

#include <string.h>

enum riffle_status shift_each(const struct riffle_fit *fit, struct sets sets,
                              shift_one *one,
                              const struct riffle_progress *progress,
                              struct riffle_error *err)
{
    for (size_t s = 0; s < sets.count; s++) {
        struct riffle_shift *shift = &sets.shifts[s];
        if (!riffle_progress_step(progress, "estimate", s, sets.count))
            return riffle_fail(err, RIFFLE_STOPPED, "estimates were stopped");
        memset(shift->u, 0, fit->p * sizeof *shift->u);
        shift->status = one(fit, &sets.removals[s], shift->u, err);
        shift->certificate = certificate_none();
        if (shift->status == RIFFLE_ENOMEM)
            return RIFFLE_ENOMEM;
    }
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

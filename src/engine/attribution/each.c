#include "attribution/each.h"

#include "attribution/certificate.h"
#include "linalg/linalg.h"

#include <string.h>

enum riffle_status shift_each(const struct riffle_fit *fit,
                              const struct riffle_removal *removals,
                              size_t count, struct riffle_shift *shifts,
                              shift_one *one, struct riffle_error *err)
{
    for (size_t s = 0; s < count; s++) {
        memset(shifts[s].u, 0, fit->p * sizeof *shifts[s].u);
        shifts[s].status = one(fit, &removals[s], shifts[s].u, err);
        shifts[s].certificate = certificate_none();
        if (shifts[s].status == RIFFLE_ENOMEM)
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

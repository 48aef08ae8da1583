/* NS: one Newton step of the leave-T-out objective, from the fit. */
#include "attribution/downdate.h"
#include "attribution/each.h"
#include "attribution/estimators.h"
#include "base/memory.h"
#include "linalg/linalg.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_INNER = 100 };

/* Room of the conjugate gradients, p each. */
struct inner {
    double *rest, *along, *image, *solved;
};

/* image = (P - fraction W) along: T's share of the penalty gone as well. */
static void apply(const struct downdate *down, double fraction,
                  const struct inner *in)
{
    const struct riffle_fit *fit = down->fit;
    size_t p = fit->p;
    fit_apply_penalty(fit, in->along, in->image);
    for (size_t j = 0; j < p; j++)
        in->image[j] = in->along[j] - fraction * in->image[j];
    downdate_subtract(down, in->along, in->image);
}

/*
 * Conjugate gradients preconditioned with P. The eigenvalues of P^-1 (P -
 * fraction W) lie in [1 - fraction, 1], so each step gains a digit or more
 * at the usual few per cent.
 */
static void solve_inner(const struct downdate *down, double fraction,
                        const struct inner *in, double *u)
{
    size_t p = down->fit->p, bytes = p * sizeof *u;
    memcpy(in->rest, u, bytes);
    memset(u, 0, bytes);
    memcpy(in->solved, in->rest, bytes);
    downdate_solve(down, in->solved);
    memcpy(in->along, in->solved, bytes);
    double size = dot(p, in->rest, in->solved), first = size;
    for (size_t k = 0; k < MAX_INNER && size > 1e-28 * first; k++) {
        apply(down, fraction, in);
        double step = size / dot(p, in->along, in->image);
        add_scaled(p, step, in->along, u);
        add_scaled(p, -step, in->image, in->rest);
        memcpy(in->solved, in->rest, bytes);
        downdate_solve(down, in->solved);
        double next = dot(p, in->rest, in->solved);
        for (size_t j = 0; j < p; j++)
            in->along[j] = in->solved[j] + next / size * in->along[j];
        size = next;
    }
}

static enum riffle_status solve_scaled(const struct downdate *down,
                                       double fraction, double *u,
                                       struct riffle_error *err)
{
    size_t p = down->fit->p;
    double *room = array_new(4, p, sizeof *room);
    if (room == NULL)
        return riffle_fail_memory(err, 4 * p * sizeof *room);
    const struct inner in = {room, room + p, room + 2 * p, room + 3 * p};
    solve_inner(down, fraction, &in, u);
    free(room);
    return RIFFLE_OK;
}

static enum riffle_status shift_set(const struct riffle_fit *fit,
                                    const struct riffle_removal *removal,
                                    double *u, struct riffle_error *err)
{
    struct downdate down;
    double share = penalty_share(fit, removal->k);
    if (share <= 0)
        return riffle_fail(err, RIFFLE_EEMPTY, "no rows are left");
    enum riffle_status status = downdate_init(&down, fit, removal, false, err);
    if (status != RIFFLE_OK)
        return status;
    add_removed_gradient(fit, removal, u);
    if (share < 1 && fit->summary.lambda > 0)
        status = solve_scaled(&down, 1 - share, u, err);
    else
        downdate_solve(&down, u);
    downdate_release(&down);
    return status;
}

static enum riffle_status shift(const struct riffle_fit *fit,
                                const struct riffle_removal *removals,
                                size_t count, struct riffle_shift *shifts,
                                const struct riffle_progress *progress,
                                struct riffle_error *err)
{
    const struct sets sets = {removals, count, shifts};
    return shift_each(fit, sets, shift_set, progress, err);
}

const struct riffle_estimator estimator_newton = {
    .name = "ns",
    .title = "one Newton step",
    .summary = "one Newton step of the leave-T-out objective from the fit",
    .formula = "shift = (H - X_T' A_T X_T)^-1 sum over T of r_i x_i",
    .cost = "k^2 p + k^3 / 3 flops a set",
    .caveat = "stops after one step: when the removed rows hold the model back "
              "from separating the classes the truth is further away",
    .source = "Pregibon 1981; Koh et al. 2019; Rubinstein and Hopkins 2025, "
              "section 1.1",
    .shift = shift,
};

#include "attribution/row_effects.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/leave_one.h"
#include "base/memory.h"
#include "linalg/linalg.h"

/* Everything that the rows share; M^-1 is applied once, not for each row. */
struct shared {
    const struct riffle_fit *fit;
    bool own;            /* each row's own loss */
    bool rescaled;       /* else the plain influence function */
    const double *norm2; /* n: Z_i' M^-1 Z_i */
    double *toward;      /* n: Z_i' M^-1 v~ */
    double *pulled;      /* n: Z_i' M^-1 q */
    double base;         /* v~' M^-1 q: the penalty's part */
};

/* v~' (M - weight Z_i Z_i')^-1 g~_i, by Sherman and Morrison. */
static double effect_of(const struct shared *shared, size_t i)
{
    const struct riffle_points *train = &shared->fit->train;
    double r = train->residual[i];
    double weight = shared->rescaled ? train->weight[i] : 0;
    double slack = shared->rescaled ? shared->fit->slack[i] : 1;
    if (slack < SMALLEST_SLACK)
        return (double)NAN;
    double toward = shared->own ? r * shared->norm2[i] : shared->toward[i];
    double base = shared->own ? r * shared->pulled[i] : shared->base;
    return base + toward * (r + weight * shared->pulled[i]) / slack;
}

/* Fill the shared numbers; `work` holds two vectors of p. */
static void prepare(struct shared *shared, const double *gradient, double *work)
{
    const struct riffle_fit *fit = shared->fit;
    size_t p = fit->p;
    double *toward = work;
    double *pulled = work + p;
    bool scaled = fit->summary.penalty == RIFFLE_PENALTY_SCALED;
    if (gradient != NULL)
        memcpy(toward, gradient, p * sizeof *toward);
    if (scaled)
        add_scaled(p, 1 / (double)fit->n, fit->pull, pulled);
    if (scaled && shared->rescaled) {
        shared->norm2 = fit->scaled_norm2;
        leave_one_solve(fit, pulled);
    }
    shared->base = dot(p, toward, pulled);
    if (scaled && shared->rescaled)
        leave_one_solve(fit, toward);
    if (gradient != NULL)
        multiply(fit->n, p, fit->z, toward, shared->toward);
    if (scaled)
        multiply(fit->n, p, fit->z, pulled, shared->pulled);
}

static double own_change_of(const struct shared *shared, size_t i)
{
    const struct riffle_points *train = &shared->fit->train;
    double pulled = shared->pulled[i], slack = shared->fit->slack[i];
    if (slack < SMALLEST_SLACK)
        return (double)NAN;
    return pulled + shared->norm2[i] *
                        (train->residual[i] + train->weight[i] * pulled) /
                        slack;
}

/* Room for the shared numbers; *work is to be freed. */
static enum riffle_status shared_init(struct shared *shared,
                                      const struct riffle_fit *fit,
                                      double **work, struct riffle_error *err)
{
    *work = array_new(fit->n + fit->p, 2, sizeof **work);
    if (*work == NULL)
        return riffle_fail_memory(err, 2 * (fit->n + fit->p) * sizeof **work);
    shared->fit = fit;
    shared->norm2 = fit->norm2;
    shared->toward = *work + 2 * fit->p;
    shared->pulled = shared->toward + fit->n;
    return RIFFLE_OK;
}

enum riffle_status row_effects(const struct riffle_fit *fit,
                               const double *gradient, bool rescaled,
                               double *values, struct riffle_error *err)
{
    double *work = NULL;
    struct shared shared = {.own = gradient == NULL, .rescaled = rescaled};
    enum riffle_status status = shared_init(&shared, fit, &work, err);
    if (status != RIFFLE_OK)
        return status;
    prepare(&shared, gradient, work);
    for (size_t i = 0; i < fit->n; i++)
        values[i] = effect_of(&shared, i);
    free(work);
    return RIFFLE_OK;
}

enum riffle_status row_own_changes(const struct riffle_fit *fit, double *values,
                                   struct riffle_error *err)
{
    double *work = NULL;
    struct shared shared = {.own = true, .rescaled = true};
    enum riffle_status status = shared_init(&shared, fit, &work, err);
    if (status != RIFFLE_OK)
        return status;
    prepare(&shared, NULL, work);
    for (size_t i = 0; i < fit->n; i++)
        values[i] = own_change_of(&shared, i);
    free(work);
    return RIFFLE_OK;
}

/* Predictions for rows that go and rows that come. */
#include "riffle/exchange.h"

#include "attribution/arrivals.h"
#include "attribution/step.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "measure/measure.h"

#include <math.h>
#include <stdlib.h>

const char *riffle_exchange_estimate_name(enum riffle_exchange_estimate which)
{
    static const char *const names[] = {"if", "rif", "ns"};
    return names[which];
}

static const struct riffle_removal nobody;

/* RIF of the rows that go, by the estimator itself. */
static enum riffle_status rescale_gone(const struct riffle_fit *fit,
                                       const struct riffle_removal *gone,
                                       double *v, struct riffle_error *err)
{
    const struct riffle_estimator *rif = riffle_estimator_find("rif");
    struct riffle_shift shift = {0};
    shift.u = v;
    enum riffle_status status = rif->shift(fit, gone, 1, &shift, NULL, err);
    return status != RIFFLE_OK ? status : shift.status;
}

/* Each row's own Newton step, added up. */
static enum riffle_status rescale(const struct riffle_fit *fit,
                                  const struct step_change *change, double *v,
                                  struct riffle_error *err)
{
    size_t p = fit->p;
    double *one = array_new(p + 1, 1, sizeof *one);
    if (one == NULL)
        return riffle_fail_memory(err, (p + 1) * sizeof *one);
    enum riffle_status status = rescale_gone(fit, change->gone, v, err);
    for (size_t j = 0; j < change->come->m && status == RIFFLE_OK; j++) {
        const struct arrivals come = arrivals_one(change->come, fit, j);
        const struct step_change alone = {&nobody, &come};
        for (size_t i = 0; i <= p; i++)
            one[i] = 0;
        status = step_newton(fit, &alone, one, err);
        add_scaled(p, 1, one, v);
        v[p + j] = one[p];
    }
    free(one);
    return status;
}

/* v (p + m; zeroed before): u, then the part out of the span. */
static enum riffle_status estimate(const struct riffle_fit *fit,
                                   const struct step_change *change,
                                   enum riffle_exchange_estimate which,
                                   double *v, struct riffle_error *err)
{
    switch (which) {
    case RIFFLE_EXCHANGE_RIF:
        return rescale(fit, change, v, err);
    case RIFFLE_EXCHANGE_NS:
        return step_newton(fit, change, v, err);
    default:
        step_gradient(fit, change, v);
        return RIFFLE_OK;
    }
}

/* What an estimate is worked out with. */
struct desk {
    const struct riffle_fit *fit;
    struct arrivals come;
    struct step_change change;
    double *v;   /* p + m */
    double *far; /* n_features; NULL: nothing lies out of the span */
};

static void desk_release(struct desk *desk)
{
    arrivals_release(&desk->come);
    free(desk->v);
    free(desk->far);
}

static enum riffle_status desk_init(struct desk *desk,
                                    const struct riffle_fit *fit,
                                    const struct riffle_exchange *exchange,
                                    struct riffle_error *err)
{
    size_t size = fit->p + exchange->m;
    *desk = (struct desk){.fit = fit};
    enum riffle_status status = arrivals_init(&desk->come, fit, exchange, err);
    if (status != RIFFLE_OK)
        return status;
    desk->change = (struct step_change){&exchange->gone, &desk->come};
    desk->v = array_new(size, 1, sizeof *desk->v);
    if (desk->come.far != NULL)
        desk->far = array_new(fit->data->n_features, 1, sizeof *desk->far);
    if (desk->v != NULL && (desk->far != NULL || desk->come.far == NULL))
        return RIFFLE_OK;
    desk_release(desk);
    return riffle_fail_memory(err,
                              (size + fit->data->n_features) * sizeof(double));
}

static enum riffle_status desk_estimate(struct desk *desk,
                                        enum riffle_exchange_estimate which,
                                        struct riffle_error *err)
{
    const struct riffle_fit *fit = desk->fit;
    size_t p = fit->p, m = desk->come.m, features = fit->data->n_features;
    for (size_t i = 0; i < p + m; i++)
        desk->v[i] = 0;
    enum riffle_status status =
        estimate(fit, &desk->change, which, desk->v, err);
    if (status != RIFFLE_OK || desk->far == NULL)
        return status;
    for (size_t c = 0; c < features; c++)
        desk->far[c] = 0;
    for (size_t j = 0; j < m; j++)
        add_scaled(features, desk->v[p + j] / fit->penalty[0],
                   desk->come.far + j * features, desk->far);
    return RIFFLE_OK;
}

enum riffle_status riffle_exchange_theta(const struct riffle_fit *fit,
                                         const struct riffle_exchange *exchange,
                                         enum riffle_exchange_estimate which,
                                         double *theta_shift,
                                         struct riffle_error *err)
{
    struct desk desk;
    enum riffle_status status = desk_init(&desk, fit, exchange, err);
    if (status != RIFFLE_OK)
        return status;
    status = desk_estimate(&desk, which, err);
    if (status == RIFFLE_OK)
        status = riffle_shift_theta(fit, desk.v, theta_shift, err);
    if (status == RIFFLE_OK && desk.far != NULL)
        add_scaled(fit->data->n_features, 1, desk.far, theta_shift);
    desk_release(&desk);
    return status;
}

bool riffle_exchange_measures(const struct riffle_measure *measure)
{
    return measure_apart(measure);
}

static enum riffle_status
measure_all(const struct desk *desk, enum riffle_status reason,
            struct riffle_measure *const *measures, size_t n_measures,
            struct riffle_effect *effects, struct riffle_error *err)
{
    const struct measure_move move = {desk->v, desk->far};
    enum riffle_status status = RIFFLE_OK;
    for (size_t q = 0; q < n_measures && status == RIFFLE_OK; q++) {
        enum riffle_status why = reason;
        if (riffle_measure_kind_of(measures[q])->actual_only ||
            !measure_apart(measures[q]))
            why = RIFFLE_ENOTAPPLICABLE;
        if (why == RIFFLE_OK)
            status = measure_moved(measures[q], &move, &effects[q], err);
        else
            effects[q] = (struct riffle_effect){(double)NAN, (double)NAN,
                                                (double)NAN, why};
    }
    return status;
}

enum riffle_status riffle_exchange_effects(
    const struct riffle_fit *fit, const struct riffle_exchange *exchange,
    struct riffle_measure *const *measures, size_t n_measures,
    struct riffle_effect *effects, struct riffle_error *err)
{
    struct desk desk;
    enum riffle_status status = desk_init(&desk, fit, exchange, err);
    if (status != RIFFLE_OK)
        return status;
    for (int e = 0; e < RIFFLE_EXCHANGE_ESTIMATES && status == RIFFLE_OK; e++) {
        enum riffle_status reason =
            desk_estimate(&desk, (enum riffle_exchange_estimate)e, err);
        status = reason == RIFFLE_ENOMEM
                     ? reason
                     : measure_all(&desk, reason, measures, n_measures,
                                   effects + (size_t)e * n_measures, err);
    }
    desk_release(&desk);
    return status;
}

struct riffle_effect riffle_exchange_actual(const struct riffle_measure *before,
                                            const struct riffle_measure *after)
{
    return measure_between(before, after);
}

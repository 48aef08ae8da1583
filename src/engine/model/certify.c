#include "model/certify.h"

#include "base/memory.h"
#include "base/sum.h"
#include "linalg/linalg.h"
#include "model/logistic.h"

#include <math.h>
#include <stdlib.h>

double certify_radius(double rho, double nu)
{
    double product = rho * nu;
    if (!(product < 1))
        return NAN;
    return product < 1e-8 ? nu * (1 + product) : -log1p(-product) / rho;
}

/* X' residual plus the penalty's pull at theta; out: d. */
static void fill_gradient(const struct riffle_fit *fit, const double *theta,
                          const double *residual, double *work, double *out)
{
    const struct riffle_rows *rows = &fit->data->train;
    size_t d = fit->data->n_features;
    double strength = fit->summary.lambda * (double)fit->n;
    multiply_matrix_in_blocks(1, d, rows->n, residual, rows->x, work, out);
    add_scaled(d, strength, theta, out);
    if (fit->summary.intercept == RIFFLE_INTERCEPT_NONE)
        return;
    bool penalised = fit->summary.intercept == RIFFLE_INTERCEPT_PENALIZED;
    struct sum sum = {.total = penalised ? strength * theta[d] : 0};
    for (size_t i = 0; i < rows->n; i++)
        sum_add(&sum, residual[i]);
    out[d] = sum_value(&sum);
}

/* Residuals at theta, from the data: n out. work: n. */
static void fill_residuals(const struct riffle_fit *fit, double *work,
                           double *residual)
{
    const struct riffle_rows *rows = &fit->data->train;
    size_t n = rows->n, d = fit->data->n_features;
    double shift = fit->summary.d > d ? fit->theta[d] : 0;
    multiply_rows_in_blocks(1, n, d, fit->theta, rows->x, work, residual);
    for (size_t i = 0; i < n; i++)
        residual[i] = logistic_residual(residual[i] + shift, rows->y[i]);
}

/* ||grad F||_2 now over ||grad F||_2 at theta = 0, which the fit keeps. */
static void fill_relative(struct riffle_fit *fit, const double *gradient)
{
    size_t d = fit->summary.d;
    double first = norm(d, fit->start_gradient), now = norm(d, gradient);
    fit->summary.relative_gradient = first > 0 ? now / first : now;
}

/* Room for one gradient; `last` also serves as theta = 0. */
struct room {
    double *last, *residual, *scratch, *whitened, *work;
};

static void room_release(struct room *room)
{
    free(room->last);
    free(room->residual);
    free(room->scratch);
    free(room->whitened);
    free(room->work);
}

static enum riffle_status room_init(const struct riffle_fit *fit,
                                    struct room *room, struct riffle_error *err)
{
    size_t d = fit->summary.d, n = fit->n, size = sizeof(double);
    *room = (struct room){
        .last = array_new(d, 1, size),
        .residual = array_new(n, 1, size),
        .scratch = array_new(d > fit->p ? d : fit->p, 1, size),
        .whitened = array_new(fit->p, 1, size),
        .work = array_new(3, SUM_STRIP, size),
    };
    if (room->last != NULL && room->residual != NULL && room->scratch != NULL &&
        room->whitened != NULL && room->work != NULL)
        return RIFFLE_OK;
    return riffle_fail_memory(err, (3 * d + n) * size);
}

static void fill_start(struct riffle_fit *fit, struct room *room)
{
    for (size_t i = 0; i < fit->n; i++)
        room->residual[i] = fit->data->train.y[i] != 0 ? -0.5 : 0.5;
    fill_gradient(fit, room->last, room->residual, room->work,
                  fit->start_gradient);
}

/*
 * The theorem in the norm of M = L L', which the Hessian at theta is within
 * 1 +- hessian of: at least `share` times M.
 */
static void fill_bound(struct riffle_fit *fit, const struct room *room)
{
    const struct rounding *rounding = &fit->rounding;
    const struct gradient_at at = {
        .weight = fit->train.weight,
        .residual = room->residual,
        .theta = fit->theta,
        .size = norm(fit->summary.d, room->last),
        .share = 1,
    };
    struct gradient_error error = rounding_gradient(fit, &at);
    double share = 1 - rounding->hessian, longest = 0;
    for (size_t i = 0; i < fit->n; i++)
        longest = fmax(longest, fit->norm2[i]);
    double size = norm(fit->p, room->whitened);
    double root = share > 0 ? sqrt(share) : (double)NAN;
    double grow = 1 + rounding->solve + rounding->turn;
    double nu = (size * grow + error.sums) / root + error.logits;
    double rho = sqrt(longest) * grow / root;
    fit->summary.decrement = nu;
    fit->summary.bound = certify_radius(rho, nu) / root;
}

enum riffle_status certify_fit(struct riffle_fit *fit, struct riffle_error *err)
{
    struct room room;
    enum riffle_status status = room_init(fit, &room, err);
    fit->start_gradient = array_new(fit->summary.d, 1, sizeof(double));
    if (status == RIFFLE_OK && fit->start_gradient == NULL)
        status = riffle_fail_memory(err, fit->summary.d * sizeof(double));
    if (status == RIFFLE_OK) {
        fill_start(fit, &room);
        fill_residuals(fit, room.work, room.residual);
        fill_gradient(fit, fit->theta, room.residual, room.work, room.last);
        fill_relative(fit, room.last);
        basis_gradient(fit->basis, 1, room.last, room.scratch, room.whitened);
        solve_lower(fit->p, fit->factor, room.whitened);
        fill_bound(fit, &room);
    }
    room_release(&room);
    return status;
}

#include "model/certify.h"

#include "base/memory.h"
#include "base/sum.h"
#include "linalg/linalg.h"
#include "model/logistic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/*
 * A Hessian N below H that takes no factor. With s = lambda n, m the rows' mean
 * by weight and c the weights' sum,
 *     H >= s |features|^2 + c (intercept + m . features)^2,
 * Jensen's inequality; without a free intercept, H >= s. So lengths in the norm
 * of H^-1 are at most those of N^-1.
 */
struct held {
    double strength; /* s */
    double *mean;    /* d: m, then 1; NULL: no free intercept */
    double mean_size;
    double weight; /* c */
};

/* What m's own rounding can do to N, and more. */
static const double MEAN_BLUR = 1e-6;

static void weigh_rows(void *data, struct pass_rows rows, double *tile)
{
    const double *weight = data;
    memcpy(tile, weight + rows.first, rows.count * sizeof *tile);
}

/* The square of a gradient in the norm of N^-1. */
static double held_square(const struct held *held, size_t d,
                          const double *gradient)
{
    double square = 0;
    if (held->mean == NULL)
        return dot(d, gradient, gradient) / held->strength;
    double free = gradient[d - 1];
    for (size_t j = 0; j + 1 < d; j++) {
        double part = gradient[j] - held->mean[j] * free;
        square += part * part;
    }
    return square / held->strength + free * free / held->weight;
}

/* Upper bound likewise, from the sizes of the features' part and the
   intercept's. */
static double held_length(const struct held *held, double features, double one)
{
    if (held->mean == NULL)
        return hypot(features, one) / sqrt(held->strength);
    return hypot((features + held->mean_size * one) / sqrt(held->strength),
                 one / sqrt(held->weight));
}

static void bound_lean(struct riffle_fit *fit, const struct lean *lean,
                       const struct pass_survey *survey,
                       const struct held *held)
{
    size_t n = fit->n, d = fit->summary.d, features = lean->pass.features;
    double one = lean->pass.ones ? 1 : 0, longest = 0, moved = 0;
    double residual = norm(n, lean->at.residual);
    for (size_t i = 0; i < n; i++) {
        double square = survey->row[i] * survey->row[i] + one;
        moved += square * lean->weight[i];
        longest = fmax(longest, survey->row[i]);
    }
    double sums = rounding_sum(n) * residual *
                  held_length(held, norm(features, survey->column),
                              one * sqrt((double)n));
    double size = norm(d, fit->theta);
    double logits = rounding_logit(d) * size * sqrt(moved) +
                    rounding_sum(1) * sqrt(held->strength) * size;
    double nu = sqrt(held_square(held, d, lean->at.gradient)) + sums;
    fit->summary.decrement = (1 + MEAN_BLUR) * nu + logits;
    double rho = (1 + MEAN_BLUR) * held_length(held, longest, one);
    fit->summary.bound = certify_radius(rho, fit->summary.decrement);
}

enum riffle_status certify_lean(struct riffle_fit *fit, struct lean *lean,
                                const struct pass_survey *survey,
                                struct riffle_error *err)
{
    size_t d = fit->summary.d;
    struct held held = {.strength = fit->summary.lambda * (double)fit->n};
    fit->start_gradient = array_new(d, 1, sizeof(double));
    if (fit->summary.intercept == RIFFLE_INTERCEPT_FREE)
        held.mean = array_new(d, 1, sizeof(double));
    if (fit->start_gradient == NULL ||
        (held.mean == NULL &&
         fit->summary.intercept == RIFFLE_INTERCEPT_FREE)) {
        free(held.mean);
        return riffle_fail_memory(err, d * sizeof(double));
    }
    memcpy(fit->start_gradient, lean->start, d * sizeof(double));
    fill_relative(fit, lean->at.gradient);
    if (held.mean != NULL) {
        const struct pass_work work = {weigh_rows, lean->weight};
        pass_run(&lean->pass, lean->at.w, &work, held.mean);
        held.weight = held.mean[d - 1];
        for (size_t j = 0; j < d; j++)
            held.mean[j] /= held.weight;
        held.mean_size = norm(d - 1, held.mean);
    }
    bound_lean(fit, lean, survey, &held);
    free(held.mean);
    return RIFFLE_OK;
}

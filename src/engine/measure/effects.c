/* How shifts change a measure: exactly, to first order, and how surely. */
#include "measure/bound.h"

#include "riffle/threads.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "base/sum.h"
#include "linalg/linalg.h"

static double change_over(const struct riffle_measure *measure,
                          const struct terms *terms)
{
    const struct measure_view *view = &measure->view;
    struct sum sum = {0};
    for (size_t j = 0; j < terms->count; j++) {
        size_t i = terms_row(terms, j);
        sum_add(&sum, measure->entry->function->change(
                          view->logit[i], view->y[i], terms->delta[j]));
    }
    return sum_value(&sum);
}

/* Units of the last place that a function's change is off by, or less. */
enum { ULPS = 8 };

/*
 * What evaluation adds: the changes' own rounding, and that they begin at a
 * logit which is itself off, by `base` times the row's size: to first order
 * that times the difference of the slopes.
 */
static double evaluation_error(const struct riffle_measure *measure,
                               const struct terms *terms)
{
    const struct riffle_fit *fit = measure->fit;
    const struct measure_view *view = &measure->view;
    const struct measure_function *function = measure->entry->function;
    double base =
        rounding_gamma(fit->p + 2) * rounding_reach(fit->basis, fit->theta);
    double error = 0;
    if (function->slope == NULL)
        return 0; /* steps are counted, and counts are exact */
    for (size_t j = 0; j < terms->count; j++) {
        size_t i = terms_row(terms, j);
        double z = view->logit[i], delta = terms->delta[j];
        uint8_t y = view->y[i];
        double off = base * view->size[i];
        double turn = function->slope(z + delta, y) - function->slope(z, y);
        error += ULPS * DBL_EPSILON * fabs(function->change(z, y, delta)) +
                 (fabs(turn) + off) * off;
    }
    return error;
}

static double linear_over(const struct riffle_measure *measure,
                          const struct terms *terms, const double *u)
{
    const struct measure_view *view = &measure->view;
    if (measure->entry->function->slope == NULL)
        return (double)NAN;
    if (measure->gradient != NULL)
        return dot(measure->fit->p, measure->gradient, u);
    struct sum sum = {0};
    for (size_t j = 0; j < terms->count; j++) {
        size_t i = terms_row(terms, j);
        sum_add(&sum, terms->delta[j] * measure->entry->function->slope(
                                            view->logit[i], view->y[i]));
    }
    return sum_value(&sum);
}

static struct riffle_effect no_effect(enum riffle_status status)
{
    return (struct riffle_effect){(double)NAN, (double)NAN, (double)NAN,
                                  status};
}

/* How far the measure at the fit can be from that at the exact optimum. */
static double bound_at_fit(const struct riffle_measure *measure,
                           const struct terms *terms)
{
    if (terms->rows == NULL)
        return measure->fit_bound;
    struct terms still = {terms->rows, terms->count, NULL};
    const struct reach reach = {.radius = measure->fit->summary.bound};
    return terms_bound(measure, &still, NULL, reach);
}

static struct riffle_effect effect_of(const struct riffle_measure *measure,
                                      const struct riffle_shift *shift,
                                      const struct terms *terms,
                                      const double *gradient)
{
    double share = measure->entry->mean ? 1 / (double)terms->count : 1;
    const struct reach reach = {
        .radius = shift->certificate.radius,
        .noise = shift->certificate.noise,
    };
    struct riffle_effect effect = {
        .value = share * change_over(measure, terms),
        .linear = share * linear_over(measure, terms, shift->u),
        .bound = (double)NAN,
        .status = RIFFLE_OK,
    };
    if (!isnan(reach.radius))
        effect.bound = share * (terms_bound(measure, terms, gradient, reach) +
                                bound_at_fit(measure, terms) +
                                evaluation_error(measure, terms));
    return isfinite(effect.value) ? effect : no_effect(RIFFLE_EILLCONDITIONED);
}

/* The rows of a block, set by set: `stride` of them at the most. */
struct work {
    const struct riffle_measure *measure;
    const struct measure_block *block;
    size_t stride;
    const double *delta; /* count x stride: changes of the logits */
    double *own_delta;   /* delta, unless it is the block's train_change */
    double *slopes;      /* count x stride, at the shifted parameters */
    double *gradients;   /* count x p; NULL: nobody asks for a bound */
    size_t threads;      /* the sets are dealt out to */
    struct riffle_effect *effects; /* count, out */
};

static bool of_removed(const struct work *work)
{
    return work->measure->entry->rows == MEASURE_REMOVED;
}

static size_t stride_of(const struct work *work)
{
    size_t largest = 0;
    if (!of_removed(work))
        return work->measure->view.count;
    for (size_t s = 0; s < work->block->count; s++) {
        if (work->block->removals[s].k > largest)
            largest = work->block->removals[s].k;
    }
    return largest;
}

static bool wants_bounds(const struct work *work)
{
    if (work->measure->entry->function->slope == NULL)
        return false;
    for (size_t s = 0; s < work->block->count; s++) {
        const struct riffle_shift *shift = &work->block->shifts[s];
        if (shift->status == RIFFLE_OK && !isnan(shift->certificate.radius))
            return true;
    }
    return false;
}

static struct terms terms_of(const struct work *work, size_t s)
{
    const struct riffle_removal *removal = &work->block->removals[s];
    struct terms terms = {.count = work->stride,
                          .delta = work->delta + s * work->stride};
    if (of_removed(work)) {
        terms.rows = removal->rows;
        terms.count = removal->k;
    }
    return terms;
}

static enum riffle_status work_init(struct work *work, struct riffle_error *err)
{
    size_t count = work->block->count;
    size_t p = work->measure->fit->p;
    bool bounds = wants_bounds(work);
    work->stride = stride_of(work);
    if (work->measure->entry->rows == MEASURE_TRAIN)
        work->delta = work->block->train_change;
    else
        work->delta = work->own_delta =
            array_new(count, work->stride, sizeof(double));
    if (bounds) {
        work->slopes = array_new(count, work->stride, sizeof(double));
        work->gradients = array_new(count, p, sizeof(double));
    }
    if (work->delta != NULL &&
        (!bounds || (work->slopes != NULL && work->gradients != NULL)))
        return RIFFLE_OK;
    return riffle_fail_memory(err,
                              count * (2 * work->stride + p) * sizeof(double));
}

static void work_release(struct work *work)
{
    free(work->own_delta);
    free(work->slopes);
    free(work->gradients);
}

static void fill_delta(struct work *work)
{
    const struct measure_block *block = work->block;
    const struct riffle_fit *fit = work->measure->fit;
    if (work->own_delta == NULL)
        return;
    if (!of_removed(work)) {
        multiply_rows(block->count, work->stride, fit->p, block->shifts[0].u,
                      work->measure->view.z, work->own_delta);
        return;
    }
    for (size_t s = 0; s < block->count; s++) {
        const struct riffle_removal *removal = &block->removals[s];
        for (size_t j = 0; j < removal->k; j++)
            work->own_delta[s * work->stride + j] = dot(
                fit->p, fit->z + removal->rows[j] * fit->p, block->shifts[s].u);
    }
}

/* Slopes at the shifted parameters, and what the removed rows make of them. */
static void fill_slopes(const struct work *work, size_t s)
{
    const struct measure_view *view = &work->measure->view;
    size_t p = work->measure->fit->p;
    struct terms terms = terms_of(work, s);
    double *slopes = work->slopes + s * work->stride;
    terms_slopes(work->measure, &terms, slopes);
    for (size_t j = 0; of_removed(work) && j < terms.count; j++)
        add_scaled(p, slopes[j], view->z + terms_row(&terms, j) * p,
                   work->gradients + s * p);
}

static void fill_some_slopes(void *data, size_t index)
{
    const struct work *work = (const struct work *)data;
    for (size_t s = index; s < work->block->count; s += work->threads)
        fill_slopes(work, s);
}

/* Gradients of the measure at the shifted parameters, for the bounds. */
static void fill_gradients(struct work *work)
{
    const struct measure_view *view = &work->measure->view;
    if (work->gradients == NULL)
        return;
    parallel_run(work->threads, fill_some_slopes, work);
    if (!of_removed(work))
        multiply_matrix(work->block->count, work->measure->fit->p, work->stride,
                        work->slopes, view->z, work->gradients);
}

static void fill_some_effects(void *data, size_t index)
{
    const struct work *work = (const struct work *)data;
    size_t p = work->measure->fit->p;
    for (size_t s = index; s < work->block->count; s += work->threads) {
        const struct riffle_shift *shift = &work->block->shifts[s];
        const double *gradient =
            work->gradients ? work->gradients + s * p : NULL;
        struct terms terms = terms_of(work, s);
        work->effects[s] =
            shift->status != RIFFLE_OK
                ? no_effect(shift->status)
                : effect_of(work->measure, shift, &terms, gradient);
    }
}

enum riffle_status measure_effects(const struct riffle_measure *measure,
                                   const struct measure_block *block,
                                   struct riffle_effect *effects,
                                   struct riffle_error *err)
{
    struct work work = {.measure = measure, .block = block, .threads = 1};
    if (block->count > 1)
        work.threads = riffle_threads();
    work.effects = effects;
    enum riffle_status status = work_init(&work, err);
    if (status == RIFFLE_OK) {
        fill_delta(&work);
        fill_gradients(&work);
        parallel_run(work.threads, fill_some_effects, &work);
    }
    work_release(&work);
    return status;
}

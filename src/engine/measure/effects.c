/* How shifts change a measure: exactly, to first order, and how surely. */
#include "measure/measure.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/sum.h"
#include "linalg/linalg.h"
#include "measure/view.h"

/* The rows that one set's effect sums over, and their logits' changes. */
struct terms {
    const size_t *rows; /* of the view; NULL: all, in order */
    size_t count;
    const double *delta; /* count */
};

static size_t row_of(const struct terms *terms, size_t j)
{
    return terms->rows == NULL ? j : terms->rows[j];
}

/* Bound on the measure's error when each logit may be off by reach ||Z_i||. */
static double bound_within(const struct riffle_measure *measure,
                           const struct terms *terms, double reach)
{
    const struct measure_view *view = &measure->view;
    double bound = 0;
    if (isnan(reach))
        return reach;
    for (size_t j = 0; j < terms->count; j++) {
        size_t i = row_of(terms, j);
        double z = view->logit[i] + (terms->delta ? terms->delta[j] : 0);
        bound += measure->entry->function->spread(z, view->y[i],
                                                  reach * sqrt(view->norm2[i]));
    }
    return bound;
}

double measure_bound_at_fit(const struct riffle_measure *measure,
                            const size_t *rows, size_t count)
{
    struct terms terms = {rows, count, NULL};
    return bound_within(measure, &terms, measure->fit->summary.bound);
}

/* p rounded products sum to Z_i . u within this times ||Z_i||. */
static double rounding(size_t p, const double *u)
{
    return (double)p * DBL_EPSILON * norm(p, u);
}

static double change_over(const struct riffle_measure *measure,
                          const struct terms *terms)
{
    const struct measure_view *view = &measure->view;
    struct sum sum = {0};
    for (size_t j = 0; j < terms->count; j++) {
        size_t i = row_of(terms, j);
        sum_add(&sum, measure->entry->function->change(
                          view->logit[i], view->y[i], terms->delta[j]));
    }
    return sum_value(&sum);
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
        size_t i = row_of(terms, j);
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

static struct riffle_effect effect_of(const struct riffle_measure *measure,
                                      const struct riffle_shift *shift,
                                      const struct terms *terms)
{
    double share = measure->entry->mean ? 1 / (double)terms->count : 1;
    double reach =
        shift->certificate.radius + rounding(measure->fit->p, shift->u);
    double fit_bound =
        terms->rows == NULL
            ? measure->fit_bound
            : measure_bound_at_fit(measure, terms->rows, terms->count);
    struct riffle_effect effect = {
        .value = share * change_over(measure, terms),
        .linear = share * linear_over(measure, terms, shift->u),
        .bound = share * (bound_within(measure, terms, reach) + fit_bound),
        .status = RIFFLE_OK,
    };
    return isfinite(effect.value) ? effect : no_effect(RIFFLE_EILLCONDITIONED);
}

/* Changes of the logits of T alone. */
static void removed_changes(const struct riffle_fit *fit,
                            const struct riffle_removal *removal,
                            const double *u, double *delta)
{
    for (size_t j = 0; j < removal->k; j++)
        delta[j] = dot(fit->p, fit->z + removal->rows[j] * fit->p, u);
}

/* How many changes of logits the largest set of the block needs. */
static size_t changes_needed(const struct riffle_measure *measure,
                             const struct measure_block *block)
{
    size_t largest = 0;
    if (measure->entry->rows == MEASURE_TRAIN)
        return 0;
    if (measure->entry->rows != MEASURE_REMOVED)
        return block->count * measure->view.count;
    for (size_t s = 0; s < block->count; s++) {
        if (block->removals[s].k > largest)
            largest = block->removals[s].k;
    }
    return largest;
}

/* The terms of set s; `work` as changes_needed says. */
static struct terms terms_of(const struct riffle_measure *measure,
                             const struct measure_block *block, size_t s,
                             double *work)
{
    size_t count = measure->view.count;
    if (measure->entry->rows == MEASURE_TRAIN)
        return (struct terms){NULL, count, block->train_change + s * count};
    if (measure->entry->rows != MEASURE_REMOVED)
        return (struct terms){NULL, count, work + s * count};
    const struct riffle_removal *removal = &block->removals[s];
    removed_changes(measure->fit, removal, block->shifts[s].u, work);
    return (struct terms){removal->rows, removal->k, work};
}

enum riffle_status measure_effects(const struct riffle_measure *measure,
                                   const struct measure_block *block,
                                   struct riffle_effect *effects,
                                   struct riffle_error *err)
{
    enum measure_rows rows = measure->entry->rows;
    size_t needed = changes_needed(measure, block);
    double *work = array_new(needed, 1, sizeof *work);
    if (work == NULL)
        return riffle_fail_memory(err, needed * sizeof *work);
    if (rows != MEASURE_TRAIN && rows != MEASURE_REMOVED)
        multiply_rows(block->count, measure->view.count, measure->fit->p,
                      block->shifts[0].u, measure->view.z, work);
    for (size_t s = 0; s < block->count; s++) {
        const struct riffle_shift *shift = &block->shifts[s];
        if (shift->status != RIFFLE_OK) {
            effects[s] = no_effect(shift->status);
            continue;
        }
        struct terms terms = terms_of(measure, block, s, work);
        effects[s] = effect_of(measure, shift, &terms);
    }
    free(work);
    return RIFFLE_OK;
}

/* Measures of test rows and coefficients when the training rows change. */
#include "measure/bound.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/sum.h"
#include "linalg/linalg.h"

bool measure_apart(const struct riffle_measure *measure)
{
    return measure->entry->rows != MEASURE_TRAIN &&
           measure->entry->rows != MEASURE_REMOVED;
}

/* What `far` adds to the logit of row i of the view. */
static double far_change(const struct riffle_measure *measure, size_t i,
                         const double *far)
{
    const struct riffle_dataset *data = measure->fit->data;
    size_t from = measure->view.from != NULL ? measure->view.from[i] : i;
    if (measure->entry->rows != MEASURE_PARAMETER)
        return dot(data->n_features, data->test.x + from * data->n_features,
                   far);
    return from < data->n_features ? far[from] : 0;
}

enum riffle_status measure_moved(const struct riffle_measure *measure,
                                 const struct measure_move *move,
                                 struct riffle_effect *effect,
                                 struct riffle_error *err)
{
    const struct measure_view *view = &measure->view;
    const struct measure_function *function = measure->entry->function;
    double *delta = array_new(view->count, 1, sizeof *delta);
    struct sum change = {0}, linear = {0};
    if (delta == NULL)
        return riffle_fail_memory(err, view->count * sizeof *delta);
    multiply(view->count, measure->fit->p, view->z, move->u, delta);
    for (size_t i = 0; i < view->count; i++) {
        double z = view->logit[i];
        uint8_t y = view->y[i];
        if (move->far != NULL)
            delta[i] += far_change(measure, i, move->far);
        sum_add(&change, function->change(z, y, delta[i]));
        if (function->slope != NULL)
            sum_add(&linear, function->slope(z, y) * delta[i]);
    }
    free(delta);
    double share = measure->entry->mean ? 1 / (double)view->count : 1;
    *effect = (struct riffle_effect){
        .value = share * sum_value(&change),
        .linear =
            function->slope != NULL ? share * sum_value(&linear) : (double)NAN,
        .bound = (double)NAN,
        .status = RIFFLE_OK,
    };
    if (!isfinite(effect->value))
        effect->status = RIFFLE_EILLCONDITIONED;
    return RIFFLE_OK;
}

/* Units of the last place that a function's value is off by, or less. */
enum { ULPS = 8 };

/* How far the value at the fit, as computed, is from that at the optimum. */
static double error_at(const struct riffle_measure *measure)
{
    const struct measure_view *view = &measure->view;
    const struct measure_function *function = measure->entry->function;
    const struct riffle_fit *fit = measure->fit;
    double base =
        rounding_gamma(fit->p + 2) * rounding_reach(fit->basis, fit->theta);
    double error = measure->fit_bound;
    for (size_t i = 0; i < view->count && function->slope != NULL; i++) {
        double z = view->logit[i], off = base * view->size[i];
        error += (fabs(function->slope(z, view->y[i])) + off) * off +
                 ULPS * DBL_EPSILON * fabs(function->value(z, view->y[i]));
    }
    return measure->entry->mean ? error / (double)view->count : error;
}

struct riffle_effect measure_between(const struct riffle_measure *before,
                                     const struct riffle_measure *after)
{
    return (struct riffle_effect){
        .value = after->value - before->value,
        .linear = (double)NAN,
        .bound = error_at(before) + error_at(after),
        .status = RIFFLE_OK,
    };
}

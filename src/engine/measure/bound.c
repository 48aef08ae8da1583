#include "measure/bound.h"

#include <float.h>
#include <math.h>

#include "linalg/linalg.h"

size_t terms_row(const struct terms *terms, size_t j)
{
    return terms->rows == NULL ? j : terms->rows[j];
}

static double logit_of(const struct measure_view *view,
                       const struct terms *terms, size_t j)
{
    double moved = terms->delta == NULL ? 0 : terms->delta[j];
    return view->logit[terms_row(terms, j)] + moved;
}

void terms_slopes(const struct riffle_measure *measure,
                  const struct terms *terms, double *slopes)
{
    const struct measure_view *view = &measure->view;
    for (size_t j = 0; j < terms->count; j++)
        slopes[j] = measure->entry->function->slope(
            logit_of(view, terms, j), view->y[terms_row(terms, j)]);
}

double terms_bound(const struct riffle_measure *measure,
                   const struct terms *terms, const double *gradient,
                   struct reach reach)
{
    const struct measure_function *function = measure->entry->function;
    const struct measure_view *view = &measure->view;
    double apart = 0; /* the first bound */
    double sway = 0;  /* sum of |slope_i| ||Z_i|| */
    double bend = 0;  /* what the slopes change on the way */
    if (isnan(reach.radius))
        return reach.radius;
    for (size_t j = 0; j < terms->count; j++) {
        size_t i = terms_row(terms, j);
        double z = logit_of(view, terms, j);
        double length = sqrt(view->norm2[i]);
        double r = (reach.radius + reach.noise) * length;
        apart += function->spread(z, view->y[i], r);
        if (gradient == NULL)
            continue;
        double slope = fabs(function->slope(z, view->y[i]));
        sway += slope * length;
        bend += slope * expm1(r) * r;
    }
    if (gradient == NULL)
        return apart;
    /* the gradient is itself a rounded sum */
    double noise =
        reach.noise + (double)terms->count * DBL_EPSILON * reach.radius;
    double together =
        norm(measure->fit->p, gradient) * reach.radius + sway * noise + bend;
    return fmin(apart, together);
}

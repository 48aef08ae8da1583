/* What is left of each prediction: predicted - actual against actual. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/kinds.h"
#include "plot/view.h"

bool plot_errors(const struct plot_data *data, struct plot_data *errors)
{
    struct plot_point *points = calloc(data->n_points + 1, sizeof(*points));
    if (!points)
        return false;
    for (size_t i = 0; i < data->n_points; i++) {
        points[i] = data->points[i];
        points[i].y -= points[i].x;
    }
    *errors = *data;
    errors->points = points;
    return true;
}

void plot_residual(const struct plot_data *data,
                   const struct plot_options *options, struct canvas *canvas,
                   struct plot_counts *counts)
{
    struct plot_options own = *options;
    struct plot_data errors;
    own.equal = false;
    if (!plot_errors(data, &errors)) {
        canvas_text(canvas, 0, 0, "out of memory", ROLE_MESSAGE_ERROR);
        return;
    }
    errors.y_label = "error = predicted - actual, in the unit of x";
    for (size_t i = 0; i < PLOT_BRIEF; i++)
        errors.brief[i].y = "predicted - actual";
    scatter_points(&errors, &own, REFERENCE_LEVEL, canvas, counts);
    free(errors.points);
}

/* What is left of each prediction: against the actual, or the set's size. */
#include <stdio.h>
#include <stdlib.h>

#include "plot/kinds.h"
#include "plot/view.h"

struct plot_place place_errors(const struct plot_point *point)
{
    return (struct plot_place){point->x, point->y - point->x};
}

struct plot_place place_sizes(const struct plot_point *point)
{
    return (struct plot_place){point->size, point->y - point->x};
}

static void name_errors(struct plot_data *placed, bool sizes,
                        char label[PLOT_LABEL])
{
    for (size_t i = 0; i < PLOT_BRIEF; i++)
        placed->brief[i].y = "predicted - actual";
    if (!sizes) {
        placed->y_label = "error = predicted - actual, in the unit of x";
        return;
    }
    (void)snprintf(label, PLOT_LABEL, "error of the %s", placed->y_label);
    placed->y_label = label;
    placed->x_label = "rows of the removal set";
    for (size_t i = 0; i < PLOT_BRIEF; i++)
        placed->brief[i].x = i ? "rows" : "rows removed";
}

bool plot_placed(const struct plot_kind *kind, const struct plot_data *data,
                 struct plot_data *placed, char label[PLOT_LABEL])
{
    struct plot_point *points = calloc(data->n_points + 1, sizeof(*points));
    if (!points)
        return false;
    for (size_t i = 0; i < data->n_points; i++) {
        struct plot_place place = kind->place(&data->points[i]);
        points[i] = data->points[i];
        points[i].x = place.x;
        points[i].y = place.y;
    }
    *placed = *data;
    placed->points = points;
    if (kind->errors)
        name_errors(placed, kind->place == place_sizes, label);
    return true;
}

static void draw_errors(const struct plot_kind *kind,
                        const struct plot_data *data,
                        const struct plot_options *options,
                        struct canvas *canvas, struct plot_counts *counts)
{
    struct plot_options own = *options;
    struct plot_data errors;
    char label[PLOT_LABEL];
    own.equal = false;
    if (!plot_placed(kind, data, &errors, label)) {
        canvas_text(canvas, 0, 0, "out of memory", ROLE_MESSAGE_ERROR);
        return;
    }
    scatter_points(&errors, &own, REFERENCE_LEVEL, canvas, counts);
    free(errors.points);
}

void plot_residual(const struct plot_data *data,
                   const struct plot_options *options, struct canvas *canvas,
                   struct plot_counts *counts)
{
    draw_errors(plot_kind_find("residual"), data, options, canvas, counts);
}

void plot_size(const struct plot_data *data, const struct plot_options *options,
               struct canvas *canvas, struct plot_counts *counts)
{
    draw_errors(plot_kind_find("size"), data, options, canvas, counts);
}

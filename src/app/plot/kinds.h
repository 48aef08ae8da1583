/* What the kinds of plot share, and their drawing functions. */
#ifndef PLOT_KINDS_H
#define PLOT_KINDS_H

#include "plot/plot.h"

/* Points against both axes; `reference` is the line y = x, y = 0, or none. */
enum scatter_reference {
    REFERENCE_IDENTITY,
    REFERENCE_LEVEL,
    REFERENCE_NONE,
};
void scatter_points(const struct plot_data *data,
                    const struct plot_options *options,
                    enum scatter_reference reference, struct canvas *canvas,
                    struct plot_counts *counts);

void plot_scatter(const struct plot_data *data,
                  const struct plot_options *options, struct canvas *canvas,
                  struct plot_counts *counts);
void plot_residual(const struct plot_data *data,
                   const struct plot_options *options, struct canvas *canvas,
                   struct plot_counts *counts);
void plot_histogram(const struct plot_data *data,
                    const struct plot_options *options, struct canvas *canvas,
                    struct plot_counts *counts);

/* A copy of the data with y - x for y; caller frees the points. */
bool plot_errors(const struct plot_data *data, struct plot_data *errors);

#endif

/* Plots as SVG, from the data, in the true colours of the theme. */
#ifndef PLOT_SVG_H
#define PLOT_SVG_H

#include "plot/grid.h"

/* Out of memory it writes nothing. */
void plot_svg(const struct plot_kind *kind, const struct plot_data *data,
              const struct plot_options *options, FILE *out);
/* Of a grid that plot_grid has drawn. */
void plot_svg_grid(const struct plot_grid *grid,
                   const struct plot_options *options,
                   const struct plot_counts *counts, FILE *out);

#endif

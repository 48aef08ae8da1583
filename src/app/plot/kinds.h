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
void plot_size(const struct plot_data *data, const struct plot_options *options,
               struct canvas *canvas, struct plot_counts *counts);
void plot_histogram(const struct plot_data *data,
                    const struct plot_options *options, struct canvas *canvas,
                    struct plot_counts *counts);

/* Where they put a point: as it is; its error against its actual; its error
 * against the size of its set. */
struct plot_place place_effects(const struct plot_point *point);
struct plot_place place_errors(const struct plot_point *point);
struct plot_place place_sizes(const struct plot_point *point);

enum { PLOT_LABEL = 160 };
/*
 * A copy of the data with its points where `kind` puts them, and words to
 * match, for which `label` has room; caller frees the points. False: out of
 * memory.
 */
bool plot_placed(const struct plot_kind *kind, const struct plot_data *data,
                 struct plot_data *placed, char label[PLOT_LABEL]);

#endif

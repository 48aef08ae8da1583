/* Parts of pictures in SVG: a panel anywhere, in pixels. */
#ifndef PLOT_SVG_DRAW_H
#define PLOT_SVG_DRAW_H

#include "plot/plot.h"

enum { SVG_LINE = 18, SVG_TICK = 6, SVG_RADIUS = 4 };

struct svg {
    const struct plot_data *data;
    const struct plot_options *options;
    const struct theme *theme;
    FILE *out;
    double left, top, width, height; /* of the panel */
    struct axis x, y;
};

/* Text as XML holds it; what may not stand in it becomes "?". */
void svg_escaped(const char *text, FILE *out);
void svg_text(const struct svg *svg, double x, double y, const char *attributes,
              const char *text);
void svg_line(const struct svg *svg, const double from[2], const double to[2],
              const char *class);

/* From the first tag to the background; `counts` goes into the description. */
void svg_open(const struct svg *svg, size_t width, size_t height,
              const char *title, const char *counts);
void svg_close(const struct svg *svg);

/* Frame and ticks, about one per `apart` pixels. */
void svg_axes(struct svg *svg, double apart);
/* Faint lines at zero, and one through (a, height + slope a). */
void svg_zero(const struct svg *svg);
void svg_slope(const struct svg *svg, double height, double slope,
               const char *class);
/* One element for each point that is drawn, with its numbers in full. */
void svg_points(const struct svg *svg);
/* Marks, names and notes from (x, y) down; returns the y behind them. */
double svg_legend(const struct svg *svg, double x, double y);

double svg_x(const struct svg *svg, double value);
double svg_y(const struct svg *svg, double value);

#endif

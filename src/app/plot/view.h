/* Which points a window shows, and what became of the others. */
#ifndef PLOT_VIEW_H
#define PLOT_VIEW_H

#include "plot/axes.h"
#include "plot/plot.h"

enum point_fate {
    POINT_DRAWN,
    POINT_LEFT, /* hidden: beyond this side of the window */
    POINT_RIGHT,
    POINT_ABOVE,
    POINT_BELOW,
    POINT_NONFINITE,
    POINT_PENDING,
    POINT_FAILED,
    POINT_FATES,
};

enum point_fate point_fate(const struct plot_point *point, const struct axis *x,
                           const struct axis *y);

/* Points by fate. */
struct view {
    size_t fates[POINT_FATES];
};

void view_count(const struct plot_data *data, const struct axis *x,
                const struct axis *y, struct view *view);
struct plot_counts view_counts(const struct view *view);

/* "120 points = 117 drawn + 3 hidden + ..."; short: without the zeros. */
void view_sentence(const struct view *view, bool brief, char *text,
                   size_t size);
/* "(2 right, 1 above)"; "" when nothing is hidden. */
void view_hidden(const struct view *view, char *text, size_t size);

struct extent {
    double x_low, x_high, y_low, y_high; /* low > high: no points */
};

/* Of the finite points that are ready. */
struct extent view_extent(const struct plot_data *data);

/* Axes for these points, in the window and the mode of `options`. */
void view_axes(const struct plot_data *data, const struct plot_options *options,
               double target, struct axis *x, struct axis *y);

/* True when the bound of the actual effect is above the effect itself. */
bool point_doubtful(const struct plot_point *point);

#endif

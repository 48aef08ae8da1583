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
    POINT_FILTERED,
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
/* Back, where sides are not known: what is hidden is so at the left. */
struct view view_of(const struct plot_counts *counts);

/* "120 points = 117 drawn + 3 hidden + ..."; short: without the zeros. */
void view_sentence(const struct view *view, bool brief, char *text,
                   size_t size);
/* "(2 right, 1 above)"; "" when nothing is hidden. */
void view_hidden(const struct view *view, char *text, size_t size);

struct extent {
    double x_low, x_high, y_low, y_high; /* low > high: no points */
};

/*
 * Of the finite points that are ready and not filtered out; ahead: and of the
 * predictions that wait for their retrains, which tell where those will be.
 */
struct extent view_extent(const struct plot_data *data, bool ahead);
/* True when points that are not filtered out are still to come. */
bool view_streams(const struct plot_data *data);
bool point_counts(const struct plot_point *point);

/* Axes for these points, in the window and the mode of `options`; false:
 * nothing told their ranges. */
bool view_axes(const struct plot_data *data, const struct plot_options *options,
               double target, struct axis *x, struct axis *y);

/* The linear part that symlog axes of these points get; 1 without memory. */
enum view_side { VIEW_X = 1, VIEW_Y = 2, VIEW_BOTH = 3 };
double view_linear(const struct plot_data *data, enum view_side side,
                   bool ahead);

/* Slope of the least-squares line through the origin of what counts of a
 * series; NaN: there is none. */
double view_slope(const struct plot_data *data, size_t series);
/* Mean |y| of what counts of a series (PLOT_ALL: of all); NaN: nothing does. */
double view_mean_size(const struct plot_data *data, size_t series);

/* True when the bound of the actual effect is above the effect itself. */
bool point_doubtful(const struct plot_point *point);

#endif

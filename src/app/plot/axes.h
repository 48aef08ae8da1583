/* From numbers to cells: ranges, binning, the frame with its ticks. */
#ifndef PLOT_AXES_H
#define PLOT_AXES_H

#include "plot/canvas.h"
#include "plot/ticks.h"

#include <stdbool.h>
#include <stddef.h>

struct axis {
    double low, high;
    double linear; /* symlog: half-width of the linear part; 0: linear */
    struct ticks ticks;
};

/* The rectangle of the data; the frame lies around it. */
struct panel {
    size_t top, left;     /* first cell inside the frame */
    size_t width, height; /* cells inside the frame */
    bool lid;             /* a frame on top and at the right too */
    struct axis x, y;
};

/* Where a number lies: 0 at the lower end, 1 at the upper one. And back. */
double axis_part(const struct axis *axis, double value);
double axis_value(const struct axis *axis, double part);

/*
 * The range to show for numbers from `low` to `high`: 4 % more on each side,
 * then out to a tick at most half a step away. One number gets one step on
 * each side; low > high (no numbers) gives 0 to 1. Keeps axis->linear.
 */
void axis_fit(struct axis *axis, double low, double high, double target);
void axis_ticks(struct axis *axis, double target);

/* Windows: `factor` times as wide around a number; moved by a part of it.
 * Both stay as they are where numbers could not be told apart any more. */
void axis_zoom(struct axis *axis, double middle, double factor);
void axis_pan(struct axis *axis, double parts);
bool axis_same(const struct axis *a, const struct axis *b);

/*
 * Which of `cells` equal parts of the axis holds `value`; the upper end
 * belongs to the last. False when it is outside. Two axes with one range agree
 * exactly: parts that cover the same numbers are found for the same numbers.
 */
bool axis_cell(const struct axis *axis, double value, size_t cells,
               size_t *cell);

/* Labels: about one per 4 rows and one per 12 columns, none touching. */
void panel_ticks(struct panel *panel);

/* First column of a label centred below a tick, kept on the canvas. */
size_t panel_label_column(const struct panel *panel, double value,
                          const char *label);

/* Columns that y labels take, with a blank behind. */
size_t panel_margin(const struct panel *panel);

/* Frame, tick marks and labels. */
void panel_frame(const struct panel *panel, struct canvas *canvas);

/* Faint lines at x = 0 and y = 0, where inside. */
void panel_zero_lines(const struct panel *panel, struct canvas *canvas);

/* Row of the canvas for the y cell counted from below. */
size_t panel_row(const struct panel *panel, size_t cell);

/* Every cell that holds a point (a, a): y = x, by data coordinates. */
void panel_identity(const struct panel *panel, uint32_t glyph,
                    struct canvas *canvas);
/* Every cell that holds a point (a, height + slope a). */
struct panel_line {
    double height, slope;
    uint32_t glyph;
    enum theme_role role;
};
void panel_line(const struct panel *panel, const struct panel_line *line,
                struct canvas *canvas);

#endif

/* The scatter with its crosshair, and the two smaller plots beside it. */
#include "tui/draw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/symlog.h"
#include "plot/view.h"
#include "riffle/clock.h"
#include "tui/crosshair.h"

/* Seconds between two growths of the axes. */
static const double calm = 1;

struct plot_options plot_pane_options(const struct tui *tui,
                                      const struct canvas *canvas)
{
    return (struct plot_options){
        .width = canvas->width,
        .height = canvas->height,
        .unicode = tui->unicode,
        .equal = true,
        .look = tui->plot.look,
        .focus = 1 + tui->plot.series,
        .low = (double)NAN,
        .high = (double)NAN,
        .bare = true,
        .colour = screen_depth(tui->screen, tui->depth_wanted) >= DEPTH_16,
        .theme = tui->scene->theme,
    };
}

static void widen(struct axis *axis, double value)
{
    if (!isfinite(value))
        return;
    axis->low = fmin(axis->low, value);
    axis->high = fmax(axis->high, value);
}

/* One range for both axes. */
static bool is_shared(const struct tui *tui)
{
    const struct plot_look *look = &tui->plot.look;
    return !tui->plot.residual && !look->free && look->x_scale == look->y_scale;
}

/* The linear part of a symlog axis, of predictions as well as retrains. */
static double find_linear(const struct tui *tui, enum plot_scale scale,
                          enum view_side side)
{
    const struct plot_data *data = &tui->scene->points->data;
    if (scale == PLOT_LINEAR)
        return 0;
    double *sizes = calloc(2 * data->n_points + 1, sizeof *sizes);
    size_t n = 0;
    for (size_t i = 0; sizes && i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        double y = crosshair_height(tui, p);
        if (p->state == PLOT_FAILED || p->filtered)
            continue;
        if ((side & VIEW_X) && isfinite(p->x))
            sizes[n++] = fabs(p->x);
        if ((side & VIEW_Y) && isfinite(y))
            sizes[n++] = fabs(y);
    }
    double linear = sizes ? symlog_linear(sizes, n) : 1;
    free(sizes);
    return linear;
}

static void find_scales(struct tui *tui)
{
    const struct plot_look *look = &tui->plot.look;
    bool shared = is_shared(tui);
    tui->plot.held_x.linear =
        find_linear(tui, look->x_scale, shared ? VIEW_BOTH : VIEW_X);
    tui->plot.held_y.linear =
        find_linear(tui, look->y_scale, shared ? VIEW_BOTH : VIEW_Y);
}

/*
 * What the axes should cover. Predictions are there before the retrains: on
 * shared axes they tell already where the dots will be.
 */
static void find_ranges(const struct tui *tui, struct axis *x, struct axis *y)
{
    const struct plot_data *data = &tui->scene->points->data;
    *x = *y = (struct axis){.low = (double)INFINITY, .high = -(double)INFINITY};
    for (size_t i = 0; i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        if (p->state == PLOT_FAILED || p->filtered)
            continue;
        widen(x, p->x);
        widen(y, crosshair_height(tui, p));
    }
    if (!is_shared(tui))
        return;
    widen(x, y->low);
    widen(x, y->high);
    *y = *x;
}

static bool covers(const struct axis *held, const struct axis *wanted)
{
    return held->low < held->high &&
           !(wanted->low < held->low || wanted->high > held->high);
}

static void grow(struct axis *held, const struct axis *wanted, double target)
{
    struct axis both = *wanted;
    if (held->low < held->high) {
        if (covers(held, wanted))
            return;
        both.low = fmin(both.low, held->low);
        both.high = fmax(both.high, held->high);
    }
    axis_fit(held, both.low, both.high, target);
}

/* Axes grow at most once a second, and shrink only for other dots. */
static void hold_ranges(struct tui *tui, size_t height)
{
    struct tui_plot *plot = &tui->plot;
    struct axis x;
    struct axis y;
    double target = (double)height / 4;
    bool other = plot->run != tui->scene->run || plot->height != height ||
                 strcmp(plot->measure, tui->scene->measure) != 0;
    if (other) {
        plot->held_x = plot->held_y = (struct axis){0};
        plot->zoomed = plot->zoomed && plot->height != height;
        plot->height = height;
        plot->run = tui->scene->run;
        memcpy(plot->measure, tui->scene->measure, sizeof plot->measure);
    }
    bool first = !(plot->held_x.low < plot->held_x.high);
    find_ranges(tui, &x, &y);
    plot->due = false;
    if (covers(&plot->held_x, &x) && covers(&plot->held_y, &y))
        return;
    if (!(x.low <= x.high) || !(y.low <= y.high))
        return;
    if (!first && (tui->frozen || riffle_seconds() - plot->grown < calm)) {
        plot->due = !tui->frozen;
        return;
    }
    if (first)
        find_scales(tui);
    grow(&plot->held_x, &x, target);
    grow(&plot->held_y, &y, target);
    plot->grown = riffle_seconds();
}

static void set_window(const struct tui_plot *plot,
                       struct plot_options *options)
{
    options->equal = !plot->residual && !plot->look.free;
    options->x_linear = plot->held_x.linear;
    options->y_linear = plot->held_y.linear;
    if (plot->zoomed) {
        options->low = plot->window.left;
        options->high = plot->window.right;
        options->y_low = plot->window.bottom;
        options->y_high = plot->window.top;
    } else if (plot->held_x.low < plot->held_x.high) {
        options->low = plot->held_x.low;
        options->high = plot->held_x.high;
        options->y_low = plot->held_y.low;
        options->y_high = plot->held_y.high;
    }
}

/* The dot itself on top of its cell, and where it is on both edges. */
static void draw_crosshair(const struct tui *tui, struct canvas *canvas)
{
    const struct panel *panel = &tui->plot.panel;
    const struct plot_point *point = crosshair_point(tui);
    size_t column;
    size_t cell;
    if (!point || panel->width == 0 || point->state != PLOT_READY ||
        !axis_cell(&panel->x, point->x, panel->width, &column) ||
        !axis_cell(&panel->y, crosshair_height(tui, point), panel->height,
                   &cell))
        return;
    size_t row = panel_row(panel, cell);
    canvas_put(canvas, row, panel->left + column,
               theme_glyph(tui->scene->theme, GLYPH_SERIES_1 + point->series,
                           tui->unicode),
               (enum theme_role)(ROLE_SERIES_1 + point->series), CANVAS_NO_TAG);
    draw_lit(canvas, row, panel->left + column, 1);
    draw_lit(canvas, row, panel->left - 1, 1);
    draw_lit(canvas, panel->top + panel->height, panel->left + column, 1);
}

void draw_untag(struct canvas *canvas)
{
    for (size_t i = 0; i < canvas->width * canvas->height; i++)
        canvas->cells[i].tag = CANVAS_NO_TAG;
}

void pane_plot(struct tui *tui, struct canvas *canvas)
{
    struct plot_options options = plot_pane_options(tui, canvas);
    const char *kind = tui->plot.residual ? "residual" : "scatter";
    hold_ranges(tui, canvas->height);
    set_window(&tui->plot, &options);
    options.panel = &tui->plot.panel;
    tui->plot.panel = (struct panel){0};
    plot_kind_find(kind)->draw(&tui->scene->points->data, &options, canvas,
                               &tui->plot.counts);
    draw_untag(canvas);
    draw_crosshair(tui, canvas);
}

/* A small plot that follows the data by itself. */
static void draw_kind(const struct tui *tui, const char *kind,
                      struct canvas *canvas)
{
    struct plot_options options = plot_pane_options(tui, canvas);
    struct plot_counts counts;
    plot_kind_find(kind)->draw(&tui->scene->points->data, &options, canvas,
                               &counts);
    draw_untag(canvas);
}

void pane_residual(struct tui *tui, struct canvas *canvas)
{
    draw_kind(tui, tui->plot.residual ? "scatter" : "residual", canvas);
}

void pane_histogram(struct tui *tui, struct canvas *canvas)
{
    draw_kind(tui, "histogram", canvas);
}

/* The scatter with its crosshair, and the two smaller plots beside it. */
#include "tui/draw.h"

#include <math.h>

#include "tui/crosshair.h"
#include "tui/holds.h"

struct plot_options plot_pane_options(const struct tui *tui,
                                      const struct canvas *canvas)
{
    return (struct plot_options){
        .width = canvas->width,
        .height = canvas->height,
        .unicode = tui->unicode,
        .equal = !tui->plot.look.free,
        .ahead = true,
        .look = tui->plot.look,
        .focus = 1 + tui->plot.series,
        .low = (double)NAN,
        .high = (double)NAN,
        .bare = true,
        .colour = screen_depth(tui->screen, tui->depth_wanted) >= DEPTH_16,
        .theme = tui->scene->theme,
    };
}

static void set_window(const struct tui_plot *plot,
                       struct plot_options *options)
{
    if (!plot->zoomed)
        return;
    options->low = plot->window.left;
    options->high = plot->window.right;
    options->y_low = plot->window.bottom;
    options->y_high = plot->window.top;
}

/* The dot itself on top of its cell, and where it is on both edges. */
static void draw_crosshair(const struct tui *tui, struct canvas *canvas)
{
    const struct panel *panel = &tui->plot.panel;
    const struct plot_point *point = crosshair_point(tui);
    size_t column;
    size_t cell;
    if (!point || panel->width == 0 || point->state != PLOT_READY)
        return;
    struct plot_place at = crosshair_place(tui, point);
    if (!axis_cell(&panel->x, at.x, panel->width, &column) ||
        !axis_cell(&panel->y, at.y, panel->height, &cell))
        return;
    size_t row = panel_row(panel, cell);
    canvas_put(canvas, row, panel->left + column,
               theme_glyph(tui->scene->theme, GLYPH_SERIES_1 + point->series,
                           tui->unicode),
               (enum theme_role)(ROLE_SERIES_1 + point->series), CANVAS_NO_TAG);
    canvas_lay(canvas, row, panel->left + column, 1, ROLE_CURSOR);
    canvas_lay(canvas, row, panel->left - 1, 1, ROLE_CURSOR);
    canvas_lay(canvas, panel->top + panel->height, panel->left + column, 1,
               ROLE_CURSOR);
}

void pane_plot(struct tui *tui, struct canvas *canvas)
{
    struct plot_options options = plot_pane_options(tui, canvas);
    options.hold = &tui->holds.plot;
    set_window(&tui->plot, &options);
    options.panel = &tui->plot.panel;
    tui->plot.panel = (struct panel){0};
    tui->plot.kind->draw(&tui->scene->points->data, &options, canvas,
                         &tui->plot.counts);
    draw_crosshair(tui, canvas);
}

static void draw_kind(struct tui *tui, const char *kind, struct canvas *canvas)
{
    struct plot_options options = plot_pane_options(tui, canvas);
    struct plot_counts counts;
    options.hold = &tui->holds.side;
    plot_kind_find(kind)->draw(&tui->scene->points->data, &options, canvas,
                               &counts);
}

void pane_residual(struct tui *tui, struct canvas *canvas)
{
    draw_kind(tui, tui->plot.kind->errors ? "scatter" : "residual", canvas);
}

void pane_histogram(struct tui *tui, struct canvas *canvas)
{
    if (holds_again(tui, canvas))
        return;
    draw_kind(tui, "histogram", canvas);
    holds_keep(tui, canvas);
}

/* The window on the plot: nearer, farther, aside, or a box of it. */
#include "tui/zoom.h"

#include <math.h>

#include "tui/crosshair.h"

static struct tui_window shown(const struct tui *tui)
{
    const struct panel *panel = &tui->plot.panel;
    return (struct tui_window){panel->x.low, panel->x.high, panel->y.low,
                               panel->y.high};
}

/* As wide as it is high, about its middle. */
static struct tui_window square(struct tui_window window)
{
    double half =
        fmax(window.right - window.left, window.top - window.bottom) / 2;
    double x = window.left + (window.right - window.left) / 2;
    double y = window.bottom + (window.top - window.bottom) / 2;
    return (struct tui_window){x - half, x + half, y - half, y + half};
}

static bool is_wide_enough(double low, double high)
{
    return isfinite(low) && isfinite(high) &&
           high - low >= ticks_smallest_span(low, high) && high > low;
}

bool zoom_to(struct tui *tui, struct tui_window window)
{
    if (!tui->plot.kind->errors)
        window = square(window);
    if (!is_wide_enough(window.left, window.right) ||
        !is_wide_enough(window.bottom, window.top))
        return false;
    tui->plot.window = window;
    tui->plot.zoomed = true;
    tui->plot.cornered = false;
    return true;
}

bool zoom_about(const struct tui *tui, double x, double y, double factor,
                struct tui_window *window)
{
    struct tui_window all = shown(tui);
    if (!(all.left < all.right) || !(all.bottom < all.top))
        return false;
    *window = (struct tui_window){
        x - (x - all.left) * factor, x + (all.right - x) * factor,
        y - (y - all.bottom) * factor, y + (all.top - y) * factor};
    return true;
}

/* About the dot; it moves to the middle when that brings it into view. */
static void zoom(struct tui *tui, double factor)
{
    const struct plot_point *dot = crosshair_point(tui);
    struct tui_window all = shown(tui);
    double x = all.left + (all.right - all.left) / 2;
    double y = all.bottom + (all.top - all.bottom) / 2;
    double width = (all.right - all.left) / 2 * factor;
    double height = (all.top - all.bottom) / 2 * factor;
    if (!(all.left < all.right))
        return;
    if (dot && crosshair_visible(dot)) {
        x = crosshair_place(tui, dot).x;
        y = crosshair_place(tui, dot).y;
    }
    (void)zoom_to(
        tui, (struct tui_window){x - width, x + width, y - height, y + height});
}

void zoom_in(struct tui *tui)
{
    zoom(tui, 0.5);
}

void zoom_out(struct tui *tui)
{
    const struct tui_plot *plot = &tui->plot;
    double whole = tui->holds.plot.x.high - tui->holds.plot.x.low;
    if (!plot->zoomed)
        return;
    zoom(tui, 2);
    if (plot->window.right - plot->window.left >= whole)
        zoom_reset(tui);
}

void zoom_reset(struct tui *tui)
{
    tui->plot.zoomed = tui->plot.cornered = false;
}

static void pan(struct tui *tui, int right, int up)
{
    struct tui_window all = shown(tui);
    double x = (all.right - all.left) / 4 * right;
    double y = (all.top - all.bottom) / 4 * up;
    if (all.left < all.right)
        (void)zoom_to(tui, (struct tui_window){all.left + x, all.right + x,
                                               all.bottom + y, all.top + y});
}

void zoom_left(struct tui *tui)
{
    pan(tui, -1, 0);
}

void zoom_right(struct tui *tui)
{
    pan(tui, 1, 0);
}

void zoom_up(struct tui *tui)
{
    pan(tui, 0, 1);
}

void zoom_down(struct tui *tui)
{
    pan(tui, 0, -1);
}

/* Of `n` equal parts of the axis, where the i-th begins. */
static double part(const struct axis *axis, size_t i, size_t n)
{
    return axis->low + (axis->high - axis->low) * (double)i / (double)n;
}

bool zoom_cell(const struct tui *tui, size_t row, size_t column,
               struct tui_window *cell)
{
    const struct panel *panel = &tui->plot.panel;
    const struct place *place = &tui->spots[SPOT_PLOT];
    size_t top = place->top + panel->top;
    size_t left = place->left + panel->left;
    if (place->width == 0 || panel->width == 0 || row < top || column < left ||
        row >= top + panel->height || column >= left + panel->width)
        return false;
    size_t i = column - left;
    size_t j = panel->height - 1 - (row - top);
    *cell = (struct tui_window){part(&panel->x, i, panel->width),
                                part(&panel->x, i + 1, panel->width),
                                part(&panel->y, j, panel->height),
                                part(&panel->y, j + 1, panel->height)};
    return true;
}

struct tui_window zoom_join(const struct tui_window *a,
                            const struct tui_window *b)
{
    return (struct tui_window){fmin(a->left, b->left), fmax(a->right, b->right),
                               fmin(a->bottom, b->bottom),
                               fmax(a->top, b->top)};
}

struct tui_window zoom_boxed(const struct tui *tui)
{
    const struct tui_plot *plot = &tui->plot;
    const struct plot_point *dot = crosshair_point(tui);
    struct tui_window all = shown(tui);
    if (!plot->cornered || !dot || plot->panel.width == 0)
        return all;
    /* a cell more on each side, so that the corners lie within */
    double x = (all.right - all.left) / (double)plot->panel.width;
    double y = (all.top - all.bottom) / (double)plot->panel.height;
    struct plot_place at = crosshair_place(tui, dot);
    return (struct tui_window){
        fmin(plot->corner_x, at.x) - x, fmax(plot->corner_x, at.x) + x,
        fmin(plot->corner_y, at.y) - y, fmax(plot->corner_y, at.y) + y};
}

void zoom_box(struct tui *tui)
{
    const struct plot_point *dot = crosshair_point(tui);
    if (tui->plot.cornered) {
        (void)zoom_to(tui, zoom_boxed(tui));
        return;
    }
    if (!dot || !crosshair_visible(dot))
        return;
    tui->plot.cornered = true;
    tui->plot.corner_x = crosshair_place(tui, dot).x;
    tui->plot.corner_y = crosshair_place(tui, dot).y;
    tui_say(tui, ROLE_MESSAGE_INFO,
            "a corner: move on, then z shows the box, v selects its sets");
}

bool zoom_holds(const struct tui_window *window, double x, double y)
{
    return x >= window->left && x <= window->right && y >= window->bottom &&
           y <= window->top;
}

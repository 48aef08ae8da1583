/* The mouse: each thing that it does is a command, as for keys. */
#include "tui/mouse.h"

#include <math.h>
#include <stdio.h>

#include "riffle/clock.h"
#include "tui/crosshair.h"
#include "tui/keys.h"
#include "tui/zoom.h"

enum { NEAR = 2, LEGEND_HEAD = 2, SETS_HEAD = 1, ROWS_HEAD = 3 };

/* Seconds within which a second click makes it a double one. */
static const double together = 0.4;

static bool is_in(const struct place *place, size_t row, size_t column)
{
    return row >= place->top && row < place->top + place->height &&
           column >= place->left && column < place->left + place->width;
}

static enum spot spot_of(const struct tui *tui, size_t row, size_t column)
{
    int spot = 0;
    while (spot < SPOT_COUNT && !is_in(&tui->spots[spot], row, column))
        spot++;
    return (enum spot)spot;
}

/* How many cells a dot is away from the middle of a cell. */
static double distance(const struct tui *tui, const struct tui_window *cell,
                       const struct plot_point *dot)
{
    struct plot_place at = crosshair_place(tui, dot);
    double x =
        (at.x - (cell->left + cell->right) / 2) / (cell->right - cell->left);
    double y =
        (at.y - (cell->bottom + cell->top) / 2) / (cell->top - cell->bottom);
    return crosshair_visible(dot) ? fmax(fabs(x), fabs(y)) : (double)INFINITY;
}

/* The dot nearest to a cell, not farther than NEAR cells; NULL: none. */
static const struct plot_point *nearest(const struct tui *tui, size_t row,
                                        size_t column)
{
    struct tui_window cell;
    const struct plot_point *best = NULL;
    const struct plot_data *data = &tui->scene->points->data;
    if (!zoom_cell(tui, row, column, &cell))
        return NULL;
    double least = NEAR + 0.5;
    for (size_t i = 0; i < data->n_points; i++) {
        double away = distance(tui, &cell, &data->points[i]);
        if (away <= least && (!best || away < least)) {
            least = away;
            best = &data->points[i];
        }
    }
    return best;
}

static void click_plot(struct tui *tui, size_t row, size_t column)
{
    char line[128];
    const struct plot_point *dot = nearest(tui, row, column);
    if (!dot)
        return;
    (void)snprintf(line, sizeof line, "view dot %zu %s", dot->tag,
                   tui->scene->points->estimators[dot->series]->name);
    tui_run_line(tui, line);
}

static void click_legend(struct tui *tui, size_t row)
{
    size_t at = row - tui->spots[SPOT_LEGEND].top;
    if (at < LEGEND_HEAD ||
        at >= LEGEND_HEAD + tui->scene->points->data.n_series)
        return;
    wint_t digit = (wint_t)('1' + at - LEGEND_HEAD);
    const struct key *key = key_find(PAGE_PLOT, SCREEN_CHARACTER, digit);
    if (key && key->command)
        tui_run_line(tui, key->command);
}

/* A line of a list; `head` lines above it are not. */
static void click_list(struct tui *tui, enum spot spot, enum page page,
                       size_t row, size_t head)
{
    char line[64];
    size_t at = row - tui->spots[spot].top;
    if (at < head)
        return;
    (void)snprintf(line, sizeof line, "view line %zu",
                   tui->scroll[page].top + at - head);
    tui_run_line(tui, line);
}

static void click(struct tui *tui, size_t row, size_t column)
{
    enum spot spot = spot_of(tui, row, column);
    switch (spot) {
    case SPOT_PLOT:
        click_plot(tui, row, column);
        break;
    case SPOT_LEGEND:
        click_legend(tui, row);
        break;
    case SPOT_SETS:
        click_list(tui, spot, PAGE_SETS, row, SETS_HEAD);
        break;
    case SPOT_ROWS:
        click_list(tui, spot, tui_page(tui), row, ROWS_HEAD);
        break;
    case SPOT_INSPECTOR:
        tui_run_line(tui, "view open");
        break;
    default:
        break;
    }
}

static void show_box(struct tui *tui)
{
    char line[160];
    struct tui_window from;
    struct tui_window to;
    const struct tui_drag *drag = &tui->drag;
    if (!zoom_cell(tui, drag->row, drag->column, &from) ||
        !zoom_cell(tui, drag->to_row, drag->to_column, &to))
        return;
    struct tui_window box = zoom_join(&from, &to);
    (void)snprintf(line, sizeof line, "view window %.6g %.6g %.6g %.6g",
                   box.left, box.right, box.bottom, box.top);
    tui_run_line(tui, line);
}

static void wheel(struct tui *tui, const struct screen_pointer *at)
{
    char line[160];
    struct tui_window cell;
    struct tui_window window;
    bool up = at->event == POINTER_WHEEL_UP;
    if (spot_of(tui, at->row, at->column) != SPOT_PLOT) {
        tui_run_line(tui, up ? "view up 3" : "view down 3");
        return;
    }
    if (!zoom_cell(tui, at->row, at->column, &cell) ||
        !zoom_about(tui, (cell.left + cell.right) / 2,
                    (cell.bottom + cell.top) / 2, up ? 0.8 : 1.25, &window))
        return;
    (void)snprintf(line, sizeof line, "view window %.6g %.6g %.6g %.6g",
                   window.left, window.right, window.bottom, window.top);
    bool whole = window.right - window.left >
                 tui->holds.plot.x.high - tui->holds.plot.x.low;
    tui_run_line(tui, !up && whole ? "view unzoom" : line);
}

/* Up where it went down: a click, or the second of two. */
static void release(struct tui *tui)
{
    struct tui_drag *drag = &tui->drag;
    double now = riffle_seconds();
    drag->held = false;
    if (drag->row != drag->to_row || drag->column != drag->to_column) {
        show_box(tui);
        return;
    }
    if (now - drag->pressed < together) {
        drag->pressed = 0;
        tui_run_line(tui, "view open");
        return;
    }
    drag->pressed = now;
    click(tui, drag->row, drag->column);
}

void mouse_take(struct tui *tui, const struct screen_pointer *pointer)
{
    struct tui_drag *drag = &tui->drag;
    drag->to_row = pointer->row;
    drag->to_column = pointer->column;
    switch (pointer->event) {
    case POINTER_PRESS:
        if (drag->row != pointer->row || drag->column != pointer->column)
            drag->pressed = 0;
        drag->held = true;
        drag->row = pointer->row;
        drag->column = pointer->column;
        break;
    case POINTER_RELEASE:
        if (drag->held)
            release(tui);
        break;
    case POINTER_BACK:
        tui_run_line(tui, "view back");
        break;
    case POINTER_WHEEL_UP:
    case POINTER_WHEEL_DOWN:
        wheel(tui, pointer);
        break;
    default:
        break;
    }
}

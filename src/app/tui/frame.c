/* The layout of a page: what is shown where. */
#include "tui/frame.h"

#include <stdio.h>
#include <string.h>

#include "text/utf8.h"
#include "tui/crosshair.h"
#include "tui/grid.h"
#include "tui/help.h"
#include "tui/holds.h"
#include "tui/look.h"
#include "tui/sets.h"
#include "tui/zoom.h"

enum {
    NARROW = 60, /* below: one pane */
    LOW = 16,
    MEDIUM = 110, /* from here on a strip of sets below the plot */
    HIGH = 34,
    WIDE = 160, /* from here on errors beside the plot */
    TALL = 50,
    SIDE = 31, /* a rule, a blank, 29 columns */
    STRIP = 9,
    HIGH_STRIP = 15,
    SET_ROWS = 80,  /* columns of the rows of a set beside the strip */
    SPARKS = 120,   /* from here on running errors below the legend */
    SMALL_PLOT = 7, /* rows of a histogram at the side */
    LEAST_WIDTH = 40,
    LEAST_HEIGHT = 10,
};

/* Which spot a pane is; SPOT_COUNT: none that a click can land on. */
static enum spot spot_of(draw_pane *draw)
{
    static draw_pane *const panes[SPOT_COUNT] = {
        [SPOT_PLOT] = pane_plot,           [SPOT_LEGEND] = pane_legend,
        [SPOT_INSPECTOR] = pane_inspector, [SPOT_SETS] = pane_sets,
        [SPOT_ROWS] = pane_rows,           [SPOT_TEXT] = pane_text,
    };
    int spot = 0;
    while (spot < SPOT_COUNT && panes[spot] != draw)
        spot++;
    return (enum spot)spot;
}

static void put_pane(struct tui *tui, draw_pane *draw, struct place place,
                     struct canvas *canvas)
{
    enum spot spot = spot_of(draw);
    if (spot != SPOT_COUNT)
        tui->spots[spot] = place;
    struct canvas *own = canvas_new(place.width, place.height, canvas->unicode);
    if (!own)
        return;
    draw(tui, own);
    draw_copy(own, canvas, &place);
    canvas_free(own);
}

static void rule_down(const struct place *place, struct canvas *canvas)
{
    for (size_t i = 0; i < place->height; i++)
        canvas_put(canvas, place->top + i, place->left,
                   canvas->unicode ? 0x2502 : '|', ROLE_PLOT_FRAME,
                   CANVAS_NO_TAG);
}

static void rule_across(const struct place *place, struct canvas *canvas)
{
    for (size_t j = 0; j < place->width; j++)
        canvas_put(canvas, place->top, place->left + j,
                   canvas->unicode ? 0x2500 : '-', ROLE_PLOT_FRAME,
                   CANVAS_NO_TAG);
}

/* The upper `height` rows of what is left, and a blank one behind them. */
static void put_upper(struct tui *tui, draw_pane *draw, size_t height,
                      struct place *left, struct canvas *canvas)
{
    struct place upper = *left;
    upper.height = height;
    put_pane(tui, draw, upper, canvas);
    left->top += height + 1;
    left->height -= height + 1;
}

/* Legend above, inspector below, a rule at the left; the rest as it fits. */
static void put_side(struct tui *tui, const struct place *place,
                     struct canvas *canvas)
{
    const struct points *points = tui->scene->points;
    size_t n = points->data.n_series;
    size_t legend = n + 3;
    size_t inspector = n + 6 + (tui->scene->brush.k ? 3 : 0);
    struct place left = {place->top, place->left + 2, place->width - 2,
                         place->height};
    rule_down(place, canvas);
    put_upper(tui, pane_legend, legend < left.height ? legend : left.height - 1,
              &left, canvas);
    if (left.height >= inspector + n + 2)
        put_upper(tui, pane_agreement,
                  left.height >= inspector + n + 3 ? n + 2 : n + 1, &left,
                  canvas);
    if (canvas->width >= SPARKS && left.height > inspector + n + 2)
        put_upper(tui, pane_sparks, n + 1, &left, canvas);
    if (left.height > inspector + points->n_groups + 2)
        put_upper(tui, pane_strategies, points->n_groups + 1, &left, canvas);
    bool errors = canvas->width >= WIDE && canvas->height >= TALL;
    if (!errors && left.height >= inspector + SMALL_PLOT) {
        struct place lower = left;
        lower.top += left.height - SMALL_PLOT;
        lower.height = SMALL_PLOT;
        left.height -= SMALL_PLOT;
        put_pane(tui, pane_histogram, lower, canvas);
    }
    put_pane(tui, pane_inspector, left, canvas);
}

/* Errors and their histogram between the plot and the side. */
static void put_errors(struct tui *tui, const struct place *place,
                       struct canvas *canvas)
{
    struct place half = *place;
    rule_down(place, canvas);
    half.left++;
    half.width--;
    half.height = place->height / 2;
    put_pane(tui, pane_residual, half, canvas);
    half.top += half.height;
    half.height = place->height - half.height;
    put_pane(tui, pane_histogram, half, canvas);
}

/* The cell of the screen that a number lies in, kept inside the panel. */
static size_t cell_of(const struct axis *axis, double value, size_t cells)
{
    size_t cell = 0;
    if (value > axis->low && !axis_cell(axis, value, cells, &cell))
        cell = cells - 1;
    return cell;
}

/* The edge of the box that is being drawn, by mouse or from its corner. */
static void draw_box(const struct tui *tui, struct canvas *canvas)
{
    struct tui_window from;
    struct tui_window to;
    const struct panel *panel = &tui->plot.panel;
    const struct place *place = &tui->spots[SPOT_PLOT];
    struct tui_window box = zoom_boxed(tui);
    bool dragged = tui->drag.held &&
                   zoom_cell(tui, tui->drag.row, tui->drag.column, &from);
    if (dragged && zoom_cell(tui, tui->drag.to_row, tui->drag.to_column, &to))
        box = zoom_join(&from, &to);
    else if (!tui->plot.cornered || panel->width == 0)
        return;
    size_t left = cell_of(&panel->x, box.left, panel->width);
    size_t right = cell_of(&panel->x, box.right, panel->width);
    size_t low = cell_of(&panel->y, box.bottom, panel->height);
    size_t high = cell_of(&panel->y, box.top, panel->height);
    size_t column = place->left + panel->left;
    for (size_t i = low; i <= high; i++) {
        canvas_lay(canvas, place->top + panel_row(panel, i), column + left, 1,
                   ROLE_CURSOR);
        canvas_lay(canvas, place->top + panel_row(panel, i), column + right, 1,
                   ROLE_CURSOR);
    }
    canvas_lay(canvas, place->top + panel_row(panel, low), column + left,
               right - left, ROLE_CURSOR);
    canvas_lay(canvas, place->top + panel_row(panel, high), column + left,
               right - left, ROLE_CURSOR);
}

/* The table of sets; beside it the rows of the one under the crosshair. */
static void put_strip(struct tui *tui, struct place part, struct canvas *canvas)
{
    rule_across(&part, canvas);
    part.top++;
    part.height--;
    if (canvas->width >= WIDE && canvas->height >= TALL) {
        struct place rows = part;
        part.width -= SET_ROWS + 1;
        rows.left = part.width;
        rows.width = SET_ROWS + 1;
        rule_down(&rows, canvas);
        rows.left++;
        rows.width--;
        tui_want_rows(tui);
        put_pane(tui, pane_rows, rows, canvas);
    }
    put_pane(tui, pane_sets, part, canvas);
}

/* The plot comes first: what stands beside it tells of its cells. */
static void page_plot(struct tui *tui, struct place body, struct canvas *canvas)
{
    bool tiny = canvas->width < NARROW || canvas->height < LOW;
    size_t strip = canvas->width < MEDIUM || canvas->height < HIGH ? 0
                   : canvas->height >= TALL                        ? HIGH_STRIP
                                                                   : STRIP;
    size_t side = tiny ? 0 : SIDE;
    size_t half = canvas->width >= WIDE && canvas->height >= TALL
                      ? (body.width - side + 1) / 2 - 10
                      : 0;
    size_t width = body.width - side - half;
    size_t height = body.height - strip;
    put_pane(tui, pane_plot, (struct place){body.top, 0, width, height},
             canvas);
    draw_box(tui, canvas);
    if (half > 0)
        put_errors(tui, &(struct place){body.top, width, half, height}, canvas);
    if (side > 0)
        put_side(tui, &(struct place){body.top, width + half, side, height},
                 canvas);
    if (strip > 0)
        put_strip(tui, (struct place){body.top + height, 0, body.width, strip},
                  canvas);
}

static void put_page(struct tui *tui, struct place body, struct canvas *canvas)
{
    switch (tui_page(tui)) {
    case PAGE_PLOT:
        if (tui->scene->has_effects)
            page_plot(tui, body, canvas);
        else
            put_pane(tui, pane_start, body, canvas);
        break;
    case PAGE_GRID:
        put_pane(tui, pane_grid, body, canvas);
        break;
    case PAGE_SETS:
        put_pane(tui, pane_sets, body, canvas);
        break;
    case PAGE_SET:
    case PAGE_ALL:
        put_pane(tui, pane_rows, body, canvas);
        break;
    case PAGE_JOBS:
        put_pane(tui, pane_jobs, body, canvas);
        break;
    default:
        put_pane(tui, pane_text, body, canvas);
    }
}

static struct screen_cursor too_small(struct canvas *canvas)
{
    char text[80];
    (void)snprintf(text, sizeof text, "need %dx%d, have %zux%zu", LEAST_WIDTH,
                   LEAST_HEIGHT, canvas->width, canvas->height);
    size_t n = utf8_columns(text);
    draw_text(canvas, canvas->height / 2,
              canvas->width > n ? (canvas->width - n) / 2 : 0,
              ROLE_MESSAGE_WARN, "%s", text);
    return (struct screen_cursor){canvas->height, 0};
}

struct screen_cursor draw_screen(struct tui *tui, struct canvas *canvas)
{
    holds_begin(tui, canvas);
    if (canvas->width < LEAST_WIDTH || canvas->height < LEAST_HEIGHT)
        return too_small(canvas);
    if (tui_page(tui) == PAGE_HELP)
        help_fill(tui, canvas->width - 1, canvas->height - 3);
    look_settle(tui);
    grid_settle(tui);
    crosshair_settle(tui);
    sets_arrange(tui);
    memset(tui->spots, 0, sizeof tui->spots);
    put_page(tui, (struct place){1, 0, canvas->width, canvas->height - 3},
             canvas);
    holds_end(tui);
    frame_title(tui, canvas);
    frame_status(tui, canvas->height - 2, canvas);
    return frame_last_line(tui, canvas);
}

/* The frame, its ticks, and the lines of reference. */
#include "plot/axes.h"

#include <math.h>
#include <string.h>

size_t panel_row(const struct panel *panel, size_t cell)
{
    return panel->top + panel->height - 1 - cell;
}

struct frame {
    uint32_t across, down, north_west, north_east, south_west, south_east;
    uint32_t tick_x, tick_y, zero_x, zero_y;
};

static const struct frame frames[] = {
    {'-', '|', '+', '+', '+', '+', '+', '+', ':', '-'},
    {0x2500, 0x2502, 0x250C, 0x2510, 0x2514, 0x2518, 0x252C, 0x2524, 0x250A,
     0x2508},
};

static void frame_put(const struct panel *panel, struct canvas *canvas,
                      size_t row, size_t column, uint32_t glyph)
{
    canvas_put(canvas, panel->top - 1 + row, panel->left - 1 + column, glyph,
               ROLE_PLOT_FRAME, CANVAS_NO_TAG);
}

static void draw_box(const struct panel *panel, struct canvas *canvas)
{
    const struct frame *f = &frames[canvas->unicode];
    size_t right = panel->width + 1;
    size_t bottom = panel->height + 1;
    for (size_t j = 1; j < right; j++) {
        frame_put(panel, canvas, bottom, j, f->across);
        if (panel->lid)
            frame_put(panel, canvas, 0, j, f->across);
    }
    for (size_t i = 1; i < bottom; i++) {
        frame_put(panel, canvas, i, 0, f->down);
        if (panel->lid)
            frame_put(panel, canvas, i, right, f->down);
    }
    frame_put(panel, canvas, bottom, 0, f->south_west);
    if (!panel->lid)
        return;
    frame_put(panel, canvas, 0, 0, f->north_west);
    frame_put(panel, canvas, 0, right, f->north_east);
    frame_put(panel, canvas, bottom, right, f->south_east);
}

static void draw_y_tick(const struct panel *panel, size_t i,
                        struct canvas *canvas)
{
    const struct ticks *ticks = &panel->y.ticks;
    size_t cell;
    if (!axis_cell(&panel->y, ticks->value[i], panel->height, &cell))
        return;
    size_t row = panel_row(panel, cell);
    size_t n = strlen(ticks->label[i]);
    frame_put(panel, canvas, row - panel->top + 1, 0,
              frames[canvas->unicode].tick_y);
    if (panel->left >= n + 2)
        canvas_text(canvas, row, panel->left - 2 - n, ticks->label[i],
                    ROLE_PLOT_TICK);
}

static void draw_x_tick(const struct panel *panel, size_t i,
                        struct canvas *canvas)
{
    const struct ticks *ticks = &panel->x.ticks;
    size_t cell;
    if (!axis_cell(&panel->x, ticks->value[i], panel->width, &cell))
        return;
    frame_put(panel, canvas, panel->height + 1, cell + 1,
              frames[canvas->unicode].tick_x);
    canvas_text(canvas, panel->top + panel->height + 1,
                panel_label_column(panel, ticks->value[i], ticks->label[i]),
                ticks->label[i], ROLE_PLOT_TICK);
}

void panel_frame(const struct panel *panel, struct canvas *canvas)
{
    draw_box(panel, canvas);
    for (size_t i = 0; i < panel->y.ticks.n; i++)
        draw_y_tick(panel, i, canvas);
    for (size_t i = 0; i < panel->x.ticks.n; i++)
        draw_x_tick(panel, i, canvas);
}

/* The cell of zero when it is not at the edge, where the frame shows it. */
static bool zero_cell(const struct axis *axis, size_t cells, size_t *cell)
{
    return axis_cell(axis, 0, cells, cell) && *cell > 0 && *cell + 1 < cells;
}

void panel_zero_lines(const struct panel *panel, struct canvas *canvas)
{
    const struct frame *f = &frames[canvas->unicode];
    size_t cell;
    if (zero_cell(&panel->y, panel->height, &cell))
        for (size_t j = 0; j < panel->width; j++)
            canvas_put(canvas, panel_row(panel, cell), panel->left + j,
                       f->zero_y, ROLE_PLOT_ZERO, CANVAS_NO_TAG);
    if (zero_cell(&panel->x, panel->width, &cell))
        for (size_t i = 0; i < panel->height; i++)
            canvas_put(canvas, panel->top + i, panel->left + cell, f->zero_x,
                       ROLE_PLOT_ZERO, CANVAS_NO_TAG);
}

/* One range on both axes: the rows of a column follow from the sizes alone. */
static void identity_equal(const struct panel *panel,
                           const struct panel_line *line, struct canvas *canvas)
{
    size_t w = panel->width;
    size_t h = panel->height;
    for (size_t j = 0; j < w; j++)
        for (size_t i = j * h / w; i * w < (j + 1) * h; i++)
            canvas_put(canvas, panel_row(panel, i), panel->left + j,
                       line->glyph, line->role, CANVAS_NO_TAG);
}

void panel_line(const struct panel *panel, const struct panel_line *line,
                struct canvas *canvas)
{
    const struct axis *y = &panel->y;
    for (size_t j = 0; j < panel->width; j++) {
        double width = (double)panel->width;
        double a = line->height +
                   line->slope * axis_value(&panel->x, (double)j / width);
        double b = line->height +
                   line->slope * axis_value(&panel->x, (double)(j + 1) / width);
        double from = fmax(fmin(a, b), y->low);
        double to = fmin(fmax(a, b), y->high);
        size_t first;
        size_t last;
        if (from > to || !axis_cell(y, from, panel->height, &first) ||
            !axis_cell(y, to, panel->height, &last))
            continue;
        for (size_t i = first; i <= last; i++)
            canvas_put(canvas, panel_row(panel, i), panel->left + j,
                       line->glyph, line->role, CANVAS_NO_TAG);
    }
}

void panel_identity(const struct panel *panel, uint32_t glyph,
                    struct canvas *canvas)
{
    const struct panel_line line = {0, 1, glyph, ROLE_PLOT_IDENTITY};
    if (axis_same(&panel->x, &panel->y))
        identity_equal(panel, &line, canvas);
    else
        panel_line(panel, &line, canvas);
}

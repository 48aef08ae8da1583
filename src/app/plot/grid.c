/* Panels side by side, with ticks where there is room for them. */
#include "plot/grid.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plot/chart.h"
#include "text/utf8.h"

enum {
    TICKS_WIDTH = 20, /* from here on a panel has ticks */
    TICKS_HEIGHT = 8,
    TICKS_BELOW = 2,  /* rows of the axis and its labels */
    NAMES_HEIGHT = 8, /* from here on a row of panels has a heading */
    CAPTION = 2,
    NAME = 64,
};

/* How a canvas is cut up. */
struct layout {
    size_t top, height; /* rows for all panels */
    size_t width;       /* columns of a panel, its separator left out */
    bool ticks, names;
    bool streaming; /* points are still to come */
};

static bool streams(const struct plot_grid *grid)
{
    for (size_t i = 0; i < grid->rows * grid->columns; i++)
        if (view_streams(&grid->panels[i].data))
            return true;
    return false;
}

static struct layout lay_out(const struct plot_grid *grid,
                             const struct plot_options *options,
                             const struct canvas *canvas)
{
    struct layout layout = {.top = options->bare ? 0 : 1,
                            .streaming = streams(grid)};
    size_t around = layout.top + CAPTION;
    layout.height = canvas->height > around ? canvas->height - around : 0;
    layout.width = (canvas->width + 1) / grid->columns;
    layout.width = layout.width ? layout.width - 1 : 0;
    size_t each = layout.height / grid->rows;
    layout.ticks =
        layout.width >= TICKS_WIDTH && each >= TICKS_HEIGHT + TICKS_BELOW;
    layout.names = each >= NAMES_HEIGHT;
    return layout;
}

/* The rectangle of the data of a panel; its title is the row above. */
static struct panel place(const struct plot_grid *grid,
                          const struct layout *layout, size_t index)
{
    size_t row = index / grid->columns;
    size_t column = index % grid->columns;
    size_t from = layout->top + row * layout->height / grid->rows;
    size_t to = layout->top + (row + 1) * layout->height / grid->rows;
    size_t above = layout->names ? 2 : 1;
    size_t below = layout->ticks ? TICKS_BELOW : 0;
    struct panel panel = {.top = from + above,
                          .left = column * (layout->width + 1),
                          .width = layout->width};
    if (to > panel.top + below)
        panel.height = to - panel.top - below;
    return panel;
}

static bool is_large_enough(const struct panel *panel)
{
    return panel->width >= GRID_LEAST_WIDTH &&
           panel->height >= GRID_LEAST_HEIGHT;
}

/* One range for all panels in its row; false: they have no points. */
static bool share_axes(const struct plot_grid *grid, size_t index,
                       const struct plot_options *options, struct panel *panel)
{
    struct plot_options own = *options;
    size_t first = index / grid->columns * grid->columns;
    struct extent all = {INFINITY, -INFINITY, INFINITY, -INFINITY};
    double linear = INFINITY;
    for (size_t i = first; i < first + grid->columns; i++) {
        const struct plot_data *data = &grid->panels[i].data;
        struct extent e = view_extent(data, options->ahead);
        all.x_low = fmin(all.x_low, fmin(e.x_low, e.y_low));
        all.x_high = fmax(all.x_high, fmax(e.x_high, e.y_high));
        if (e.x_low <= e.x_high)
            linear = fmin(linear, view_linear(data, VIEW_BOTH, options->ahead));
    }
    if (all.x_low > all.x_high)
        return false;
    own.x_linear = own.y_linear = linear;
    struct plot_point ends[] = {{.x = all.x_low, .y = all.x_low},
                                {.x = all.x_high, .y = all.x_high}};
    struct plot_data range = {.points = ends, .n_points = 2};
    return view_axes(&range, &own, (double)panel->height / 4, &panel->x,
                     &panel->y);
}

/* Its own range, or that of its row, as far as it is not held. */
static void find_axes(const struct plot_grid *grid, size_t index,
                      const struct layout *layout,
                      const struct plot_options *options, struct panel *panel)
{
    bool known = view_axes(&grid->panels[index].data, options,
                           (double)panel->height / 4, &panel->x, &panel->y);
    if (options->low < options->high)
        return;
    if (grid->shared)
        known = share_axes(grid, index, options, panel);
    if (grid->holds && known)
        hold_axes(&grid->holds[index], layout->streaming, &panel->x, &panel->y);
}

/* Take the last letter from the longest of the parts that hyphens make. */
static void drop_letter(char text[NAME])
{
    size_t best = 0;
    size_t most = 0;
    for (size_t at = 0; text[at];) {
        size_t n = strcspn(text + at, "-");
        if (n >= most) {
            most = n;
            best = at + n;
        }
        at += n + (text[at + n] == '-');
    }
    memmove(text + best - 1, text + best, strlen(text + best) + 1);
}

/* "prediction-down" in 7 columns: "pr-down". */
static void shorten(const char *name, size_t room, char text[NAME])
{
    (void)snprintf(text, NAME, "%s", name);
    while (strlen(text) > room && strspn(text, "-") < strlen(text))
        drop_letter(text);
}

/* ".98", "1.0", "-.12": cut, so that only what is 1 says so. */
static void write_rho(double rho, char text[8])
{
    size_t hundredths = isfinite(rho) ? (size_t)(fabs(rho) * 100 + 1e-9) : 0;
    text[0] = '\0';
    if (!isfinite(rho))
        return;
    if (hundredths >= 100)
        (void)snprintf(text, 8, "%s1.0", rho < 0 ? "-" : "");
    else
        (void)snprintf(text, 8, "%s.%02zu", rho < 0 ? "-" : "", hundredths);
}

/* "3>": hidden points, and on which side most of them are. */
static void write_hidden(const struct view *view, char text[24])
{
    static const char arrows[] = {'<', '>', '^', 'v'};
    size_t n = view_counts(view).hidden;
    size_t most = 0;
    text[0] = '\0';
    for (size_t i = 1; i < sizeof arrows; i++)
        if (view->fates[POINT_LEFT + i] > view->fates[POINT_LEFT + most])
            most = i;
    if (n > 0)
        (void)snprintf(text, 24, " %zu%c", n, arrows[most]);
}

static void put_title(const struct grid_panel *cell, const struct view *view,
                      struct canvas *canvas)
{
    char rho[8];
    char hidden[24];
    char name[NAME];
    const struct panel *panel = &cell->panel;
    write_rho(cell->rho, rho);
    write_hidden(view, hidden);
    size_t tail = strlen(hidden) + (*rho ? strlen(rho) + 1 : 0);
    shorten(cell->name, panel->width > tail ? panel->width - tail : 0, name);
    size_t row = panel->top - 1;
    canvas_text(canvas, row, panel->left, name, ROLE_STRONG);
    size_t end = panel->left + panel->width;
    canvas_text(canvas, row, end - strlen(rho), rho, ROLE_NUMBER);
    canvas_text(canvas, row, panel->left + strlen(name), hidden,
                ROLE_PLOT_HIDDEN);
}

/* Room for labels at the left, and none at the right. */
static void add_ticks(struct panel *panel)
{
    panel_ticks(panel);
    size_t margin = panel_margin(panel);
    if (margin + GRID_LEAST_WIDTH + 1 > panel->width)
        return;
    panel->left += margin + 1;
    panel->width -= margin + 1;
    panel_ticks(panel);
}

/* Axes, and with them the rectangle that is left for the data. */
static void set_axes(struct plot_grid *grid, size_t index,
                     const struct layout *layout,
                     const struct plot_options *options, struct canvas *canvas)
{
    struct grid_panel *cell = &grid->panels[index];
    struct view view;
    find_axes(grid, index, layout, options, &cell->panel);
    view_count(&cell->data, &cell->panel.x, &cell->panel.y, &view);
    cell->counts = view_counts(&view);
    put_title(cell, &view, canvas);
    if (layout->ticks)
        add_ticks(&cell->panel);
}

/* What most panels would choose by themselves: all look the same. */
static enum plot_marks vote(const struct plot_grid *grid,
                            const struct plot_options *options)
{
    size_t votes[PLOT_DENSITY + 1] = {0};
    size_t best = PLOT_AUTO;
    for (size_t i = 0; i < grid->rows * grid->columns; i++)
        votes[marks_choose(&grid->panels[i].data, options,
                           &grid->panels[i].panel)]++;
    for (size_t mode = 0; mode <= PLOT_DENSITY; mode++)
        best = votes[mode] > votes[best] ? mode : best;
    return (enum plot_marks)best;
}

static void draw_panel(const struct plot_grid *grid, size_t index,
                       const struct layout *layout,
                       const struct plot_options *options,
                       struct canvas *canvas)
{
    const struct grid_panel *cell = &grid->panels[index];
    const struct panel *panel = &cell->panel;
    struct marks marks;
    if (layout->ticks) {
        panel_frame(panel, canvas);
        if (!options->look.bare)
            panel_zero_lines(panel, canvas);
    }
    if (!options->look.plain)
        panel_identity(
            panel,
            theme_glyph(marks_theme(options), GLYPH_IDENTITY, canvas->unicode),
            canvas);
    if (!marks_draw(&cell->data, options, panel, canvas, &marks))
        canvas_text(canvas, panel->top, panel->left, "no memory",
                    ROLE_MESSAGE_ERROR);
    else if (cell->counts.drawn + cell->counts.hidden == 0)
        canvas_text(canvas, panel->top + panel->height / 2, panel->left,
                    "no points", ROLE_DIM);
}

static void draw_panels(struct plot_grid *grid, const struct layout *layout,
                        const struct plot_options *options,
                        struct canvas *canvas)
{
    size_t n = grid->rows * grid->columns;
    struct plot_options own = *options;
    for (size_t i = 0; i < n; i++)
        set_axes(grid, i, layout, options, canvas);
    own.look.marks = vote(grid, options);
    for (size_t i = 0; i < n; i++)
        draw_panel(grid, i, layout, &own, canvas);
}

/* Between the panels of each row; a heading runs across. */
static void draw_separators(const struct plot_grid *grid,
                            const struct layout *layout, struct canvas *canvas)
{
    for (size_t i = 0; i < layout->height; i++) {
        size_t row = i * grid->rows / layout->height;
        bool heading = row * layout->height / grid->rows == i;
        for (size_t c = 1; c < grid->columns && !(heading && layout->names);
             c++)
            canvas_put(canvas, layout->top + i, c * (layout->width + 1) - 1,
                       canvas->unicode ? 0x2502 : '|', ROLE_PLOT_FRAME,
                       CANVAS_NO_TAG);
    }
}

/* Where rows have no heading of their own: what they are, from above. */
static void put_caption(const struct plot_grid *grid,
                        const struct layout *layout, struct canvas *canvas)
{
    char text[512] = "rows: ";
    size_t row = layout->top + layout->height;
    for (size_t r = 0; r < grid->rows && !layout->names; r++) {
        size_t n = strlen(text);
        (void)snprintf(text + n, sizeof text - n, "%s%s", r ? ", " : "",
                       grid->row_names[r]);
    }
    if (layout->names)
        (void)snprintf(text, sizeof text,
                       "predicted (up) against actual (right) change");
    canvas_text(canvas, row, 0, text, ROLE_PLOT_LABEL);
}

static void put_headings(const struct plot_grid *grid,
                         const struct layout *layout, struct canvas *canvas)
{
    for (size_t r = 0; r < grid->rows && layout->names; r++)
        canvas_text(canvas, place(grid, layout, r * grid->columns).top - 2, 0,
                    grid->row_names[r], ROLE_TITLE);
}

/* Marks and names; returns the column behind them. */
static size_t put_legend(const struct plot_grid *grid,
                         const struct plot_options *options, size_t row,
                         struct canvas *canvas)
{
    size_t column = 0;
    char words[NAME];
    for (size_t s = 0; s < grid->drawing->n_series; s++) {
        canvas_put(canvas, row, column,
                   theme_glyph(marks_theme(options), GLYPH_SERIES_1 + s,
                               canvas->unicode),
                   (enum theme_role)(ROLE_SERIES_1 + s), CANVAS_NO_TAG);
        canvas_text(canvas, row, column + 2, grid->drawing->series[s].name,
                    ROLE_PLOT_LABEL);
        column += 4 + utf8_columns(grid->drawing->series[s].name);
    }
    (void)snprintf(words, sizeof words, "%s axes; rho of %s",
                   grid->shared ? "shared" : "own", grid->rho_of);
    canvas_text(canvas, row, column, words, ROLE_DIM);
    return column + strlen(words);
}

/* The counts of all panels as one sentence, at the right if there is room. */
static void put_counts(const struct plot_grid *grid,
                       const struct plot_options *options, size_t row,
                       const struct plot_counts *c, struct canvas *canvas)
{
    char text[256];
    struct view view = view_of(c);
    view_sentence(&view, true, text, sizeof text);
    size_t left = put_legend(grid, options, row, canvas) + 2;
    size_t n = strlen(text);
    size_t column = canvas->width > n ? canvas->width - n : 0;
    if (column < left) {
        for (size_t j = column ? column - 1 : 0; j < canvas->width; j++)
            canvas_put(canvas, row, j, ' ', ROLE_TEXT, CANVAS_NO_TAG);
    }
    canvas_text(canvas, row, column, text, ROLE_DIM);
}

static void add_counts(struct plot_counts *sum, const struct plot_counts *more)
{
    sum->n += more->n;
    sum->drawn += more->drawn;
    sum->hidden += more->hidden;
    sum->filtered += more->filtered;
    sum->nonfinite += more->nonfinite;
    sum->pending += more->pending;
    sum->failed += more->failed;
}

/* No panel is drawn: what can be drawn at all is counted as hidden. */
static void refuse(struct plot_grid *grid, const struct layout *layout,
                   struct canvas *canvas)
{
    char text[96];
    size_t rows = layout->top + CAPTION + grid->rows * (GRID_LEAST_HEIGHT + 1);
    (void)snprintf(text, sizeof text, "%zux%zu panels need %zux%zu cells",
                   grid->columns, grid->rows,
                   grid->columns * (GRID_LEAST_WIDTH + 1) - 1, rows);
    canvas_text(canvas, 0, 0, text, ROLE_MESSAGE_WARN);
    for (size_t i = 0; i < grid->rows * grid->columns; i++) {
        const struct axis nowhere = {.low = INFINITY, .high = INFINITY};
        struct view view;
        view_count(&grid->panels[i].data, &nowhere, &nowhere, &view);
        grid->panels[i].counts = view_counts(&view);
        grid->panels[i].panel = (struct panel){0};
    }
}

void plot_grid(struct plot_grid *grid, const struct plot_options *options,
               struct canvas *canvas, struct plot_counts *counts)
{
    struct layout layout = lay_out(grid, options, canvas);
    size_t n = grid->rows * grid->columns;
    bool fits = true;
    *counts =
        (struct plot_counts){.n = grid->filtered, .filtered = grid->filtered};
    for (size_t i = 0; i < n; i++) {
        grid->panels[i].panel = place(grid, &layout, i);
        fits = fits && is_large_enough(&grid->panels[i].panel);
    }
    if (fits)
        draw_panels(grid, &layout, options, canvas);
    else
        refuse(grid, &layout, canvas);
    for (size_t i = 0; i < n; i++)
        add_counts(counts, &grid->panels[i].counts);
    if (!fits)
        return;
    if (!options->bare)
        canvas_text(canvas, 0, 0, grid->title, ROLE_TITLE);
    draw_separators(grid, &layout, canvas);
    put_headings(grid, &layout, canvas);
    put_caption(grid, &layout, canvas);
    put_counts(grid, options, canvas->height - 1, counts, canvas);
}

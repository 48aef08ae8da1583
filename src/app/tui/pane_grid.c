/* The small multiples, with the panel that one is on lit. */
#include "tui/draw.h"

#include <math.h>

#include "plot/grid.h"
#include "tui/holds.h"

static void say_chosen(const struct tui *tui, const struct grid_points *grid,
                       struct canvas *canvas)
{
    size_t index = tui->grid.row * grid->grid.columns + tui->grid.column;
    const struct grid_panel *panel = &grid->grid.panels[index];
    size_t row = canvas->height - 1;
    size_t at = draw_text(canvas, row, 0, ROLE_STRONG, "%s, %s",
                          grid->row_names[tui->grid.row], panel->name);
    const struct plot_counts *counts = &panel->counts;
    at = draw_text(canvas, row, at, ROLE_TEXT, ": %zu dots", counts->n);
    if (counts->drawn < counts->n)
        at = draw_text(canvas, row, at, ROLE_TEXT, ", %zu drawn, %zu pending",
                       counts->drawn, counts->pending);
    if (isfinite(panel->rho))
        at = draw_text(canvas, row, at, ROLE_TEXT, ", rho %.3f", panel->rho);
    if (panel->panel.width > 0)
        (void)draw_text(canvas, row, at, ROLE_TEXT, ", x %.3g to %.3g",
                        panel->panel.x.low, panel->panel.x.high);
}

void pane_grid(struct tui *tui, struct canvas *canvas)
{
    struct grid_points *grid = tui->scene->grid;
    struct plot_counts counts;
    if (!grid || canvas->height < 2) {
        draw_text(canvas, 0, 1, ROLE_DIM, "...");
        return;
    }
    struct tui_grid *at = &tui->grid;
    at->row = at->row < grid->grid.rows ? at->row : grid->grid.rows - 1;
    at->column =
        at->column < grid->grid.columns ? at->column : grid->grid.columns - 1;
    struct plot_options options = plot_pane_options(tui, canvas);
    struct canvas *upper =
        canvas_new(canvas->width, canvas->height - 1, canvas->unicode);
    if (!upper)
        return;
    options.height = upper->height;
    grid->grid.holds = holds_grid(tui, grid->grid.rows * grid->grid.columns);
    plot_grid(&grid->grid, &options, upper, &counts);
    draw_copy(upper, canvas,
              &(struct place){0, 0, upper->width, upper->height});
    canvas_free(upper);
    const struct panel *panel =
        &grid->grid.panels[at->row * grid->grid.columns + at->column].panel;
    if (panel->width > 0)
        canvas_lay(canvas, panel->top - 1, panel->left, panel->width,
                   ROLE_CURSOR);
    say_chosen(tui, grid, canvas);
}

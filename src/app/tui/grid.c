/* Moving about in small multiples. */
#include "tui/grid.h"

#include <string.h>

void grid_show(struct tui *tui)
{
    if (tui_page(tui) == PAGE_GRID) {
        tui_back(tui);
        return;
    }
    if (tui->scene->has_effects)
        tui_show(tui, PAGE_GRID);
    else
        tui_say(tui, ROLE_MESSAGE_WARN, "there are no dots yet: S sweeps");
}

void grid_by(struct tui *tui)
{
    tui->grid.by =
        tui->grid.by == GRID_STRATEGIES ? GRID_ESTIMATORS : GRID_STRATEGIES;
    tui->grid.column = 0;
}

void grid_share(struct tui *tui)
{
    tui->grid.shared = !tui->grid.shared;
}

/* One step along, kept inside `n`. */
static size_t step(size_t at, int by, size_t n)
{
    if (by < 0)
        return at > 0 ? at - 1 : 0;
    return by > 0 && at + 1 < n ? at + 1 : at;
}

void grid_move(struct tui *tui, int right, int down)
{
    const struct grid_points *grid = tui->scene->grid;
    if (!grid)
        return;
    tui->grid.row = step(tui->grid.row, down, grid->grid.rows);
    tui->grid.column = step(tui->grid.column, right, grid->grid.columns);
}

/* Only that item of the first `n` bits stays. */
static uint32_t all_but(size_t item, size_t n)
{
    uint32_t all = n < 32 ? (1U << n) - 1 : UINT32_MAX;
    return all & ~(1U << item);
}

void grid_open(struct tui *tui)
{
    struct tui_grid *at = &tui->grid;
    const struct grid_points *grid = tui->scene->grid;
    if (!grid || at->row >= grid->grid.rows ||
        at->column >= grid->grid.columns || tui->depth == PAGES_DEEP)
        return;
    size_t item = grid_points_item(grid, at->column);
    at->before = tui->plot.filter;
    at->measure = tui->focus.measure;
    at->opened = tui->depth + 1;
    tui->focus.measure = at->row;
    if (grid->by == GRID_STRATEGIES) {
        tui->plot.filter.groups = all_but(item, grid->rows[0].n_groups);
    } else {
        tui->plot.filter.series = all_but(item, grid->rows[0].data.n_series);
        tui->plot.series = item;
    }
    tui->plot.zoomed = tui->plot.cornered = false;
    tui->pages[tui->depth++] = PAGE_PLOT;
    tui_refocus(tui);
}

static void close_panel(struct tui *tui)
{
    tui->grid.opened = 0;
    tui->plot.filter = tui->grid.before;
    tui->focus.measure = tui->grid.measure;
    tui->plot.zoomed = tui->plot.cornered = false;
    tui_refocus(tui);
}

void grid_settle(struct tui *tui)
{
    struct tui_grid *at = &tui->grid;
    if (at->opened && tui->depth < at->opened)
        close_panel(tui);
    const struct scene_grid wanted = {.wanted = tui_page(tui) == PAGE_GRID,
                                      .by = at->by,
                                      .shared = at->shared,
                                      .series = tui->plot.series,
                                      .filter = tui->plot.filter};
    const struct scene_grid *asked = &tui->focus.grid;
    bool same = wanted.wanted == asked->wanted && wanted.by == asked->by &&
                wanted.shared == asked->shared &&
                wanted.series == asked->series &&
                wanted.filter.series == asked->filter.series &&
                wanted.filter.groups == asked->filter.groups;
    if (same || (!wanted.wanted && !asked->wanted))
        return;
    tui->focus.grid = wanted;
    tui_refocus(tui);
}

/* Sorting the dots of all measures into panels. */
#include "command/grid_points.h"

#include "command/model_reply.h"
#include "command/parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Measures of the newest experiment that have estimates. */
static size_t list_measures(const struct session *session, const char *only,
                            const char **names, size_t most)
{
    const struct riffle_experiment *newest = session->sweep;
    size_t n = 0;
    if (!newest && session->n_trials > 0)
        newest = session->trials[session->n_trials - 1];
    if (!newest || only) {
        names[n++] = only; /* points_collect says what is wrong */
        return n;
    }
    for (size_t q = 0; q < riffle_experiment_measures(newest); q++) {
        const struct riffle_measure *measure =
            riffle_experiment_measure(newest, q);
        if (!riffle_measure_kind_of(measure)->actual_only && n < most)
            names[n++] = riffle_measure_name(measure);
    }
    return n;
}

/* Columns that stay: groups or series that are not filtered out. */
static size_t count_columns(const struct grid_points *grid)
{
    const struct points *first = &grid->rows[0];
    bool strategies = grid->by == GRID_STRATEGIES;
    size_t n = strategies ? first->n_groups : first->data.n_series;
    uint32_t off = strategies ? first->filter.groups : first->filter.series;
    size_t left = 0;
    for (size_t i = 0; i < n; i++)
        left += (off >> i & 1) == 0;
    return left;
}

size_t grid_points_item(const struct grid_points *grid, size_t column)
{
    const struct points *first = &grid->rows[0];
    uint32_t off = grid->by == GRID_STRATEGIES ? first->filter.groups
                                               : first->filter.series;
    size_t item = 0;
    for (;; item++)
        if ((off >> item & 1) == 0 && column-- == 0)
            return item;
}

/* The series whose rank correlation is told: the one in focus, or RIF. */
static size_t focus_of(const struct points *points, size_t focus)
{
    for (size_t s = 0; focus == 0 && s < points->data.n_series; s++)
        if (strcmp(points->estimators[s]->name, "rif") == 0)
            return s;
    return focus > 0 && focus <= points->data.n_series ? focus - 1 : 0;
}

/* Copy the dots of one panel; returns how many. */
static size_t fill_panel(struct grid_points *grid, size_t row, size_t column,
                         struct plot_point *points, size_t focus)
{
    const struct points *from = &grid->rows[row];
    bool strategies = grid->by == GRID_STRATEGIES;
    size_t item = grid_points_item(grid, column);
    struct grid_panel *panel =
        &grid->grid.panels[row * grid->grid.columns + column];
    struct riffle_summary summary;
    *panel = (struct grid_panel){.data = from->data};
    panel->data.points = points;
    panel->data.n_points = 0;
    for (size_t i = 0; i < from->data.n_points; i++) {
        const struct plot_point *p = &from->data.points[i];
        if (!p->filtered && (strategies ? p->group : p->series) == item)
            points[panel->data.n_points++] = *p;
    }
    panel->name = strategies ? from->groups[item] : from->names[item];
    points_summary(&panel->data, strategies ? focus : item, &summary);
    panel->rho = summary.spearman;
    return panel->data.n_points;
}

static void fill_panels(struct grid_points *grid, size_t focus)
{
    struct plot_point *next = grid->points;
    size_t used = 0;
    size_t all = 0;
    for (size_t r = 0; r < grid->grid.rows; r++) {
        all += grid->rows[r].data.n_points;
        for (size_t c = 0; c < grid->grid.columns; c++) {
            size_t n = fill_panel(grid, r, c, next, focus);
            next += n;
            used += n;
        }
    }
    grid->grid.filtered = all - used;
}

static enum riffle_status collect_rows(const struct session *session,
                                       const struct grid_choice *choice,
                                       const char *const *names,
                                       struct grid_points *grid,
                                       struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    size_t n = grid->grid.rows;
    grid->grid.rows = 0;
    for (size_t r = 0; status == RIFFLE_OK && r < n; r++) {
        struct points_choice own = choice->points;
        own.measure = names[r];
        status = points_collect(session, &own, &grid->rows[r], err);
        if (status != RIFFLE_OK)
            break;
        grid->grid.rows++;
        points_filter(&grid->rows[r], &choice->filter, own.linear);
        (void)snprintf(grid->row_texts[r], sizeof grid->row_texts[r],
                       "%.64s [%.32s]", grid->rows[r].measure,
                       grid->rows[r].unit);
        grid->row_names[r] = grid->row_texts[r];
    }
    return status;
}

static void describe(const struct session *session,
                     const struct grid_choice *choice, struct grid_points *grid)
{
    struct plot_grid *plot = &grid->grid;
    const struct points *first = &grid->rows[0];
    enum riffle_penalty penalty = riffle_fit_summary(session->fit)->penalty;
    (void)snprintf(grid->title, sizeof grid->title,
                   "%.80s: predicted (up), actual (right) change (penalty %s)",
                   session->data->name, model_penalty_name(penalty));
    plot->title = grid->title;
    plot->row_names = grid->row_names;
    plot->drawing = &first->data;
    plot->shared = choice->shared;
    plot->rho_of = grid->by == GRID_ESTIMATORS
                       ? "each"
                       : first->names[focus_of(first, choice->focus)];
}

static enum riffle_status make_panels(const struct grid_choice *choice,
                                      struct grid_points *grid,
                                      struct riffle_error *err)
{
    struct plot_grid *plot = &grid->grid;
    size_t room = 0;
    plot->columns = count_columns(grid);
    if (plot->columns == 0) {
        (void)riffle_fail(err, RIFFLE_EUSAGE,
                          "none of these strategies is among the sets");
        riffle_hint(err, "name those of the sweep, or leave strategies= out");
        return RIFFLE_EUSAGE;
    }
    for (size_t r = 0; r < plot->rows; r++)
        room += grid->rows[r].data.n_points;
    plot->panels = calloc(plot->rows * plot->columns + 1, sizeof *plot->panels);
    grid->points = calloc(room + 1, sizeof *grid->points);
    if (!plot->panels || !grid->points)
        return riffle_fail_memory(err, room * sizeof *grid->points);
    fill_panels(grid, focus_of(&grid->rows[0], choice->focus));
    return RIFFLE_OK;
}

enum riffle_status grid_points_collect(const struct session *session,
                                       const struct grid_choice *choice,
                                       struct grid_points *grid,
                                       struct riffle_error *err)
{
    enum { MOST_ROWS = 16 };
    const char *names[MOST_ROWS];
    *grid = (struct grid_points){.by = choice->by};
    grid->grid.rows =
        list_measures(session, choice->points.measure, names, MOST_ROWS);
    grid->rows = calloc(MOST_ROWS, sizeof *grid->rows);
    grid->row_texts = calloc(MOST_ROWS, sizeof *grid->row_texts);
    grid->row_names = calloc(MOST_ROWS, sizeof *grid->row_names);
    enum riffle_status status = RIFFLE_OK;
    if (!grid->rows || !grid->row_texts || !grid->row_names) {
        grid->grid.rows = 0;
        status = riffle_fail_memory(err, MOST_ROWS * sizeof *grid->rows);
    }
    if (status == RIFFLE_OK)
        status = collect_rows(session, choice, names, grid, err);
    if (status == RIFFLE_OK)
        status = make_panels(choice, grid, err);
    if (status == RIFFLE_OK)
        describe(session, choice, grid);
    else
        grid_points_clear(grid);
    return status;
}

void grid_points_clear(struct grid_points *grid)
{
    for (size_t r = 0; r < grid->grid.rows; r++)
        points_clear(&grid->rows[r]);
    free(grid->rows);
    free(grid->row_texts);
    free(grid->row_names);
    free(grid->grid.panels);
    free(grid->points);
    *grid = (struct grid_points){0};
}

/* The session's effects as small multiples: measures down, and across. */
#ifndef COMMAND_GRID_POINTS_H
#define COMMAND_GRID_POINTS_H

#include "command/points.h"
#include "plot/grid.h"

/* What the columns are, in the order of GRID_BY. */
enum grid_by { GRID_STRATEGIES, GRID_ESTIMATORS };
#define GRID_BY "strategies|estimators"

/* A grid together with what it borrows. */
struct grid_points {
    struct plot_grid grid;
    struct points *rows; /* grid.rows of them: one for each measure */
    char (*row_texts)[2 * POINTS_GROUP];
    const char **row_names;
    struct plot_point *points; /* of all panels */
    enum grid_by by;
    char title[160];
};

struct grid_choice {
    struct points_choice points; /* a measure: that row alone */
    struct points_filter filter; /* columns that are not wanted */
    enum grid_by by;
    bool shared;
    size_t focus; /* whose rank correlation: 1 + a series; 0: RIF's */
};

/*
 * Uninitialised before; borrows from the session; released by
 * grid_points_clear. Fails as points_collect does.
 */
enum riffle_status
grid_points_collect(const struct session *session,
                    const struct grid_choice *choice, struct grid_points *grid,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;
void grid_points_clear(struct grid_points *grid);

/* The series or the group that a column is about. */
size_t grid_points_item(const struct grid_points *grid, size_t column);

#endif

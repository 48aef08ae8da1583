/* A study's panels: small multiples, or one scatter. */
#include "command/study_line.h"

#include "command/plot_draw.h"
#include "plot/grid.h"
#include "plot/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const heads[STUDY_ESTIMATES] = {"IF", "RIF", "NS"};
enum { RIF = 1 };

static void describe(const struct study *study, struct plot_data *data)
{
    *data = (struct plot_data){
        .title = study->title,
        .x_label = study->x_label,
        .y_label = study->y_label,
        .n_series = STUDY_ESTIMATES,
    };
    for (size_t e = 0; e < STUDY_ESTIMATES; e++)
        data->series[e].name = heads[e];
}

/* Legend: how many, how large, how far off. */
static void note_series(const struct study *study, size_t panel, size_t group,
                        struct plot_data *data)
{
    double *values = calloc(2 * study->n_points + 1, sizeof *values);
    for (size_t e = 0; values && e < STUDY_ESTIMATES; e++) {
        struct riffle_summary summary;
        double *predicted = values + study->n_points;
        size_t n = study_pairs(study, panel, group, e, values, predicted);
        riffle_summary_of(values, predicted, n, &summary);
        (void)snprintf(data->series[e].note, sizeof data->series[e].note,
                       "n %zu  slope %.2f  error %#.2g", n, summary.slope,
                       summary.error);
    }
    free(values);
}

enum riffle_status study_plot_data(const struct study *study, size_t panel,
                                   size_t group, struct plot_data *data,
                                   struct riffle_error *err)
{
    describe(study, data);
    note_series(study, panel, group, data);
    size_t room = STUDY_ESTIMATES * study->n_points + 1;
    data->points = calloc(room, sizeof *data->points);
    if (!data->points)
        return riffle_fail_memory(err, room * sizeof *data->points);
    for (size_t i = 0; i < study->n_points; i++) {
        const struct study_point *point = &study->points[i];
        if ((panel != RIFFLE_ANY && point->panel != panel) ||
            (group != RIFFLE_ANY && point->group != group))
            continue;
        for (size_t e = 0; e < STUDY_ESTIMATES; e++)
            data->points[data->n_points++] = (struct plot_point){
                .x = point->actual,
                .y = point->estimates[e],
                .bound = point->bound,
                .series = e,
                .group = point->group,
                .tag = point->tag,
                .state = point->status == RIFFLE_OK ? PLOT_READY : PLOT_FAILED,
            };
    }
    return RIFFLE_OK;
}

static enum riffle_status fill_panel(const struct study *study, size_t panel,
                                     size_t group, struct grid_panel *to,
                                     struct riffle_error *err)
{
    struct riffle_summary summary;
    enum riffle_status status =
        study_plot_data(study, panel, group, &to->data, err);
    double *values = calloc(2 * study->n_points + 1, sizeof *values);
    if (status == RIFFLE_OK && !values)
        status = riffle_fail_memory(err, 2 * study->n_points * sizeof *values);
    if (status == RIFFLE_OK) {
        double *predicted = values + study->n_points;
        size_t n = study_pairs(study, panel, group, RIF, values, predicted);
        riffle_summary_of(values, predicted, n, &summary);
        to->rho = summary.spearman;
    }
    free(values);
    return status;
}

/* A row for each measure with a column for each strategy, or one row with a
   column for each value. */
static enum riffle_status fill_grid(const struct study *study,
                                    struct plot_grid *grid,
                                    struct riffle_error *err)
{
    bool strategies = isnan(study->panels[0].value);
    enum riffle_status status = RIFFLE_OK;
    for (size_t i = 0; status == RIFFLE_OK && i < grid->rows * grid->columns;
         i++) {
        size_t row = i / grid->columns;
        size_t column = i % grid->columns;
        struct grid_panel *panel = &grid->panels[i];
        panel->name =
            strategies ? study->groups[column] : study->panels[column].name;
        status = fill_panel(study, strategies ? row : column,
                            strategies ? column : RIFFLE_ANY, panel, err);
    }
    return status;
}

static void clear_grid(struct plot_grid *grid)
{
    for (size_t i = 0; grid->panels && i < grid->rows * grid->columns; i++)
        free(grid->panels[i].data.points);
    free(grid->panels);
    free((void *)grid->row_names);
}

static enum riffle_status draw_grid(const struct study *study,
                                    const struct plot_options *options,
                                    struct canvas *canvas,
                                    struct riffle_error *err)
{
    bool strategies = isnan(study->panels[0].value);
    struct plot_counts counts;
    struct plot_data drawing;
    struct plot_grid grid = {
        .title = study->title,
        .rho_of = heads[RIF],
        .rows = strategies ? study->n_panels : 1,
        .columns = strategies ? study->n_groups : study->n_panels,
        .drawing = &drawing,
    };
    const char **names = calloc(grid.rows + 1, sizeof *names);
    describe(study, &drawing);
    grid.panels = calloc(grid.rows * grid.columns + 1, sizeof *grid.panels);
    grid.row_names = names;
    enum riffle_status status =
        names && grid.panels ? RIFFLE_OK
                             : riffle_fail_memory(err, sizeof *grid.panels);
    for (size_t r = 0; status == RIFFLE_OK && r < grid.rows; r++)
        names[r] = strategies ? study->panels[r].name : "self_loss [nats]";
    if (status == RIFFLE_OK)
        status = fill_grid(study, &grid, err);
    if (status == RIFFLE_OK)
        plot_grid(&grid, options, canvas, &counts);
    clear_grid(&grid);
    return status;
}

static enum riffle_status draw_scatter(const struct study *study,
                                       const struct plot_options *options,
                                       struct canvas *canvas,
                                       struct riffle_error *err)
{
    struct plot_counts counts;
    struct plot_data data;
    enum riffle_status status =
        study_plot_data(study, RIFFLE_ANY, RIFFLE_ANY, &data, err);
    if (status == RIFFLE_OK)
        plot_kind_find("scatter")->draw(&data, options, canvas, &counts);
    free(data.points);
    return status;
}

enum riffle_status study_draw(const struct session *session,
                              const struct study *study, struct reply *reply,
                              struct riffle_error *err)
{
    if (reply->json)
        return RIFFLE_OK;
    const struct plot_options options = plot_default_options(session, reply);
    struct canvas *canvas =
        canvas_new(options.width, options.height, options.unicode);
    if (!canvas)
        return riffle_fail_memory(err, options.width * options.height);
    enum riffle_status status =
        study->n_groups ? draw_grid(study, &options, canvas, err)
                        : draw_scatter(study, &options, canvas, err);
    if (status == RIFFLE_OK)
        reply_canvas(reply, canvas);
    canvas_free(canvas);
    return status;
}

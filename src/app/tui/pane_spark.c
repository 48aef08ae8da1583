/* Beside the plot: running errors, and the strategies that are shown. */
#include "tui/draw.h"

#include "plot/view.h"
#include <math.h>

enum { LEVELS = 8, NAME = 5, MOST = 128 };

/*
 * The error over the first sets that are finished, for each of `n` columns:
 * sum |estimate - actual| / sum |actual|. Returns how many columns there are.
 */
static size_t run_errors(const struct plot_data *data, size_t series, size_t n,
                         double *errors)
{
    size_t all = 0;
    size_t seen = 0;
    double off = 0;
    double size = 0;
    for (size_t i = 0; i < data->n_points; i++)
        all +=
            data->points[i].series == series && point_counts(&data->points[i]);
    size_t columns = all < n ? all : n;
    for (size_t i = 0; i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        if (p->series != series || !point_counts(p))
            continue;
        off += fabs(p->y - p->x);
        size += fabs(p->x);
        errors[seen++ * columns / (all ? all : 1)] = size > 0 ? off / size : 0;
    }
    return columns;
}

static uint32_t level_glyph(double part, bool unicode)
{
    static const char ascii[] = "_.-=+*#%";
    size_t level = (size_t)fmin(part * LEVELS, LEVELS - 1);
    return unicode ? 0x2581U + (uint32_t)level : (uint32_t)ascii[level];
}

void pane_sparks(struct tui *tui, struct canvas *canvas)
{
    double errors[THEME_SERIES][MOST] = {{0}};
    size_t columns[THEME_SERIES] = {0};
    double most = 0;
    const struct points *points = tui->scene->points;
    size_t room = canvas->width > NAME ? canvas->width - NAME : 0;
    room = room < MOST ? room : MOST;
    for (size_t s = 0; s < points->data.n_series; s++) {
        columns[s] = run_errors(&points->data, s, room, errors[s]);
        for (size_t j = 0; j < columns[s]; j++)
            most = fmax(most, errors[s][j]);
    }
    draw_text(canvas, 0, 0, ROLE_TABLE_HEAD, "running error");
    draw_right(canvas, 0, canvas->width, ROLE_DIM, "full: %.2g", most);
    for (size_t s = 0; s < points->data.n_series; s++) {
        enum theme_role role = (enum theme_role)(ROLE_SERIES_1 + s);
        draw_text(canvas, 1 + s, 0, role, "%.4s", points->names[s]);
        for (size_t j = 0; j < columns[s]; j++)
            canvas_put(canvas, 1 + s, NAME + j,
                       level_glyph(most > 0 ? errors[s][j] / most : 0,
                                   canvas->unicode),
                       ROLE_SPARK, CANVAS_NO_TAG);
    }
}

void pane_strategies(struct tui *tui, struct canvas *canvas)
{
    const struct points *points = tui->scene->points;
    size_t shown = 0;
    for (size_t g = 0; g < points->n_groups; g++) {
        bool on = (tui->plot.filter.groups >> g & 1) == 0;
        shown += on;
        draw_text(canvas, 1 + g, 0, on ? ROLE_TEXT : ROLE_DIM, "[%c] %.24s",
                  on ? 'x' : ' ', points->groups[g]);
    }
    draw_text(canvas, 0, 0, ROLE_TABLE_HEAD, "strategy %zu/%zu", shown,
              points->n_groups);
    draw_right(canvas, 0, canvas->width, ROLE_DIM, "T: next alone");
}

/* Beside the plot: the estimators' score, and the set under the crosshair. */
#include "tui/draw.h"

#include <math.h>
#include <stdio.h>

#include "plot/view.h"
#include "tui/crosshair.h"
#include "tui/look.h"

/* Digits that fit a narrow column, "-" for what is not there. */
static void put_score(struct canvas *canvas, size_t row, size_t end,
                      double value, int digits)
{
    if (isfinite(value))
        draw_right(canvas, row, end, ROLE_NUMBER, "%.*f", digits, value);
    else
        draw_right(canvas, row, end, ROLE_MISSING, "-");
}

static uint32_t glyph_of(const struct tui *tui, size_t series)
{
    return theme_glyph(tui->scene->theme, GLYPH_SERIES_1 + series,
                       tui->unicode);
}

static void put_estimator(const struct tui *tui, size_t i, size_t row,
                          struct canvas *canvas)
{
    const struct riffle_summary *summary = &tui->scene->summary[i];
    bool current = i == tui->plot.series;
    bool off = (tui->plot.filter.series >> i & 1) != 0;
    canvas_put(canvas, row, 0, off ? '-' : glyph_of(tui, i),
               (enum theme_role)(ROLE_SERIES_1 + i), CANVAS_NO_TAG);
    draw_text(canvas, row, 2, current ? ROLE_STRONG : ROLE_TEXT, "%s%s",
              tui->scene->points->names[i], current ? " <" : "");
    draw_right(canvas, row, 11, ROLE_NUMBER, "%zu", summary->n);
    put_score(canvas, row, 17, summary->slope, 2);
    put_score(canvas, row, 23, summary->spearman, 2);
    put_score(canvas, row, 29, summary->error, 3);
}

void pane_legend(struct tui *tui, struct canvas *canvas)
{
    const struct scene *scene = tui->scene;
    size_t n = scene->points->data.n_series;
    draw_text(canvas, 0, 0, ROLE_TABLE_HEAD, "%s", scene->measure);
    draw_right(canvas, 0, 29, ROLE_DIM, "%s", scene->unit);
    draw_text(canvas, 1, 2, ROLE_TABLE_HEAD, "       n slope   rho error");
    for (size_t i = 0; i < n; i++)
        put_estimator(tui, i, 2 + i, canvas);
    canvas_put(canvas, 2 + n, 0,
               theme_glyph(scene->theme, GLYPH_IDENTITY, tui->unicode),
               ROLE_PLOT_IDENTITY, CANVAS_NO_TAG);
    draw_text(canvas, 2 + n, 2, ROLE_DIM,
              tui->plot.kind->errors ? "no error" : "predicted = actual");
}

/* Short enough for a narrow column. */
static void put_short(struct canvas *canvas, size_t row, size_t end,
                      double value)
{
    enum { DIGITS = 2 };
    char text[NUMBER_TEXT];
    draw_right(canvas, row, end, isfinite(value) ? ROLE_NUMBER : ROLE_MISSING,
               "%s", number_text(text, value, DIGITS, false));
}

/* "same sign  97% 100%": how often an estimator is on the right side. */
static void put_signs(const struct tui *tui, size_t row, struct canvas *canvas)
{
    const struct plot_data *data = &tui->scene->points->data;
    size_t at = draw_text(canvas, row, 2, ROLE_DIM, "same sign");
    for (size_t s = 0; s < data->n_series; s++) {
        size_t n = 0;
        size_t same = 0;
        for (size_t i = 0; i < data->n_points; i++) {
            const struct plot_point *p = &data->points[i];
            if (p->series != s || p->echo || !point_counts(p) || p->x == 0)
                continue;
            n++;
            same += (p->x > 0) == (p->y > 0) && p->y != 0;
        }
        if (n > 0)
            at =
                draw_text(canvas, row, at, (enum theme_role)(ROLE_SERIES_1 + s),
                          " %4.0f%%", floor(100 * (double)same / (double)n));
        else
            at = draw_text(canvas, row, at, ROLE_MISSING, "     -");
    }
}

/* What the legend has no room for: how far off, and which set most. */
void pane_agreement(struct tui *tui, struct canvas *canvas)
{
    enum { R = 10, MEAN = 18, MAX = 25, SET = 29 };
    const struct scene *scene = tui->scene;
    draw_right(canvas, 0, R, ROLE_TABLE_HEAD, "Pearson");
    draw_right(canvas, 0, MEAN, ROLE_TABLE_HEAD, "mean|e|");
    draw_right(canvas, 0, MAX, ROLE_TABLE_HEAD, "max|e|");
    draw_right(canvas, 0, SET, ROLE_TABLE_HEAD, "set");
    for (size_t i = 0; i < scene->points->data.n_series; i++) {
        const struct riffle_summary *summary = &scene->summary[i];
        canvas_put(canvas, 1 + i, 0, glyph_of(tui, i),
                   (enum theme_role)(ROLE_SERIES_1 + i), CANVAS_NO_TAG);
        draw_text(canvas, 1 + i, 2, ROLE_TEXT, "%.3s", scene->points->names[i]);
        put_score(canvas, 1 + i, R, summary->pearson, 2);
        put_short(canvas, 1 + i, MEAN, summary->mean_absolute_error);
        put_short(canvas, 1 + i, MAX, summary->max_error);
        if (isfinite(summary->max_error))
            draw_right(canvas, 1 + i, SET, ROLE_NUMBER, "%zu", summary->worst);
    }
    put_signs(tui, 1 + scene->points->data.n_series, canvas);
}

/* Four digits and room for what is said of them; or all there are. */
static void put_value(const struct tui *tui, size_t row, enum theme_role role,
                      const struct riffle_effect *effect, struct canvas *canvas)
{
    enum { ALL = 17, END = 19, END_OF_ALL = 29 };
    char text[NUMBER_TEXT];
    if (tui->plot.precise && effect->status == RIFFLE_OK)
        draw_right(canvas, row, END_OF_ALL, role, "%s",
                   number_text(text, effect->value, ALL, true));
    else
        draw_right(canvas, row, END, role, "%s", draw_effect(text, effect));
}

static void put_effects(const struct tui *tui, const struct scene_set *set,
                        size_t row, struct canvas *canvas)
{
    char text[NUMBER_TEXT];
    const struct scene *scene = tui->scene;
    for (size_t i = 0; i < scene->points->data.n_series; i++, row++) {
        const struct riffle_effect *effect = &set->predicted[i];
        bool current = i == tui->plot.series;
        canvas_put(canvas, row, 0, glyph_of(tui, i),
                   (enum theme_role)(ROLE_SERIES_1 + i), CANVAS_NO_TAG);
        draw_text(canvas, row, 2, current ? ROLE_STRONG : ROLE_TEXT, "%s",
                  scene->points->names[i]);
        put_value(tui, row, current ? ROLE_STRONG : ROLE_NUMBER, effect,
                  canvas);
        if (!tui->plot.precise && set->actual.status == RIFFLE_OK &&
            effect->status == RIFFLE_OK && set->actual.value != 0)
            draw_right(canvas, row, 29, ROLE_DIM, "%s%%",
                       number_text(text,
                                   100 * effect->value / set->actual.value, 4,
                                   false));
    }
}

static bool is_certified(const struct riffle_effect *actual)
{
    return actual->bound <= 1e-6 * fabs(actual->value);
}

/* The removal set that marks or commands made, at the bottom. */
static void put_brush(const struct tui *tui, size_t row, struct canvas *canvas)
{
    const struct scene_brush *brush = &tui->scene->brush;
    if (brush->k == 0 || row + 1 >= canvas->height)
        return;
    draw_text(canvas, row, 0, ROLE_TABLE_HEAD, "%s: %zu row%s",
              brush->marked ? "marked" : "selected", brush->k,
              brush->k == 1 ? "" : "s");
    draw_right(canvas, row, 29, ROLE_DIM, "R: retrain");
    draw_brush(tui, row + 1, 0, canvas);
}

/* "here: 3 IF, 1 NS": what shares the dot's cell. */
static void put_company(const struct tui *tui, size_t row,
                        struct canvas *canvas)
{
    size_t counts[THEME_SERIES];
    size_t at = draw_text(canvas, row, 0, ROLE_DIM, "here:");
    look_cell_counts(tui, counts);
    const char *comma = "";
    for (size_t i = 0; i < tui->scene->points->data.n_series; i++) {
        if (counts[i] == 0)
            continue;
        at = draw_text(canvas, row, at, (enum theme_role)(ROLE_SERIES_1 + i),
                       "%s %zu %s", comma, counts[i],
                       tui->scene->points->names[i]);
        comma = ",";
    }
}

void pane_inspector(struct tui *tui, struct canvas *canvas)
{
    const struct scene *scene = tui->scene;
    if (tui->plot.set >= scene->n_sets)
        return;
    const struct scene_set *set = &scene->sets[tui->plot.set];
    draw_text(canvas, 0, 0, ROLE_TABLE_HEAD, "set %zu of %zu", tui->plot.set,
              scene->n_sets);
    size_t here;
    size_t which = look_in_cell(tui, &here);
    if (here > 1)
        draw_right(canvas, 0, 29, ROLE_STRONG, ". %zu of %zu here", which,
                   here);
    else
        draw_right(canvas, 0, 29, ROLE_DIM, "Enter: rows");
    draw_text(canvas, 1, 0, ROLE_TEXT, "%.29s", set->strategy);
    draw_text(canvas, 2, 0, ROLE_TEXT, "%zu row%s, %.2g%% of %zu", set->k,
              set->k == 1 ? "" : "s",
              100 * (double)set->k / (double)scene->n_train, scene->n_train);
    draw_text(canvas, 3, 0, ROLE_STRONG, "actual");
    put_value(tui, 3, ROLE_STRONG, &set->actual, canvas);
    if (!tui->plot.precise)
        draw_right(canvas, 3, 29, ROLE_DIM, "%s", scene->unit);
    put_effects(tui, set, 4, canvas);
    size_t row = 4 + scene->points->data.n_series;
    if (set->actual.status == RIFFLE_OK && is_certified(&set->actual))
        draw_text(canvas, row, 0, ROLE_DIM, "certified to 6 digits");
    else if (set->actual.status == RIFFLE_OK && isfinite(set->actual.bound))
        draw_text(canvas, row, 0, ROLE_MESSAGE_WARN, "actual: +-%.1g at most",
                  set->actual.bound);
    draw_text(canvas, row + 1, 0, ROLE_DIM, "positive: removal raises it");
    if (here > 1)
        put_company(tui, row + 2, canvas);
    put_brush(tui, row + 3, canvas);
}

/* How errors spread: one strip of bars per series, on one error axis. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "plot/bars.h"
#include "plot/chart.h"
#include "plot/kinds.h"
#include "text/utf8.h"

enum { EIGHTHS = 8, COUNT_MARGIN = 5 };

/* Rows [top, top + rows) of the canvas, for one series. */
struct strip {
    size_t series, top, rows;
};

/* Eighths of a row for a bar, at least one for a bin that is not empty. */
static size_t bar_height(size_t count, size_t most, size_t rows)
{
    size_t full = rows * EIGHTHS;
    size_t height = most ? (count * full + most / 2) / most : 0;
    return count && height == 0 ? 1 : height;
}

static uint32_t bar_glyph(size_t eighths, bool unicode)
{
    if (unicode)
        return 0x2580U + (uint32_t)(eighths < EIGHTHS ? eighths : EIGHTHS);
    return eighths > EIGHTHS / 2 ? '#' : '_';
}

static void draw_bars(const struct chart *chart, const struct bars *bars,
                      const struct strip *strip, struct canvas *canvas)
{
    const struct panel *panel = &chart->panel;
    size_t across = panel->width / bars->n;
    for (size_t j = 0; j < panel->width; j++) {
        size_t height = bar_height(bars->count[strip->series][j / across],
                                   bars->most[strip->series], strip->rows);
        for (size_t i = 0; i * EIGHTHS < height; i++)
            canvas_put(canvas, strip->top + strip->rows - 1 - i,
                       panel->left + j,
                       bar_glyph(height - i * EIGHTHS, canvas->unicode),
                       (enum theme_role)(ROLE_SERIES_1 + strip->series),
                       CANVAS_NO_TAG);
    }
}

static void put_tick(const struct panel *panel, size_t row, const char *text,
                     struct canvas *canvas)
{
    size_t n = utf8_columns(text);
    if (n + 2 > panel->left)
        return;
    canvas_text(canvas, row, panel->left - 2 - n, text, ROLE_PLOT_TICK);
    canvas_put(canvas, row, panel->left - 1, canvas->unicode ? 0x2524 : '+',
               ROLE_PLOT_FRAME, CANVAS_NO_TAG);
}

/* Whose strip it is, on the side where the bars are lower. */
static void put_name(const struct chart *chart, const struct bars *bars,
                     const struct strip *strip, struct canvas *canvas)
{
    const struct panel *panel = &chart->panel;
    const char *name = chart->data->series[strip->series].name;
    size_t left = 0;
    size_t right = 0;
    for (size_t b = 0; b < bars->n; b++)
        *(b < bars->n / 2 ? &left : &right) += bars->count[strip->series][b];
    size_t n = utf8_columns(name) + 1;
    size_t column = panel->left + 1;
    if (left > right && panel->width > n)
        column = panel->left + panel->width - n;
    canvas_text(canvas, strip->top, column, name,
                (enum theme_role)(ROLE_SERIES_1 + strip->series));
}

/* Counts at its top and its bottom, or its name where that is one row. */
static void label_strip(const struct chart *chart, const struct bars *bars,
                        const struct strip *strip, struct canvas *canvas)
{
    const struct panel *panel = &chart->panel;
    char most[24];
    snprintf(most, sizeof(most), "%zu", bars->most[strip->series]);
    if (strip->rows == 1) {
        put_tick(panel, strip->top, chart->data->series[strip->series].name,
                 canvas);
        return;
    }
    put_tick(panel, strip->top, most, canvas);
    put_tick(panel, strip->top + strip->rows - 1, "0", canvas);
}

static void draw_strips(const struct chart *chart, const struct bars *bars,
                        struct canvas *canvas)
{
    const struct panel *panel = &chart->panel;
    size_t n = chart->data->n_series;
    for (size_t s = 0; s < n; s++) {
        size_t from = s * panel->height / n;
        size_t rows = (s + 1) * panel->height / n - from;
        size_t gap = rows > 2 ? 1 : 0;
        struct strip strip = {s, panel->top + from + gap, rows - gap};
        if (rows == 0)
            continue;
        if (strip.rows > 1)
            put_name(chart, bars, &strip, canvas);
        draw_bars(chart, bars, &strip, canvas);
        label_strip(chart, bars, &strip, canvas);
    }
}

static void draw_histogram(const struct plot_data *errors,
                           const struct plot_options *options,
                           const struct view *view, struct bars *bars,
                           struct canvas *canvas)
{
    struct plot_data named = *errors;
    struct chart chart = {.data = &named, .options = options};
    struct panel *panel = &chart.panel;
    struct marks marks = {.mode = PLOT_GLYPH};
    char label[96];
    char counted[96];
    chart_layout(&chart, false, canvas);
    chart_place(&chart, COUNT_MARGIN, false, canvas);
    bars_fill(errors, panel->width, bars);
    panel->width = panel->width / bars->n * bars->n;
    panel->x = (struct axis){.low = bars->low,
                             .high = bars->low + (double)bars->n * bars->width};
    panel->y = (struct axis){.low = 0, .high = 1};
    panel_ticks(panel);
    panel->y.ticks = (struct ticks){.n = 0};
    bars_words(bars, label, sizeof(label));
    (void)snprintf(counted, sizeof(counted), "%zu bins of %g", bars->n,
                   bars->width);
    named.x_label = "error = predicted - actual";
    named.y_label = label;
    for (size_t i = 0; i < PLOT_BRIEF; i++) {
        named.brief[i].x = i ? "error" : "predicted - actual";
        named.brief[i].y = i ? counted : label;
    }
    panel_frame(panel, canvas);
    panel_zero_lines(panel, canvas);
    draw_strips(&chart, bars, canvas);
    chart_labels(&chart, canvas);
    chart_legend(&chart, &marks, NULL, 0, canvas);
    if (view_extent(errors, false).y_low > view_extent(errors, false).y_high)
        chart_remark(&chart, "no points yet", canvas);
    chart_counts(view, chart_last_row(&chart), canvas);
}

void plot_histogram(const struct plot_data *data,
                    const struct plot_options *options, struct canvas *canvas,
                    struct plot_counts *counts)
{
    struct plot_data errors = {0};
    struct bars *bars = calloc(1, sizeof(*bars));
    const struct axis all = {.low = -INFINITY, .high = INFINITY};
    struct view view;
    char label[PLOT_LABEL];
    bool ready =
        bars && plot_placed(plot_kind_find("histogram"), data, &errors, label);
    view_count(ready ? &errors : data, &all, &all, &view);
    *counts = view_counts(&view);
    if (!ready)
        canvas_text(canvas, 0, 0, "out of memory", ROLE_MESSAGE_ERROR);
    else if (chart_fits(canvas))
        draw_histogram(&errors, options, &view, bars, canvas);
    else
        chart_too_small(&view, canvas);
    free(errors.points);
    free(bars);
}

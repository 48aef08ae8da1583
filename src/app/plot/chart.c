/* Laying out a chart for the room there is. */
#include "plot/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "text/utf8.h"

enum {
    LEAST_WIDTH = 20,
    LEAST_PANEL = 16, /* columns, for a legend to stand beside */
    LEAST_HEIGHT = 7,
    SIDE_WIDTH = 60,  /* from here on a legend may stand beside */
    SIDE_HEIGHT = 14, /* and from here on there is a lid */
    GAP = 3,          /* between frame and legend */
    AROUND = 7,       /* rows: title, label, frame, frame, ticks, label, n */
    AROUND_TINY = 5,  /* rows: title, frame, ticks, label, counts */
    MARGIN = 8,       /* columns of y labels, before they are known */
    KEY_WIDTH = 24,   /* the longest remark of a legend, with its glyph */
};

bool chart_fits(const struct canvas *canvas)
{
    return canvas->width >= LEAST_WIDTH && canvas->height >= LEAST_HEIGHT;
}

static double aspect_of(const struct plot_options *options)
{
    return options->cell_aspect > 0 ? options->cell_aspect : 2;
}

/* The widest line of a legend beside the panel. */
static size_t side_width(const struct plot_data *data)
{
    size_t width = KEY_WIDTH;
    for (size_t s = 0; s < data->n_series; s++) {
        size_t n = utf8_columns(data->series[s].note) + 2;
        width = n > width ? n : width;
    }
    return width;
}

static size_t minus(size_t a, size_t b)
{
    return a > b ? a - b : 0;
}

/* The side of the square, in rows, that fits into this room. */
static double square_rows(size_t width, size_t height, double aspect)
{
    return fmin((double)height, (double)width / aspect);
}

/* Beside the panel, unless a square panel is larger below its legend. */
static enum chart_legend choose_legend(const struct chart *chart, bool square,
                                       const struct canvas *canvas)
{
    double aspect = aspect_of(chart->options);
    size_t room = minus(canvas->width, MARGIN + GAP);
    size_t rows = minus(canvas->height, AROUND);
    size_t side = minus(room, side_width(chart->data));
    size_t lines = chart->data->n_series + 1;
    if (chart->options->bare)
        return LEGEND_NONE;
    if (canvas->width < SIDE_WIDTH || canvas->height < SIDE_HEIGHT)
        return LEGEND_TITLE;
    if (side < LEAST_PANEL)
        return LEGEND_TOP;
    if (square && square_rows(side, rows, aspect) <
                      square_rows(room, minus(rows, lines), aspect))
        return LEGEND_TOP;
    return LEGEND_SIDE;
}

bool chart_is_tiny(const struct chart *chart)
{
    return chart->legend == LEGEND_TITLE || chart->legend == LEGEND_NONE;
}

void chart_layout(struct chart *chart, bool square, const struct canvas *canvas)
{
    struct panel *panel = &chart->panel;
    chart->legend = choose_legend(chart, square, canvas);
    bool tiny = chart_is_tiny(chart);
    panel->lid = !tiny;
    panel->top = tiny ? 1 : 3;
    panel->height = minus(canvas->height, tiny ? AROUND_TINY : AROUND);
    if (chart->legend == LEGEND_TOP) {
        size_t lines = chart->data->n_series + 1;
        panel->top += lines;
        panel->height = minus(panel->height, lines);
    }
    chart_place(chart, MARGIN, square, canvas);
}

void chart_place(struct chart *chart, size_t margin, bool square,
                 const struct canvas *canvas)
{
    struct panel *panel = &chart->panel;
    double aspect = aspect_of(chart->options);
    panel->left = margin + 1;
    panel->width = minus(canvas->width, margin + 1 + (panel->lid ? 1 : 0));
    if (chart->legend == LEGEND_SIDE)
        panel->width = minus(panel->width, GAP - 1 + side_width(chart->data));
    if (panel->width == 0)
        panel->width = 1;
    if (!square || chart_is_tiny(chart))
        return;
    size_t wanted = (size_t)lround((double)panel->height * aspect);
    if (wanted <= panel->width)
        panel->width = wanted;
    else
        panel->height = (size_t)lround((double)panel->width / aspect);
}

static void put_key(struct canvas *canvas, size_t row, size_t column,
                    const struct chart_key *key)
{
    canvas_put(canvas, row, column, key->glyph, key->role, CANVAS_NO_TAG);
    canvas_lay(canvas, row, column, 1, key->over);
    chart_text(canvas, row, column + 2, key->words, ROLE_PLOT_LABEL);
}

static struct chart_key series_key(const struct chart *chart,
                                   const struct marks *marks, size_t s)
{
    return (struct chart_key){marks_glyph(marks, chart->options, s),
                              (enum theme_role)(ROLE_SERIES_1 + s),
                              chart->data->series[s].name, ROLE_TEXT};
}

static void legend_side(const struct chart *chart, const struct marks *marks,
                        const struct chart_key *keys, size_t n_keys,
                        struct canvas *canvas)
{
    const struct panel *panel = &chart->panel;
    size_t n = chart->data->n_series;
    size_t column = panel->left + panel->width + GAP;
    size_t row = panel->top;
    size_t blank = 3 * n + n_keys <= panel->height ? 1 : 0;
    for (size_t s = 0; s < n; s++) {
        struct chart_key key = series_key(chart, marks, s);
        put_key(canvas, row, column, &key);
        canvas_text(canvas, row++, column + 2, key.words, ROLE_STRONG);
        chart_text(canvas, row++, column + 2, chart->data->series[s].note,
                   ROLE_PLOT_LABEL);
        row += blank;
    }
    for (size_t k = 0; k < n_keys && row < panel->top + panel->height; k++)
        put_key(canvas, row++, column, &keys[k]);
}

static void legend_top(const struct chart *chart, const struct marks *marks,
                       const struct chart_key *keys, size_t n_keys,
                       struct canvas *canvas)
{
    const struct panel *panel = &chart->panel;
    size_t column = panel->left - 1;
    size_t wide = 0;
    for (size_t s = 0; s < chart->data->n_series; s++) {
        size_t w = utf8_columns(chart->data->series[s].name);
        wide = w > wide ? w : wide;
    }
    for (size_t s = 0; s < chart->data->n_series; s++) {
        struct chart_key key = series_key(chart, marks, s);
        put_key(canvas, 1 + s, column, &key);
        canvas_text(canvas, 1 + s, column + 2, key.words, ROLE_STRONG);
        chart_text(canvas, 1 + s, column + 4 + wide,
                   chart->data->series[s].note, ROLE_PLOT_LABEL);
    }
    for (size_t k = 0; k < n_keys && column < canvas->width; k++) {
        put_key(canvas, 1 + chart->data->n_series, column, &keys[k]);
        column += 4 + utf8_columns(keys[k].words);
    }
}

/* At the right end of the title's row. */
static void legend_title(const struct chart *chart, const struct marks *marks,
                         struct canvas *canvas)
{
    size_t width = 0;
    for (size_t s = 0; s < chart->data->n_series; s++)
        width += 4 + utf8_columns(chart->data->series[s].name);
    size_t column = minus(canvas->width, minus(width, 2));
    for (size_t j = minus(column, 2); j < canvas->width; j++)
        canvas_put(canvas, 0, j, ' ', ROLE_TEXT, CANVAS_NO_TAG);
    for (size_t s = 0; s < chart->data->n_series; s++) {
        struct chart_key key = series_key(chart, marks, s);
        put_key(canvas, 0, column, &key);
        column += 4 + utf8_columns(key.words);
    }
}

void chart_legend(const struct chart *chart, const struct marks *marks,
                  const struct chart_key *keys, size_t n_keys,
                  struct canvas *canvas)
{
    switch (chart->legend) {
    case LEGEND_SIDE:
        legend_side(chart, marks, keys, n_keys, canvas);
        break;
    case LEGEND_TOP:
        legend_top(chart, marks, keys, n_keys, canvas);
        break;
    case LEGEND_TITLE:
        legend_title(chart, marks, canvas);
        break;
    case LEGEND_NONE:
        break;
    }
}

void chart_counts(const struct view *view, size_t row, struct canvas *canvas)
{
    char text[256];
    char hidden[128];
    view_hidden(view, hidden, sizeof(hidden));
    view_sentence(view, false, text, sizeof(text));
    if (utf8_columns(text) + utf8_columns(hidden) >= canvas->width)
        view_sentence(view, true, text, sizeof(text));
    chart_text(canvas, row, 0, text, ROLE_DIM);
    chart_text(canvas, row, utf8_columns(text) + 1, hidden, ROLE_PLOT_HIDDEN);
}

void chart_too_small(const struct view *view, struct canvas *canvas)
{
    char text[64];
    snprintf(text, sizeof(text), "a plot needs %d x %d cells", LEAST_WIDTH,
             LEAST_HEIGHT);
    chart_text(canvas, 0, 0, text, ROLE_MESSAGE_WARN);
    chart_counts(view, 1, canvas);
}

size_t chart_last_row(const struct chart *chart)
{
    return chart->panel.top + chart->panel.height + 3;
}

void chart_remark(const struct chart *chart, const char *words,
                  struct canvas *canvas)
{
    const struct panel *panel = &chart->panel;
    canvas_text(canvas, panel->top + panel->height / 2,
                panel->left + minus(panel->width, utf8_columns(words)) / 2,
                words, ROLE_STRONG);
}

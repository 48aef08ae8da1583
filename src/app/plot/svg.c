/* Whole plots as pictures. */
#include "plot/svg_draw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/bars.h"
#include "plot/chart.h"
#include "plot/kinds.h"
#include "plot/svg.h"

/* Pixels. */
enum { WIDTH = 800, HEIGHT = 560, LEFT = 90, TOP = 70, SIDE = 420 };
enum { LEGEND = LEFT + SIDE + 30, APART = 70 };
/* Of a panel of small multiples, and around it. */
enum { PANEL = 170, PANEL_LEFT = 56, PANEL_TOP = 26, PANEL_BELOW = 30 };
enum { HEADING = 22, MARGIN = 20, GRID_TOP = 50, GRID_BELOW = 60 };

static struct svg picture_of(const struct plot_data *data,
                             const struct plot_options *options, FILE *out)
{
    return (struct svg){.data = data,
                        .options = options,
                        .theme = marks_theme(options),
                        .out = out,
                        .left = LEFT,
                        .top = TOP,
                        .width = SIDE,
                        .height = SIDE};
}

static void put_labels(const struct svg *svg, const char *counts)
{
    char words[256];
    double bottom = svg->top + svg->height;
    const char *title = svg->data->title ? svg->data->title : "";
    svg_text(svg, LEFT, 30, "class=\"title\"", title);
    chart_axis_words(svg->data->x_label, &svg->x, true, words, sizeof(words));
    svg_text(svg, svg->left + svg->width / 2, bottom + 40, "class=\"mid\"",
             words);
    chart_axis_words(svg->data->y_label, &svg->y, true, words, sizeof(words));
    svg_text(svg, svg->left, svg->top - 12, "", words);
    svg_text(svg, LEGEND, bottom + 60, "class=\"end\" opacity=\".7\"", counts);
}

static bool any_doubtful(const struct svg *svg)
{
    for (size_t i = 0; i < svg->data->n_points; i++)
        if (point_doubtful(&svg->data->points[i]) &&
            point_fate(&svg->data->points[i], &svg->x, &svg->y) == POINT_DRAWN)
            return true;
    return false;
}

static void put_keys(const struct svg *svg, double y)
{
    char words[96];
    if (!svg->options->look.plain) {
        svg_line(svg, (double[]){LEGEND - 6, y - 4},
                 (double[]){LEGEND + 8, y - 4}, "identity");
        svg_text(svg, LEGEND + 14, y, "",
                 svg->options->errors ? "exact" : "predicted = actual");
        y += SVG_LINE;
    }
    if (svg->x.linear > 0 || svg->y.linear > 0) {
        (void)snprintf(words, sizeof words, "symlog: linear within \u00b1%g",
                       fmax(svg->x.linear, svg->y.linear));
        svg_text(svg, LEGEND + 14, y, "", words);
        y += SVG_LINE;
    }
    if (any_doubtful(svg))
        svg_text(svg, LEGEND + 14, y, "", "hollow: bound exceeds effect");
}

/* Reference lines that the look asks for. */
static void put_lines(const struct svg *svg)
{
    const struct plot_look *look = &svg->options->look;
    char class[24];
    if (!look->bare)
        svg_zero(svg);
    for (size_t s = 0; look->fit && s < svg->data->n_series; s++) {
        double slope = view_slope(svg->data, s);
        (void)snprintf(class, sizeof class, "h%zu", s + 1);
        if (isfinite(slope) && !svg->options->errors)
            svg_slope(svg, 0, slope, class);
    }
    if (!look->plain)
        svg_slope(svg, 0, svg->options->errors ? 0 : 1, "identity");
}

static void points_picture(const struct plot_data *data,
                           const struct plot_options *options, FILE *out)
{
    struct svg svg = picture_of(data, options, out);
    struct view view;
    char counts[256];
    view_axes(data, options, (double)SIDE / APART, &svg.x, &svg.y);
    view_count(data, &svg.x, &svg.y, &view);
    view_sentence(&view, false, counts, sizeof(counts));
    svg_open(&svg, WIDTH, HEIGHT, data->title ? data->title : "", counts);
    svg_axes(&svg, APART);
    put_labels(&svg, counts);
    put_lines(&svg);
    svg_points(&svg);
    put_keys(&svg, svg_legend(&svg, LEGEND, TOP + 10));
    svg_close(&svg);
}

static void put_bar(const struct svg *svg, const struct bars *bars, size_t s,
                    size_t b)
{
    double from = bars->low + (double)b * bars->width;
    double y = svg_y(svg, (double)bars->count[s][b]);
    fprintf(svg->out,
            "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" "
            "class=\"s%zu\"><title>",
            svg_x(svg, from), y,
            svg_x(svg, from + bars->width) - svg_x(svg, from),
            svg->top + svg->height - y, s + 1);
    svg_escaped(svg->data->series[s].name, svg->out);
    fprintf(svg->out, ": %zu errors from %g</title></rect>\n",
            bars->count[s][b], from);
}

/* A strip of bars for each series, all on one axis of errors. */
static void bars_picture(const struct plot_data *errors,
                         const struct plot_options *options,
                         const struct bars *bars, FILE *out)
{
    struct svg svg = picture_of(errors, options, out);
    const struct axis all = {.low = -INFINITY, .high = INFINITY};
    double strip =
        (double)SIDE / (double)(errors->n_series + !errors->n_series);
    struct view view;
    char counts[256];
    view_count(errors, &all, &all, &view);
    view_sentence(&view, false, counts, sizeof(counts));
    svg_open(&svg, WIDTH, HEIGHT, errors->title ? errors->title : "", counts);
    svg.x = (struct axis){.low = bars->low,
                          .high = bars->low + (double)bars->n * bars->width};
    for (size_t s = 0; s < errors->n_series; s++) {
        svg.top = TOP + (double)s * strip + 8;
        svg.height = strip - 8;
        svg.y = (struct axis){.low = 0, .high = (double)(bars->most[s] + 1)};
        axis_ticks(&svg.x, (double)SIDE / APART);
        svg_zero(&svg);
        for (size_t b = 0; b < bars->n; b++)
            if (bars->count[s][b] > 0)
                put_bar(&svg, bars, s, b);
    }
    svg.top = TOP;
    svg.height = SIDE;
    svg.y = (struct axis){0};
    svg_axes(&svg, APART);
    put_labels(&svg, counts);
    (void)svg_legend(&svg, LEGEND, TOP + 10);
    svg_close(&svg);
}

static void write_bars(const struct plot_data *errors,
                       const struct plot_options *options, FILE *out)
{
    enum { BINS = 100 };
    struct bars *bars = calloc(1, sizeof *bars);
    struct plot_data named = *errors;
    char label[96];
    if (!bars)
        return;
    bars_fill(errors, BINS, bars);
    bars_words(bars, label, sizeof label);
    named.x_label = "error = predicted - actual";
    named.y_label = label;
    bars_picture(&named, options, bars, out);
    free(bars);
}

void plot_svg(const struct plot_kind *kind, const struct plot_data *data,
              const struct plot_options *options, FILE *out)
{
    struct plot_options own = *options;
    struct plot_data errors;
    char label[PLOT_LABEL];
    own.errors = kind->errors;
    if (!kind->errors) {
        points_picture(data, options, out);
        return;
    }
    own.equal = false;
    if (!plot_placed(kind, data, &errors, label))
        return;
    if (kind->whole)
        write_bars(&errors, &own, out);
    else
        points_picture(&errors, &own, out);
    free(errors.points);
}

static void put_panel(const struct plot_grid *grid, size_t index,
                      const struct plot_options *options, FILE *out)
{
    const struct grid_panel *panel = &grid->panels[index];
    struct svg svg = picture_of(&panel->data, options, out);
    char words[128];
    size_t row = index / grid->columns;
    size_t column = index % grid->columns;
    svg.left = PANEL_LEFT + (double)column * (PANEL + PANEL_LEFT);
    svg.top = GRID_TOP + HEADING + PANEL_TOP +
              (double)row * (PANEL + HEADING + PANEL_TOP + PANEL_BELOW);
    svg.width = svg.height = PANEL;
    svg.x = panel->panel.x;
    svg.y = panel->panel.y;
    svg_axes(&svg, APART);
    put_lines(&svg);
    svg_points(&svg);
    (void)snprintf(words, sizeof words, "%.40s", panel->name);
    svg_text(&svg, svg.left, svg.top - 8, "class=\"name\"", words);
    (void)snprintf(words, sizeof words, "rho %.2f", panel->rho);
    if (isfinite(panel->rho))
        svg_text(&svg, svg.left + PANEL, svg.top - 8, "class=\"end\"", words);
    if (panel->counts.hidden) {
        (void)snprintf(words, sizeof words, "%zu hidden", panel->counts.hidden);
        svg_text(&svg, svg.left + PANEL, svg.top + 14, "class=\"end name\"",
                 words);
    }
    if (column == 0)
        svg_text(&svg, MARGIN, svg.top - PANEL_TOP - 4, "class=\"title\"",
                 grid->row_names[row]);
}

void plot_svg_grid(const struct plot_grid *grid,
                   const struct plot_options *options,
                   const struct plot_counts *counts, FILE *out)
{
    struct svg svg = picture_of(grid->drawing, options, out);
    struct view view = view_of(counts);
    char words[256];
    size_t width = grid->columns * (PANEL + PANEL_LEFT) + MARGIN;
    size_t bottom =
        GRID_TOP + grid->rows * (PANEL + HEADING + PANEL_TOP + PANEL_BELOW);
    width = width > WIDTH / 2 ? width : WIDTH / 2;
    view_sentence(&view, false, words, sizeof words);
    svg_open(&svg, width,
             bottom + GRID_BELOW +
                 (size_t)(2.5 * SVG_LINE) * grid->drawing->n_series,
             grid->title, words);
    svg_text(&svg, MARGIN, 30, "class=\"title\"", grid->title);
    for (size_t i = 0; i < grid->rows * grid->columns; i++)
        put_panel(grid, i, options, out);
    double y = svg_legend(&svg, MARGIN + 6, (double)bottom + 20);
    svg_text(&svg, MARGIN, y - 10, "opacity=\".7\"", words);
    svg_close(&svg);
}

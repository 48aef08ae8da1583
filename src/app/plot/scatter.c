/* Predicted against actual, with the line where they agree. */
#include "plot/chart.h"
#include "plot/kinds.h"

enum { MOST_KEYS = 5 };

/* The smaller of what both axes may take, in ticks. */
static double tick_target(const struct panel *panel)
{
    return (double)panel->height / 4;
}

static size_t list_keys(const struct chart *chart, const struct marks *marks,
                        enum scatter_reference reference,
                        struct chart_key keys[MOST_KEYS])
{
    const struct plot_options *options = chart->options;
    const struct theme *theme = marks_theme(options);
    const struct panel *panel = &chart->panel;
    size_t n = 0;
    keys[n++] =
        (struct chart_key){theme_glyph(theme, GLYPH_IDENTITY, options->unicode),
                           ROLE_PLOT_IDENTITY, "predicted = actual"};
    if (marks->doubtful)
        keys[n++] = (struct chart_key){
            theme_glyph(theme, GLYPH_HOLLOW_1, options->unicode), ROLE_TEXT,
            "bound exceeds effect"};
    if (marks->mode == MARKS_DENSITY)
        keys[n++] = (struct chart_key){marks_shade(0, options->unicode),
                                       ROLE_TEXT, "one point; darker: more"};
    if (marks->shared)
        keys[n++] =
            (struct chart_key){' ', ROLE_TEXT, "a cell shows its main series"};
    if (reference == REFERENCE_IDENTITY &&
        (panel->x.low != panel->y.low || panel->x.high != panel->y.high))
        keys[n++] = (struct chart_key){'!', ROLE_PLOT_HIDDEN,
                                       "x and y differ in scale"};
    return n;
}

static void draw_panel(const struct chart *chart,
                       enum scatter_reference reference, struct canvas *canvas)
{
    const struct panel *panel = &chart->panel;
    uint32_t glyph = theme_glyph(marks_theme(chart->options), GLYPH_IDENTITY,
                                 canvas->unicode);
    panel_frame(panel, canvas);
    panel_zero_lines(panel, canvas);
    if (reference == REFERENCE_IDENTITY)
        panel_identity(panel, glyph, canvas);
    else
        panel_level(panel, glyph, canvas);
}

void scatter_points(const struct plot_data *data,
                    const struct plot_options *options,
                    enum scatter_reference reference, struct canvas *canvas,
                    struct plot_counts *counts)
{
    struct chart chart = {.data = data, .options = options};
    struct panel *panel = &chart.panel;
    struct marks marks;
    struct view view;
    struct chart_key keys[MOST_KEYS];
    chart_layout(&chart, options->equal, canvas);
    view_axes(data, options, tick_target(panel), &panel->x, &panel->y);
    panel_ticks(panel);
    chart_place(&chart, panel_margin(panel), options->equal, canvas);
    panel_ticks(panel);
    view_count(data, &panel->x, &panel->y, &view);
    *counts = view_counts(&view);
    if (options->panel)
        *options->panel = chart_fits(canvas) ? *panel : (struct panel){0};
    if (!chart_fits(canvas)) {
        chart_too_small(&view, canvas);
        return;
    }
    draw_panel(&chart, reference, canvas);
    if (!marks_draw(data, options, panel, canvas, &marks))
        chart_remark(&chart, "out of memory", canvas);
    else if (counts->drawn + counts->hidden == 0)
        chart_remark(&chart, "no points yet", canvas);
    chart_labels(&chart, canvas);
    chart_legend(&chart, &marks, keys,
                 list_keys(&chart, &marks, reference, keys), canvas);
    chart_counts(&view, chart_last_row(&chart), canvas);
}

void plot_scatter(const struct plot_data *data,
                  const struct plot_options *options, struct canvas *canvas,
                  struct plot_counts *counts)
{
    struct plot_options own = *options;
    own.equal = options->equal || options->low < options->high;
    scatter_points(data, &own, REFERENCE_IDENTITY, canvas, counts);
}

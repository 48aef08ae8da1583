/* Predicted against actual, with the line where they agree. */
#include <math.h>
#include <stdio.h>

#include "plot/chart.h"
#include "plot/kinds.h"

enum { MOST_KEYS = 8, WORDS = 96 };

/* What is drawn below the points, and told in the legend. */
struct ground {
    enum scatter_reference reference;
    double band; /* mean size of the errors; NaN: no band */
    char band_words[WORDS];
    char linear_words[WORDS];
};

/* The smaller of what both axes may take, in ticks. */
static double tick_target(const struct panel *panel)
{
    return (double)panel->height / 4;
}

static uint32_t dash(const struct canvas *canvas)
{
    return canvas->unicode ? 0x254C : '~';
}

static bool is_symlog(const struct panel *panel)
{
    return panel->x.linear > 0 || panel->y.linear > 0;
}

/* A step to the right is as long as one up; windows may lie elsewhere. */
static bool is_one_scale(const struct panel *panel)
{
    double x = panel->x.high - panel->x.low;
    double y = panel->y.high - panel->y.low;
    return axis_same(&panel->x, &panel->y) ||
           (!is_symlog(panel) && fabs(x - y) <= 1e-9 * x);
}

static void add_key(struct chart_key keys[MOST_KEYS], size_t *n, uint32_t glyph,
                    enum theme_role role, const char *words)
{
    if (*n < MOST_KEYS)
        keys[(*n)++] = (struct chart_key){glyph, role, words, ROLE_TEXT};
}

/* Remarks on the lines. */
static size_t list_lines(const struct chart *chart, const struct ground *ground,
                         const struct canvas *canvas,
                         struct chart_key keys[MOST_KEYS])
{
    const struct plot_look *look = &chart->options->look;
    bool identity = ground->reference == REFERENCE_IDENTITY;
    size_t n = 0;
    if (!look->plain)
        add_key(keys, &n,
                theme_glyph(marks_theme(chart->options), GLYPH_IDENTITY,
                            canvas->unicode),
                ROLE_PLOT_IDENTITY, identity ? "predicted = actual" : "exact");
    if (ground->band > 0)
        add_key(keys, &n, dash(canvas), ROLE_PLOT_IDENTITY, ground->band_words);
    if (look->fit && identity)
        add_key(keys, &n, dash(canvas), ROLE_TEXT, "slope through 0");
    return n;
}

static size_t list_keys(const struct chart *chart, const struct marks *marks,
                        const struct ground *ground,
                        const struct canvas *canvas,
                        struct chart_key keys[MOST_KEYS])
{
    const struct plot_options *options = chart->options;
    const struct panel *panel = &chart->panel;
    size_t n = list_lines(chart, ground, canvas, keys);
    if (marks->doubtful)
        add_key(
            keys, &n,
            theme_glyph(marks_theme(options), GLYPH_HOLLOW_1, options->unicode),
            ROLE_TEXT, "bound exceeds effect");
    if (marks->mode == PLOT_DENSITY)
        add_key(keys, &n, marks_shade(0, options->unicode), ROLE_TEXT,
                "1 point; darker: more");
    if (marks->shared) {
        bool glyph = marks->mode == PLOT_GLYPH;
        add_key(keys, &n, glyph ? marks_glyph(marks, options, 0) : ' ',
                ROLE_SERIES_1, "cell of several series");
        keys[n - 1].over = glyph ? ROLE_PLOT_MIXED : ROLE_TEXT;
    }
    if (is_symlog(panel))
        add_key(keys, &n, ' ', ROLE_TEXT, ground->linear_words);
    if (ground->reference == REFERENCE_IDENTITY && !is_one_scale(panel))
        add_key(keys, &n, '!', ROLE_PLOT_HIDDEN, "x, y differ in scale");
    return n;
}

/* Each series' least-squares line through the origin. */
static void draw_fits(const struct chart *chart, struct canvas *canvas)
{
    const struct plot_data *data = chart->data;
    for (size_t s = 0; s < data->n_series; s++) {
        struct panel_line line = {0, view_slope(data, s), dash(canvas),
                                  (enum theme_role)(ROLE_SERIES_1 + s)};
        if (isfinite(line.slope))
            panel_line(&chart->panel, &line, canvas);
    }
}

static void draw_band(const struct chart *chart, const struct ground *ground,
                      struct canvas *canvas)
{
    const struct panel *panel = &chart->panel;
    struct panel_line line = {ground->band, 0, dash(canvas),
                              ROLE_PLOT_IDENTITY};
    panel_line(panel, &line, canvas);
    line.height = -ground->band;
    panel_line(panel, &line, canvas);
}

static void draw_panel(const struct chart *chart, const struct ground *ground,
                       struct canvas *canvas)
{
    const struct panel *panel = &chart->panel;
    const struct plot_look *look = &chart->options->look;
    const struct panel_line level = {0, 0,
                                     theme_glyph(marks_theme(chart->options),
                                                 GLYPH_IDENTITY,
                                                 canvas->unicode),
                                     ROLE_PLOT_IDENTITY};
    panel_frame(panel, canvas);
    if (!look->bare)
        panel_zero_lines(panel, canvas);
    if (look->fit && ground->reference == REFERENCE_IDENTITY)
        draw_fits(chart, canvas);
    if (ground->band > 0)
        draw_band(chart, ground, canvas);
    if (look->plain)
        return;
    if (ground->reference == REFERENCE_IDENTITY)
        panel_identity(panel, level.glyph, canvas);
    else
        panel_line(panel, &level, canvas);
}

/* Of the series in focus, or of all that is in the picture. */
static void measure_ground(const struct plot_data *data,
                           const struct plot_options *options,
                           struct ground *ground)
{
    size_t only = options->focus ? options->focus - 1 : PLOT_ALL;
    ground->band = (double)NAN;
    if (ground->reference != REFERENCE_LEVEL)
        return;
    ground->band = view_mean_size(data, only);
    (void)snprintf(ground->band_words, WORDS, "%s%smean |error| %.2g",
                   only < data->n_series ? data->series[only].name : "",
                   only < data->n_series ? " " : "", ground->band);
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
    struct ground ground = {.reference = reference};
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
    measure_ground(data, options, &ground);
    (void)snprintf(ground.linear_words, WORDS, "linear within +-%g",
                   fmax(panel->x.linear, panel->y.linear));
    draw_panel(&chart, &ground, canvas);
    if (!marks_draw(data, options, panel, canvas, &marks))
        chart_remark(&chart, "out of memory", canvas);
    else if (counts->drawn + counts->hidden == 0)
        chart_remark(&chart, "no points yet", canvas);
    chart_labels(&chart, canvas);
    chart_legend(&chart, &marks, keys,
                 list_keys(&chart, &marks, &ground, canvas, keys), canvas);
    chart_counts(&view, chart_last_row(&chart), canvas);
}

struct plot_place place_effects(const struct plot_point *point)
{
    return (struct plot_place){point->x, point->y};
}

void plot_scatter(const struct plot_data *data,
                  const struct plot_options *options, struct canvas *canvas,
                  struct plot_counts *counts)
{
    struct plot_options own = *options;
    own.equal = options->equal || options->low < options->high;
    scatter_points(data, &own, REFERENCE_IDENTITY, canvas, counts);
}

void plot_curves(const struct plot_data *data,
                 const struct plot_options *options, struct canvas *canvas,
                 struct plot_counts *counts)
{
    struct plot_options own = *options;
    own.equal = false;
    own.look = (struct plot_look){
        .marks = options->look.marks, .plain = true, .bare = true};
    scatter_points(data, &own, REFERENCE_NONE, canvas, counts);
}

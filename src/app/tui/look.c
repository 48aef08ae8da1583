/* Toggles of the plot: marks, scales, lines, series and strategies. */
#include "tui/look.h"

#include <stdio.h>
#include <string.h>

#include "tui/crosshair.h"

static const char *const mark_words[] = {[PLOT_AUTO] = "auto",
                                         [PLOT_GLYPH] = "glyph",
                                         [PLOT_BRAILLE] = "braille",
                                         [PLOT_BLOCK] = "block",
                                         [PLOT_DENSITY] = "density"};

/* Other ranges are wanted: the window is none of them. */
static void fit_anew(struct tui *tui)
{
    tui->plot.zoomed = tui->plot.cornered = false;
}

void look_marks(struct tui *tui)
{
    struct plot_look *look = &tui->plot.look;
    look->marks = (enum plot_marks)((look->marks + 1) % (PLOT_DENSITY + 1));
    while (!tui->unicode &&
           (look->marks == PLOT_BRAILLE || look->marks == PLOT_BLOCK))
        look->marks = (enum plot_marks)(look->marks + 1);
    tui_say(tui, ROLE_MESSAGE_INFO, "marks: %s", mark_words[look->marks]);
}

void look_density(struct tui *tui)
{
    struct plot_look *look = &tui->plot.look;
    look->marks = look->marks == PLOT_DENSITY ? PLOT_AUTO : PLOT_DENSITY;
}

void look_digits(struct tui *tui)
{
    tui->plot.precise = !tui->plot.precise;
}

static void swap_scale(struct tui *tui, enum plot_scale *scale)
{
    *scale = *scale == PLOT_SYMLOG ? PLOT_LINEAR : PLOT_SYMLOG;
    fit_anew(tui);
}

void look_x_scale(struct tui *tui)
{
    swap_scale(tui, &tui->plot.look.x_scale);
}

void look_y_scale(struct tui *tui)
{
    swap_scale(tui, &tui->plot.look.y_scale);
}

void look_equal(struct tui *tui)
{
    tui->plot.look.free = !tui->plot.look.free;
    fit_anew(tui);
}

void look_identity(struct tui *tui)
{
    tui->plot.look.plain = !tui->plot.look.plain;
}

void look_zero(struct tui *tui)
{
    tui->plot.look.bare = !tui->plot.look.bare;
}

void look_fit(struct tui *tui)
{
    tui->plot.look.fit = !tui->plot.look.fit;
}

static enum riffle_status read_series(const struct tui *tui,
                                      const struct command_call *call,
                                      uint32_t *all, uint32_t *bit,
                                      struct riffle_error *err)
{
    size_t n = 0;
    if (!tui->scene->has_effects)
        return riffle_fail(err, RIFFLE_EUSAGE, "there are no dots yet");
    enum riffle_status status = call_count(call, "1", &n, err);
    size_t most = tui->scene->points->data.n_series;
    if (status == RIFFLE_OK && (n == 0 || n > most))
        return riffle_fail(err, RIFFLE_EUSAGE, "there are %zu estimators",
                           most);
    *all = (1U << most) - 1;
    *bit = n ? 1U << (n - 1) : 0;
    return status;
}

enum riffle_status look_series(struct tui *tui, const struct command_call *call,
                               struct riffle_error *err)
{
    uint32_t all = 0;
    uint32_t bit = 0;
    enum riffle_status status = read_series(tui, call, &all, &bit, err);
    if (status != RIFFLE_OK)
        return status;
    tui->plot.filter.series ^= bit;
    fit_anew(tui);
    return RIFFLE_OK;
}

enum riffle_status look_solo(struct tui *tui, const struct command_call *call,
                             struct riffle_error *err)
{
    uint32_t all = 0;
    uint32_t bit = 0;
    enum riffle_status status = read_series(tui, call, &all, &bit, err);
    if (status != RIFFLE_OK)
        return status;
    uint32_t *off = &tui->plot.filter.series;
    *off = *off == (all & ~bit) ? 0 : all & ~bit;
    fit_anew(tui);
    return RIFFLE_OK;
}

static uint32_t all_groups(const struct points *points)
{
    return points->n_groups < 32 ? (1U << points->n_groups) - 1 : UINT32_MAX;
}

/* The group that is on alone; n_groups: none is. */
static size_t group_alone(const struct points *points, uint32_t off)
{
    size_t g = 0;
    while (g < points->n_groups && off != (all_groups(points) & ~(1U << g)))
        g++;
    return g;
}

enum riffle_status look_strategy(struct tui *tui,
                                 const struct command_call *call,
                                 struct riffle_error *err)
{
    const char *name = call_word(call, 1);
    const struct points *points = tui->scene->points;
    uint32_t *off = &tui->plot.filter.groups;
    if (!points)
        return riffle_fail(err, RIFFLE_EUSAGE, "there are no dots yet");
    size_t g = 0;
    while (name && g < points->n_groups && strcmp(points->groups[g], name) != 0)
        g++;
    if (name && g == points->n_groups)
        return riffle_fail(err, RIFFLE_EUSAGE, "no set was drawn by `%s'",
                           name);
    size_t next = *off ? group_alone(points, *off) + 1 : 0;
    if (name)
        *off ^= 1U << g;
    else
        *off = next < points->n_groups ? all_groups(points) & ~(1U << next) : 0;
    fit_anew(tui);
    return RIFFLE_OK;
}

static bool same_look(const struct plot_look *a, const struct plot_look *b)
{
    return a->x_scale == b->x_scale && a->y_scale == b->y_scale &&
           a->marks == b->marks && a->free == b->free && a->plain == b->plain &&
           a->bare == b->bare && a->fit == b->fit;
}

/* `set` may have changed what the session keeps. */
static void take_settings(struct tui *tui)
{
    const struct plot_look *kept = &tui->scene->look;
    if (same_look(kept, &tui->plot.kept))
        return;
    tui->plot.look = tui->plot.kept = *kept;
    fit_anew(tui);
}

void look_settle(struct tui *tui)
{
    struct scene *scene = tui->scene;
    struct tui_plot *plot = &tui->plot;
    struct points *points = scene->points;
    take_settings(tui);
    if (plot->filter_run != scene->run)
        plot->filter = (struct points_filter){0};
    plot->filter_run = scene->run;
    if (!points || (points->filter.series == plot->filter.series &&
                    points->filter.groups == plot->filter.groups))
        return;
    points_filter(points, &plot->filter, false);
    for (size_t i = 0; i < points->data.n_series; i++)
        points_summary(&points->data, i, &scene->summary[i]);
}

static void add_badge(char text[LOOK_BADGES], const char *words)
{
    size_t n = strlen(text);
    (void)snprintf(text + n, LOOK_BADGES - n, "%s[%s]", n ? " " : "", words);
}

static void add_filter(const struct tui *tui, char text[LOOK_BADGES])
{
    char words[2 * POINTS_GROUP];
    const struct points *points = tui->scene->points;
    const struct points_filter *filter = &tui->plot.filter;
    size_t alone = group_alone(points, filter->groups);
    if (filter->groups && alone < points->n_groups) {
        (void)snprintf(words, sizeof words, "%s only", points->groups[alone]);
        add_badge(text, words);
    } else if (filter->groups) {
        add_badge(text, "some strategies");
    }
    size_t n = tui->plot.counts.filtered;
    if (filter->series || filter->groups) {
        (void)snprintf(words, sizeof words, "%zu filtered", n);
        add_badge(text, words);
    }
}

void look_badges(const struct tui *tui, char text[LOOK_BADGES])
{
    const struct plot_look *look = &tui->plot.look;
    bool x = look->x_scale == PLOT_SYMLOG;
    bool y = look->y_scale == PLOT_SYMLOG;
    text[0] = '\0';
    if (x || y)
        add_badge(text, x && y ? "symlog" : x ? "x symlog" : "y symlog");
    if (look->free || x != y)
        add_badge(text, "x!=y scale");
    if (look->marks != PLOT_AUTO)
        add_badge(text, mark_words[look->marks]);
    if (tui->scene->points)
        add_filter(tui, text);
}

static bool cell_of(const struct tui *tui, const struct plot_point *point,
                    size_t *at)
{
    const struct panel *panel = &tui->plot.panel;
    size_t column;
    size_t row;
    struct plot_place place = crosshair_place(tui, point);
    if (!crosshair_visible(point) ||
        !axis_cell(&panel->x, place.x, panel->width, &column) ||
        !axis_cell(&panel->y, place.y, panel->height, &row))
        return false;
    *at = row * panel->width + column;
    return true;
}

/* The dot after the crosshair's in its cell, the first behind the last. */
static const struct plot_point *next_in_cell(const struct tui *tui,
                                             size_t *which, size_t *n)
{
    const struct plot_point *dot = crosshair_point(tui);
    const struct plot_data *data = &tui->scene->points->data;
    const struct plot_point *first = NULL;
    const struct plot_point *next = NULL;
    size_t home;
    *n = *which = 0;
    if (!dot || !cell_of(tui, dot, &home))
        return NULL;
    for (size_t i = 0; i < data->n_points; i++) {
        const struct plot_point *p = &data->points[i];
        size_t at;
        if (!cell_of(tui, p, &at) || at != home)
            continue;
        ++*n;
        first = first ? first : p;
        if (*which && !next)
            next = p;
        if (p == dot)
            *which = *n;
    }
    return next ? next : first;
}

size_t look_in_cell(const struct tui *tui, size_t *n)
{
    size_t which;
    (void)next_in_cell(tui, &which, n);
    return which;
}

void look_cell_counts(const struct tui *tui, size_t counts[THEME_SERIES])
{
    size_t home;
    const struct plot_point *dot = crosshair_point(tui);
    const struct plot_data *data = &tui->scene->points->data;
    memset(counts, 0, THEME_SERIES * sizeof *counts);
    if (!dot || !cell_of(tui, dot, &home))
        return;
    for (size_t i = 0; i < data->n_points; i++) {
        size_t at;
        if (cell_of(tui, &data->points[i], &at) && at == home)
            counts[data->points[i].series]++;
    }
}

void look_cell(struct tui *tui)
{
    size_t which;
    size_t n;
    if (!tui->scene->points)
        return;
    const struct plot_point *next = next_in_cell(tui, &which, &n);
    if (next && n > 1)
        crosshair_take(tui, next);
    else
        tui_say(tui, ROLE_DIM, "this dot is alone in its cell");
}

/* The table of removal sets. */
#include "tui/draw.h"

#include <math.h>

#include "tui/find.h"
#include "tui/sets.h"

/* Columns of the table of sets, by where they end. */
enum {
    SET_ID = 5,
    SET_STRATEGY = 7,
    SET_ROWS = 29,
    SET_ACTUAL = 40,
    WIDE = 11
};

/* What a wide table has as well: how far the crosshair's estimator is off, and
 * what became of the set. */
static void put_wide(const struct tui *tui, const struct scene_set *set,
                     size_t row, struct canvas *canvas)
{
    char text[NUMBER_TEXT];
    size_t end = SET_ACTUAL + WIDE * (tui->scene->points->data.n_series + 1);
    size_t series = tui->plot.series < THEME_SERIES ? tui->plot.series : 0;
    const struct riffle_effect *said = &set->predicted[series];
    bool both = set->actual.status == RIFFLE_OK && said->status == RIFFLE_OK;
    if (end < canvas->width)
        draw_right(canvas, row, end, ROLE_NUMBER, "%s",
                   draw_number(text, both ? said->value - set->actual.value
                                          : (double)NAN));
    if (end + WIDE < canvas->width)
        draw_text(canvas, row, end + 2,
                  set->actual.status == RIFFLE_OK ? ROLE_DIM : ROLE_MISSING,
                  "%s", sets_state(set));
}

static void head_wide(const struct tui *tui, struct canvas *canvas)
{
    size_t end = SET_ACTUAL + WIDE * (tui->scene->points->data.n_series + 1);
    size_t series = tui->plot.series < THEME_SERIES ? tui->plot.series : 0;
    if (end < canvas->width)
        draw_right(canvas, 0, end, ROLE_TABLE_HEAD, "%.3s error",
                   tui->scene->points->names[series]);
    if (end + WIDE < canvas->width)
        draw_text(canvas, 0, end + 2, ROLE_TABLE_HEAD, "state");
}

static void head_sets(const struct tui *tui, struct canvas *canvas)
{
    const struct plot_data *data = &tui->scene->points->data;
    draw_right(canvas, 0, SET_ID, ROLE_TABLE_HEAD, "set");
    draw_text(canvas, 0, SET_STRATEGY, ROLE_TABLE_HEAD, "strategy");
    draw_right(canvas, 0, SET_ROWS, ROLE_TABLE_HEAD, "rows");
    draw_right(canvas, 0, SET_ACTUAL, ROLE_TABLE_HEAD, "actual");
    for (size_t i = 0; i < data->n_series; i++)
        draw_right(canvas, 0, SET_ACTUAL + WIDE * (i + 1), ROLE_TABLE_HEAD,
                   "%s", data->series[i].name);
    head_wide(tui, canvas);
}

/* How many, in what order, of what; behind that how to change it. */
static void say_sets(const struct tui *tui, struct canvas *canvas)
{
    static const char keys[] = "; s o sort  f filter";
    if (tui_page(tui) != PAGE_SETS)
        return;
    size_t row = canvas->height - 1;
    size_t at = draw_text(canvas, row, 1, ROLE_TITLE, "%zu", tui->sets.n);
    if (tui->sets.filter[0])
        at = draw_text(canvas, row, at, ROLE_TITLE, " of %zu sets, %.40s",
                       tui->scene->n_sets, tui->sets.filter);
    else
        at = draw_text(canvas, row, at, ROLE_TITLE, " sets");
    at = draw_text(canvas, row, at, ROLE_TEXT, " by %s%s", sets_order_word(tui),
                   tui->sets.reversed ? ", reversed" : "");
    at = draw_text(canvas, row, at, ROLE_DIM, ": change of %s [%s] on removal",
                   tui->scene->measure, tui->scene->unit);
    if (at + sizeof keys <= canvas->width)
        draw_text(canvas, row, at, ROLE_DIM, "%s", keys);
}

static void put_set(const struct tui *tui, size_t s, size_t row,
                    struct canvas *canvas)
{
    char text[NUMBER_TEXT];
    const struct scene_set *set = &tui->scene->sets[s];
    draw_right(canvas, row, SET_ID, ROLE_TABLE_KEY, "%zu", s);
    draw_text(canvas, row, SET_STRATEGY, ROLE_TEXT, "%.15s", set->strategy);
    draw_right(canvas, row, SET_ROWS, ROLE_NUMBER, "%zu", set->k);
    draw_right(canvas, row, SET_ACTUAL,
               set->actual.status == RIFFLE_OK ? ROLE_STRONG : ROLE_MISSING,
               "%s", draw_effect(text, &set->actual));
    for (size_t i = 0; i < tui->scene->points->data.n_series; i++)
        draw_right(canvas, row, SET_ACTUAL + WIDE * (i + 1),
                   (enum theme_role)(ROLE_SERIES_1 + i), "%s",
                   draw_effect(text, &set->predicted[i]));
    put_wide(tui, set, row, canvas);
}

void pane_sets(struct tui *tui, struct canvas *canvas)
{
    const struct scene *scene = tui->scene;
    struct scroll *scroll = &tui->scroll[PAGE_SETS];
    if (!scene->has_effects || canvas->height < 2)
        return;
    size_t line = sets_line(tui, tui->plot.set);
    if (line != SCENE_NONE)
        scroll->at = line;
    size_t foot = tui_page(tui) == PAGE_SETS && canvas->height > 2;
    draw_scroll(scroll, canvas->height - 1 - foot, tui->sets.n);
    head_sets(tui, canvas);
    say_sets(tui, canvas);
    for (size_t i = 0; i < scroll->rows && scroll->top + i < tui->sets.n; i++) {
        put_set(tui, sets_at(tui, scroll->top + i), i + 1, canvas);
        if (find_is_hit(tui, scroll->top + i))
            canvas_lay(canvas, i + 1, 0, canvas->width, ROLE_SEARCH);
        if (scroll->top + i == scroll->at)
            canvas_lay(canvas, i + 1, 0, canvas->width, ROLE_CURSOR);
    }
    if (tui->sets.n == 0)
        draw_text(canvas, 1, 1, ROLE_DIM,
                  "no set is such as `%s'; f and Enter lists all again",
                  tui->sets.filter);
}

/* The table of removal sets, and the table of training rows. */
#include "tui/draw.h"

#include <math.h>
#include <stdio.h>

#include "text/utf8.h"
#include "tui/select.h"
#include "tui/sets.h"

static const char *const sort_words[SORT_COUNT] = {
    [SORT_RESCALED] = "|RIF|",    [SORT_INFLUENCE] = "|IF|",
    [SORT_PROBABILITY] = "p",     [SORT_LOSS] = "loss",
    [SORT_LEVERAGE] = "leverage", [SORT_ROW] = "row",
};

/* Columns of the table of sets, by where they end. */
enum {
    SET_ID = 5,
    SET_STRATEGY = 7,
    SET_ROWS = 29,
    SET_ACTUAL = 40,
    WIDE = 11
};

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
        if (scroll->top + i == scroll->at)
            draw_lit(canvas, i + 1, 0, canvas->width);
    }
    if (tui->sets.n == 0)
        draw_text(canvas, 1, 1, ROLE_DIM,
                  "no set is such as `%s'; f and Enter lists all again",
                  tui->sets.filter);
}

/* Columns of the table of rows, by where they end; the last two if wide. */
enum {
    ROW_ID = 9,
    ROW_LABEL = 11,
    ROW_P = 31,
    ROW_LOSS = 41,
    ROW_LEVERAGE = 52,
    ROW_IF = 64,
    ROW_RIF = 76,
};

static void head_rows(const struct tui *tui, size_t row, struct canvas *canvas)
{
    draw_right(canvas, row, ROW_ID, ROLE_TABLE_HEAD, "row");
    draw_text(canvas, row, ROW_LABEL, ROLE_TABLE_HEAD, "label");
    draw_right(canvas, row, ROW_P, ROLE_TABLE_HEAD, "p(%.10s)",
               tui->scene->classes[1]);
    draw_right(canvas, row, ROW_LOSS, ROLE_TABLE_HEAD, "loss");
    draw_right(canvas, row, ROW_LEVERAGE, ROLE_TABLE_HEAD, "leverage");
    draw_right(canvas, row, ROW_IF, ROLE_TABLE_HEAD, "IF");
    draw_right(canvas, row, ROW_RIF, ROLE_TABLE_HEAD, "RIF");
}

static void put_row(const struct tui *tui, const struct scene_row *item,
                    size_t row, struct canvas *canvas)
{
    char text[NUMBER_TEXT];
    bool marked = select_marked(tui, item->row);
    draw_text(canvas, row, 1, ROLE_STRONG, "%s", marked ? "*" : " ");
    draw_right(canvas, row, ROW_ID, ROLE_TABLE_KEY, "%zu", item->row);
    draw_text(canvas, row, ROW_LABEL, marked ? ROLE_STRONG : ROLE_TEXT, "%.10s",
              tui->scene->classes[item->y]);
    draw_right(canvas, row, ROW_P, ROLE_NUMBER, "%.4f", item->probability);
    draw_right(canvas, row, ROW_LOSS, ROLE_NUMBER, "%s",
               number_text(text, item->loss, 4, false));
    draw_right(canvas, row, ROW_LEVERAGE, ROLE_NUMBER, "%s",
               number_text(text, item->leverage, 4, false));
    draw_right(canvas, row, ROW_IF, ROLE_SERIES_1, "%s",
               draw_number(text, item->influence));
    draw_right(canvas, row, ROW_RIF, (enum theme_role)(ROLE_SERIES_1 + 1), "%s",
               draw_number(text, item->rescaled));
}

/* Which rows, how many, in what order. */
static void say_which(const struct tui *tui, struct canvas *canvas)
{
    const struct scene *scene = tui->scene;
    size_t at = 1;
    if (tui_page(tui) != PAGE_ALL && tui->focus.set < scene->n_sets) {
        const struct scene_set *set = &scene->sets[tui->focus.set];
        at = draw_text(canvas, 0, at, ROLE_TITLE, "set %zu: %s, %zu row%s",
                       tui->focus.set, set->strategy, set->k,
                       set->k == 1 ? "" : "s");
    } else {
        at = draw_text(canvas, 0, at, ROLE_TITLE, "all %zu training rows",
                       scene->n_train);
    }
    if (scene->focus.filter[0])
        at = draw_text(canvas, 0, at + 1, ROLE_STRONG, "%zu with %.30s",
                       scene->n_rows, scene->focus.filter);
    draw_text(canvas, 0, at + 1, ROLE_DIM, "by %s%s",
              sort_words[scene->focus.sort],
              scene->focus.reversed ? ", the other way" : "");
}

/* What their removal does; once some are marked, what that of those does. */
static void say_effect(const struct tui *tui, struct canvas *canvas)
{
    char text[NUMBER_TEXT];
    const struct scene *scene = tui->scene;
    const char *measure = scene->measure[0] ? scene->measure : "the loss";
    size_t at = 1;
    if (tui->n_marked > 0) {
        at =
            draw_text(canvas, 1, at, ROLE_STRONG, "%zu marked:", tui->n_marked);
        at = draw_brush(tui, 1, at + 1, canvas);
        draw_text(canvas, 1, at + 2, ROLE_DIM, "R: retrain  c: choose");
    } else if (tui_page(tui) != PAGE_ALL && tui->focus.set < scene->n_sets) {
        draw_text(canvas, 1, at, ROLE_TEXT, "removing them changes %s by %s %s",
                  measure,
                  draw_effect(text, &scene->sets[tui->focus.set].actual),
                  scene->unit);
    } else {
        draw_text(canvas, 1, at, ROLE_TEXT,
                  "IF, RIF: change of %s when the row is removed", measure);
    }
}

static void say_rows(const struct tui *tui, struct canvas *canvas)
{
    say_which(tui, canvas);
    say_effect(tui, canvas);
}

static const char *why_none(const struct scene *scene)
{
    if (!scene->has_fit)
        return "rows have scores after `fit'";
    if (scene->fault[0])
        return scene->fault;
    return scene->n_unfiltered > 0
               ? "no row is such; f and Enter lists all again"
               : "...";
}

void pane_rows(struct tui *tui, struct canvas *canvas)
{
    enum { HEAD = 3 };
    const struct scene *scene = tui->scene;
    bool strip = tui_page(tui) == PAGE_PLOT;
    enum page page = strip ? PAGE_SET : tui_page(tui);
    struct scroll top = {0};
    struct scroll *scroll = strip ? &top : &tui->scroll[page];
    size_t n = tui_lines(tui, page);
    if (canvas->height <= HEAD)
        return;
    say_rows(tui, canvas);
    head_rows(tui, HEAD - 1, canvas);
    if (n == 0) {
        draw_text(canvas, HEAD, 1, ROLE_DIM, "%s", why_none(scene));
        return;
    }
    draw_scroll(scroll, canvas->height - HEAD, n);
    for (size_t i = 0; i < scroll->rows && scroll->top + i < n; i++) {
        put_row(tui, &scene->rows[scroll->top + i], HEAD + i, canvas);
        if (scroll->top + i == scroll->at && !strip)
            draw_lit(canvas, HEAD + i, 0, canvas->width);
    }
}

/* The table of removal sets, and the table of training rows. */
#include "tui/draw.h"

#include <math.h>
#include <stdio.h>

#include "text/utf8.h"
#include "tui/select.h"

static const char *const sort_words[SORT_COUNT] = {
    [SORT_RESCALED] = "|RIF|",
    [SORT_LOSS] = "loss",
    [SORT_LEVERAGE] = "leverage",
    [SORT_ROW] = "row",
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

static void put_set(const struct tui *tui, size_t s, size_t row,
                    struct canvas *canvas)
{
    char text[DRAW_NUMBER];
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
    scroll->at = tui->plot.set;
    if (tui_page(tui) == PAGE_PLOT)
        scroll->top = scroll->at > canvas->height / 2
                          ? scroll->at - canvas->height / 2
                          : 0;
    draw_scroll(scroll, canvas->height - 1, scene->n_sets);
    head_sets(tui, canvas);
    for (size_t i = 0; i < scroll->rows && scroll->top + i < scene->n_sets;
         i++) {
        size_t s = scroll->top + i;
        put_set(tui, s, i + 1, canvas);
        if (s == tui->plot.set)
            draw_lit(canvas, i + 1, 0, canvas->width);
    }
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
    char text[DRAW_NUMBER];
    bool marked = select_marked(tui, item->row);
    draw_text(canvas, row, 1, ROLE_STRONG, "%s", marked ? "*" : " ");
    draw_right(canvas, row, ROW_ID, ROLE_TABLE_KEY, "%zu", item->row);
    draw_text(canvas, row, ROW_LABEL, marked ? ROLE_STRONG : ROLE_TEXT, "%.10s",
              tui->scene->classes[item->y]);
    draw_right(canvas, row, ROW_P, ROLE_NUMBER, "%.4f", item->probability);
    draw_right(canvas, row, ROW_LOSS, ROLE_NUMBER, "%.4g", item->loss);
    draw_right(canvas, row, ROW_LEVERAGE, ROLE_NUMBER, "%.4g", item->leverage);
    draw_right(canvas, row, ROW_IF, ROLE_SERIES_1, "%s",
               draw_number(text, item->influence));
    draw_right(canvas, row, ROW_RIF, (enum theme_role)(ROLE_SERIES_1 + 1), "%s",
               draw_number(text, item->rescaled));
}

/* What the rows are, in two lines. */
static void say_rows(const struct tui *tui, struct canvas *canvas)
{
    char text[DRAW_NUMBER];
    const struct scene *scene = tui->scene;
    const char *measure = scene->measure[0] ? scene->measure : "the loss";
    size_t at = 1;
    if (tui_page(tui) == PAGE_SET && tui->focus.set < scene->n_sets) {
        const struct scene_set *set = &scene->sets[tui->focus.set];
        at = draw_text(canvas, 0, at, ROLE_TITLE, "set %zu: %s, %zu row%s",
                       tui->focus.set, set->strategy, set->k,
                       set->k == 1 ? "" : "s");
        draw_text(canvas, 1, 1, ROLE_TEXT, "removing them changes %s by %s %s",
                  measure, draw_effect(text, &set->actual), scene->unit);
    } else {
        at = draw_text(canvas, 0, at, ROLE_TITLE, "all %zu training rows",
                       scene->n_train);
        draw_text(canvas, 1, 1, ROLE_TEXT,
                  "IF, RIF: change of %s when the row is removed", measure);
    }
    at = draw_text(canvas, 0, at + 1, ROLE_DIM, "by %s",
                   sort_words[scene->focus.sort]);
    if (tui->n_marked)
        draw_text(canvas, 0, at + 2, ROLE_STRONG, "%zu marked: c chooses them",
                  tui->n_marked);
}

void pane_rows(struct tui *tui, struct canvas *canvas)
{
    enum { HEAD = 3 };
    const struct scene *scene = tui->scene;
    struct scroll *scroll = &tui->scroll[tui_page(tui)];
    size_t n = tui_lines(tui, tui_page(tui));
    if (canvas->height <= HEAD)
        return;
    say_rows(tui, canvas);
    head_rows(tui, HEAD - 1, canvas);
    if (n == 0) {
        draw_text(canvas, HEAD, 1, ROLE_DIM, "%s",
                  scene->has_fit ? "..." : "rows have scores after `fit'");
        return;
    }
    draw_scroll(scroll, canvas->height - HEAD, n);
    for (size_t i = 0; i < scroll->rows && scroll->top + i < n; i++) {
        put_row(tui, &scene->rows[scroll->top + i], HEAD + i, canvas);
        if (scroll->top + i == scroll->at)
            draw_lit(canvas, HEAD + i, 0, canvas->width);
    }
}

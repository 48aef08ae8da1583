/* The table of training rows: all of them, or those of a set. */
#include "tui/draw.h"

#include <math.h>
#include <string.h>

#include "text/utf8.h"
#include "tui/find.h"
#include "tui/select.h"

static const char *const sort_words[SORT_COUNT] = {
    [SORT_RESCALED] = "|RIF|",    [SORT_INFLUENCE] = "|IF|",
    [SORT_PROBABILITY] = "p",     [SORT_LOSS] = "loss",
    [SORT_LEVERAGE] = "leverage", [SORT_ROW] = "row",
};

/* Columns of the table, by where they end; the label's by where it begins. */
enum {
    ROW_ID = 8,
    ROW_LABEL = 10,
    ROW_P = 28,
    ROW_LOSS = 38,
    ROW_LEVERAGE = 48,
    ROW_IF = 58,
    ROW_RIF = 69,
    ROW_SUM = 80,
};

/* A sum over all rows, down to one of them, would mean little. */
static bool has_sums(const struct tui *tui, const struct canvas *canvas)
{
    return tui_page(tui) != PAGE_ALL && canvas->width >= ROW_SUM;
}

static void head_rows(const struct tui *tui, size_t row, struct canvas *canvas)
{
    const char *name = tui->scene->classes[1];
    bool whole = utf8_columns(name) <= 7;
    draw_right(canvas, row, ROW_ID, ROLE_TABLE_HEAD, "row");
    draw_text(canvas, row, ROW_LABEL, ROLE_TABLE_HEAD, "label");
    draw_right(canvas, row, ROW_P, ROLE_TABLE_HEAD, "p(%.*s%s)", whole ? 7 : 6,
               name, whole ? "" : ".");
    draw_right(canvas, row, ROW_LOSS, ROLE_TABLE_HEAD, "loss");
    draw_right(canvas, row, ROW_LEVERAGE, ROLE_TABLE_HEAD, "leverage");
    draw_right(canvas, row, ROW_IF, ROLE_TABLE_HEAD, "IF");
    draw_right(canvas, row, ROW_RIF, ROLE_TABLE_HEAD, "RIF");
    if (has_sums(tui, canvas))
        draw_right(canvas, row, ROW_SUM, ROLE_TABLE_HEAD, "RIF summed");
}

static enum theme_role sign_role(double value)
{
    return value > 0   ? ROLE_DIVERGE_POS
           : value < 0 ? ROLE_DIVERGE_NEG
                       : ROLE_DIVERGE_ZERO;
}

static void put_row(const struct tui *tui, const struct scene_row *item,
                    size_t row, struct canvas *canvas)
{
    char text[NUMBER_TEXT];
    bool marked = select_marked(tui, item->row);
    draw_text(canvas, row, 0, ROLE_STRONG, "%s", marked ? "*" : " ");
    draw_right(canvas, row, ROW_ID, ROLE_TABLE_KEY, "%zu", item->row);
    draw_text(canvas, row, ROW_LABEL,
              (enum theme_role)(ROLE_CLASS_0 + (item->y != 0)), "%.10s",
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
    if (has_sums(tui, canvas))
        draw_right(canvas, row, ROW_SUM, sign_role(item->sum), "%s",
                   draw_number(text, item->sum));
    if (marked)
        canvas_lay(canvas, row, 0, canvas->width, ROLE_SELECTION);
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
    at = draw_text(canvas, 0, at + 1, ROLE_DIM, "by %s%s",
                   sort_words[scene->focus.sort],
                   scene->focus.reversed ? ", the other way" : "");
    draw_text(canvas, 0, at, ROLE_DIM, "; IF, RIF of rows: to first order");
}

/* What removing the set does, and what was said beforehand. */
static void put_set_effects(const struct scene *scene,
                            const struct scene_set *set, struct canvas *canvas)
{
    char text[NUMBER_TEXT];
    size_t at =
        draw_text(canvas, 1, 1, ROLE_TEXT, "%s changes by %s %s",
                  scene->measure, draw_effect(text, &set->actual), scene->unit);
    for (size_t i = 0; i < scene->points->data.n_series; i++) {
        const char *name = scene->points->names[i];
        const char *said = draw_effect(text, &set->predicted[i]);
        if (at + strlen(name) + strlen(said) + 4 < canvas->width)
            at = draw_text(canvas, 1, at, (enum theme_role)(ROLE_SERIES_1 + i),
                           "%s %s %s", i ? "," : ":", name, said);
    }
}

/* What their removal does; once some are marked, what that of those does. */
static void say_effect(const struct tui *tui, struct canvas *canvas)
{
    const struct scene *scene = tui->scene;
    const char *measure = scene->measure[0] ? scene->measure : "the loss";
    size_t at = 1;
    if (tui->n_marked > 0) {
        at =
            draw_text(canvas, 1, at, ROLE_STRONG, "%zu marked:", tui->n_marked);
        at = draw_brush(tui, 1, at + 1, canvas);
        draw_text(canvas, 1, at + 2, ROLE_DIM, "R: retrain  c: choose");
    } else if (tui_page(tui) != PAGE_ALL && tui->focus.set < scene->n_sets) {
        put_set_effects(scene, &scene->sets[tui->focus.set], canvas);
    } else {
        draw_text(canvas, 1, at, ROLE_TEXT,
                  "IF, RIF: change of %s when the row is removed", measure);
    }
}

/* Rows of each class, before and after the removal. */
static void say_classes(const struct tui *tui, struct canvas *canvas)
{
    const struct scene *scene = tui->scene;
    const struct scene_classes *labels = &scene->labels;
    double n = (double)(labels->all[0] + labels->all[1]);
    double left = n - (double)(labels->gone[0] + labels->gone[1]);
    size_t at = 1;
    if (tui_page(tui) == PAGE_ALL || !(left > 0))
        return;
    for (size_t c = 0; c < 2; c++)
        at = draw_text(canvas, 2, at, (enum theme_role)(ROLE_CLASS_0 + c),
                       "%s%.14s %zu > %zu", c ? ", " : "", scene->classes[c],
                       labels->all[c], labels->all[c] - labels->gone[c]);
    draw_text(canvas, 2, at, ROLE_TEXT, ": %.14s %.1f%% > %.1f%% of rows",
              scene->classes[1], 100 * (double)labels->all[1] / n,
              100 * (double)(labels->all[1] - labels->gone[1]) / left);
}

static void say_rows(const struct tui *tui, struct canvas *canvas)
{
    say_which(tui, canvas);
    say_effect(tui, canvas);
    say_classes(tui, canvas);
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
    const struct scene *scene = tui->scene;
    bool strip = tui_page(tui) == PAGE_PLOT;
    enum page page = strip ? PAGE_SET : tui_page(tui);
    struct scroll top = {0};
    struct scroll *scroll = strip ? &top : &tui->scroll[page];
    size_t n = tui_lines(tui, page);
    const size_t head = page == PAGE_ALL ? 3 : 4;
    if (canvas->height <= head)
        return;
    say_rows(tui, canvas);
    head_rows(tui, head - 1, canvas);
    if (n == 0) {
        draw_text(canvas, head, 1, ROLE_DIM, "%s", why_none(scene));
        return;
    }
    draw_scroll(scroll, canvas->height - head, n);
    for (size_t i = 0; i < scroll->rows && scroll->top + i < n; i++) {
        put_row(tui, &scene->rows[scroll->top + i], head + i, canvas);
        if (find_is_hit(tui, scroll->top + i) && !strip)
            canvas_lay(canvas, head + i, 0, canvas->width, ROLE_SEARCH);
        if (scroll->top + i == scroll->at && !strip)
            canvas_lay(canvas, head + i, 0, canvas->width, ROLE_CURSOR);
    }
}

/* Brushing: marks on rows, and the removal set that they make. */
#include "tui/select.h"

#include <stdio.h>
#include <stdlib.h>

#include "riffle/limits.h"
#include "tui/crosshair.h"
#include "tui/zoom.h"

void select_forget(struct tui *tui)
{
    free(tui->marks);
    tui->marks = NULL;
    tui->n_marks = 0;
    tui->n_marked = 0;
}

bool select_marked(const struct tui *tui, size_t row)
{
    return row < tui->n_marks && tui->marks[row];
}

/* The thread predicts what removing the marks would do. */
static void tell(const struct tui *tui)
{
    size_t k = 0;
    size_t *rows = calloc(tui->n_marks + 1, sizeof *rows);
    for (size_t i = 0; rows && i < tui->n_marks; i++)
        if (tui->marks[i])
            rows[k++] = i;
    work_mark(tui->work, rows, k);
    free(rows);
}

void select_none(struct tui *tui)
{
    select_forget(tui);
    work_mark(tui->work, NULL, 0);
}

void select_mark(struct tui *tui, size_t row)
{
    if (tui->n_marks != tui->scene->n_train) {
        select_forget(tui);
        tui->marks = calloc(tui->scene->n_train + 1, sizeof *tui->marks);
        tui->n_marks = tui->marks ? tui->scene->n_train : 0;
    }
    if (row >= tui->n_marks)
        return;
    tui->marks[row] = !tui->marks[row];
    tui->n_marked += tui->marks[row] ? 1 : (size_t)-1;
    tell(tui);
}

/* "3-5" or "7", after a comma unless it is the first. */
static void write_run(FILE *out, size_t first, size_t last, bool comma)
{
    fprintf(out, "%s%zu", comma ? "," : "", first);
    if (last > first)
        fprintf(out, "-%zu", last);
}

/* The marked rows as a list of the language, runs of them joined. */
static void write_rows(FILE *out, const bool *marked, size_t n)
{
    bool comma = false;
    for (size_t i = 0; i < n; i++) {
        size_t last = i;
        if (!marked[i])
            continue;
        while (last + 1 < n && marked[last + 1])
            last++;
        write_run(out, i, last, comma);
        comma = true;
        i = last;
    }
}

/* Run `verb` with those of `n` that are marked. */
static void run(struct tui *tui, const char *verb, const bool *marked, size_t n)
{
    char *line = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&line, &size);
    if (!out)
        return;
    fputs(verb, out);
    write_rows(out, marked, n);
    if (fclose(out) == 0 && size < RIFFLE_MAX_LINE)
        tui_run_line(tui, line);
    else
        tui_say(tui, ROLE_MESSAGE_ERROR, "too many rows for one command");
    free(line);
}

static bool has_marks(const struct tui *tui)
{
    return tui->n_marked > 0 && tui->n_marks == tui->scene->n_train;
}

char *select_rows(const struct tui *tui)
{
    char *list = NULL;
    size_t size = 0;
    FILE *out = has_marks(tui) ? open_memstream(&list, &size) : NULL;
    if (!out)
        return NULL;
    write_rows(out, tui->marks, tui->scene->n_train);
    if (fclose(out) == 0)
        return list;
    free(list);
    return NULL;
}

/* The set that is open, or else the one under the crosshair. */
static void take_set(struct tui *tui)
{
    char line[64];
    size_t set = tui_page(tui) == PAGE_SET ? tui->open_set : tui_set(tui);
    (void)snprintf(line, sizeof line, "select sets %zu", set);
    if (set < tui->scene->n_sets && tui_page(tui) != PAGE_ALL)
        tui_run_line(tui, line);
    else
        tui_say(tui, ROLE_MESSAGE_WARN, "mark rows first: Space does");
}

void select_run(struct tui *tui)
{
    if (has_marks(tui)) {
        run(tui, "select rows ", tui->marks, tui->scene->n_train);
        tui_run_line(tui, "view unmark");
    } else {
        take_set(tui);
    }
}

void select_retrain(struct tui *tui)
{
    if (has_marks(tui))
        select_run(tui);
    tui_run_line(tui, "effect");
}

void select_brush(struct tui *tui)
{
    const struct scene *scene = tui->scene;
    struct tui_window box = zoom_boxed(tui);
    bool *inside = calloc(scene->n_sets + 1, sizeof *inside);
    size_t n = 0;
    for (size_t i = 0;
         inside && scene->points && i < scene->points->data.n_points; i++) {
        const struct plot_point *dot = &scene->points->data.points[i];
        if (!crosshair_visible(dot) || dot->tag >= scene->n_sets ||
            !zoom_holds(&box, crosshair_place(tui, dot).x,
                        crosshair_place(tui, dot).y))
            continue;
        inside[dot->tag] = true;
        n++;
    }
    if (tui->plot.cornered)
        tui_run_line(tui, "view back");
    if (n == 0)
        tui_say(tui, ROLE_MESSAGE_WARN, "no retrained set is in the box");
    else
        run(tui, "select sets ", inside, scene->n_sets);
    free(inside);
}

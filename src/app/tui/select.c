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

/* The set whose rows the page lists, as marks; caller owns. */
static bool *marks_of_page(const struct tui *tui)
{
    bool *marks = calloc(tui->scene->n_train + 1, sizeof *marks);
    for (size_t r = 0; marks && r < tui->scene->n_rows; r++)
        marks[tui->scene->rows[r].row] = true;
    return marks;
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

void select_run(struct tui *tui)
{
    bool *marks = NULL;
    if (tui->n_marked > 0 && tui->n_marks == tui->scene->n_train) {
        run(tui, "select rows ", tui->marks, tui->scene->n_train);
        return;
    }
    if (tui_page(tui) == PAGE_SET && tui->scene->focus.set == tui->focus.set)
        marks = marks_of_page(tui);
    if (marks)
        run(tui, "select rows ", marks, tui->scene->n_train);
    else
        tui_say(tui, ROLE_MESSAGE_WARN,
                "mark rows first: Enter opens a set, Space marks");
    free(marks);
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
            !zoom_holds(&box, dot->x, crosshair_height(tui, dot)))
            continue;
        inside[dot->tag] = true;
        n++;
    }
    tui->plot.cornered = false;
    if (n == 0)
        tui_say(tui, ROLE_MESSAGE_WARN, "no retrained set is in the box");
    else
        run(tui, "select sets ", inside, scene->n_sets);
    free(inside);
}

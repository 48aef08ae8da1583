/* Going from page to page. */
#include "tui/acts.h"

#include <stdio.h>

#include "tui/draw.h"
#include "tui/grid.h"

static void open_set(struct tui *tui)
{
    size_t set = tui_set(tui);
    if (set == SCENE_NONE)
        return;
    tui->open_set = set;
    tui->scroll[PAGE_SET] = (struct scroll){0};
    tui_show(tui, PAGE_SET);
}

/* What the row is to the set whose rows are listed. */
static void say_from(struct tui *tui, enum page page, size_t at)
{
    char text[NUMBER_TEXT];
    const struct scene *scene = tui->scene;
    tui->row_from[0] = '\0';
    if (page != PAGE_SET || tui->focus.set >= scene->n_sets)
        return;
    const struct scene_set *set = &scene->sets[tui->focus.set];
    (void)snprintf(tui->row_from, sizeof tui->row_from,
                   "in set %zu (%.40s, %zu row%s): line %zu, RIF %s %s",
                   tui->focus.set, set->strategy, set->k,
                   set->k == 1 ? "" : "s", at + 1,
                   draw_number(text, scene->rows[at].rescaled), scene->unit);
}

/* The row on the cursor's line of the list that `page` is. */
static void open_row(struct tui *tui, enum page page)
{
    char line[64];
    size_t at = tui->scroll[page].at;
    if (at >= tui_lines(tui, page))
        return;
    tui->row_shown = tui->scene->rows[at].row;
    say_from(tui, page, at);
    tui->scroll[PAGE_ROW] = (struct scroll){0};
    text_clear(&tui->row);
    (void)snprintf(line, sizeof line, "inspect %zu", tui->row_shown);
    (void)work_ask(tui->work, line);
    tui_say(tui, ROLE_DIM, "= %s", line);
    tui_show(tui, PAGE_ROW);
}

/* The next row of the list below, or the one before. */
static void step_row(struct tui *tui, bool forward)
{
    enum page list = tui->depth > 1 ? tui->pages[tui->depth - 2] : PAGE_PLOT;
    if (list != PAGE_SET && list != PAGE_ALL)
        return;
    size_t *at = &tui->scroll[list].at;
    if (forward && *at + 1 < tui_lines(tui, list))
        ++*at;
    else if (!forward && *at > 0)
        --*at;
    open_row(tui, list);
}

void act_next_row(struct tui *tui)
{
    step_row(tui, true);
}

void act_previous_row(struct tui *tui)
{
    step_row(tui, false);
}

void act_open(struct tui *tui)
{
    const char *step = tui_next_step(tui);
    if (step) {
        tui_run_line(tui, step);
        return;
    }
    switch (tui_page(tui)) {
    case PAGE_PLOT:
    case PAGE_SETS:
        open_set(tui);
        break;
    case PAGE_GRID:
        grid_open(tui);
        break;
    case PAGE_SET:
    case PAGE_ALL:
        open_row(tui, tui_page(tui));
        break;
    default:
        tui_back(tui);
    }
}

void act_sets(struct tui *tui)
{
    if (tui_page(tui) == PAGE_SETS) {
        tui_back(tui);
        return;
    }
    tui_show(tui, PAGE_SETS);
}

void act_all(struct tui *tui)
{
    tui_show(tui, PAGE_ALL);
}

void act_plot(struct tui *tui)
{
    tui->depth = 1;
}

void act_messages(struct tui *tui)
{
    tui_show(tui, PAGE_MESSAGES);
    act_go_to(tui, tui->messages.n);
}

void act_jobs(struct tui *tui)
{
    tui_show(tui, PAGE_JOBS);
    tui->scroll[PAGE_JOBS] = (struct scroll){0};
}

/* What Tab goes round. */
static const enum page circle[] = {PAGE_PLOT, PAGE_SETS, PAGE_ALL, PAGE_JOBS};
enum { CIRCLE = sizeof circle / sizeof circle[0] };

static void turn(struct tui *tui, size_t by)
{
    size_t at = 0;
    while (at < CIRCLE && circle[at] != tui_page(tui))
        at++;
    tui->depth = 1;
    if (at < CIRCLE && circle[(at + by) % CIRCLE] != PAGE_PLOT)
        tui_show(tui, circle[(at + by) % CIRCLE]);
}

void act_next_page(struct tui *tui)
{
    turn(tui, 1);
}

void act_previous_page(struct tui *tui)
{
    turn(tui, CIRCLE - 1);
}

/* The page; the full screen when it is the first one. */
void act_close(struct tui *tui)
{
    if (tui->depth > 1)
        tui_back(tui);
    else
        tui->leaving = true;
}

/* Moving about: the crosshair on the plot, the cursor in lists. */
#include "tui/acts.h"

#include <string.h>

#include "riffle/limits.h"
#include "tui/crosshair.h"
#include "tui/grid.h"
#include "tui/sets.h"
#include "tui/zoom.h"

static void take_set(struct tui *tui, size_t set)
{
    if (set == SCENE_NONE)
        return;
    tui->plot.set = set;
    tui->plot.chosen = true;
}

void act_go_to(struct tui *tui, size_t at)
{
    enum page page = tui_page(tui);
    size_t lines = tui_lines(tui, page);
    struct scroll *scroll = &tui->scroll[page];
    scroll->at = lines == 0 ? 0 : at < lines ? at : lines - 1;
    if (page == PAGE_SETS)
        take_set(tui, sets_at(tui, scroll->at));
}

void act_up(struct tui *tui)
{
    const struct scroll *scroll = &tui->scroll[tui_page(tui)];
    if (tui_page(tui) == PAGE_GRID)
        grid_move(tui, 0, -1);
    else if (tui_page(tui) == PAGE_PLOT)
        crosshair_move(tui, 0, 1);
    else
        act_go_to(tui, scroll->at > 0 ? scroll->at - 1 : 0);
}

void act_down(struct tui *tui)
{
    if (tui_page(tui) == PAGE_GRID)
        grid_move(tui, 0, 1);
    else if (tui_page(tui) == PAGE_PLOT)
        crosshair_move(tui, 0, -1);
    else
        act_go_to(tui, tui->scroll[tui_page(tui)].at + 1);
}

void act_left(struct tui *tui)
{
    if (tui_page(tui) == PAGE_GRID)
        grid_move(tui, -1, 0);
    else
        crosshair_move(tui, -1, 0);
}

void act_right(struct tui *tui)
{
    if (tui_page(tui) == PAGE_GRID)
        grid_move(tui, 1, 0);
    else
        crosshair_move(tui, 1, 0);
}

void act_next(struct tui *tui)
{
    crosshair_step(tui, true);
}

void act_previous(struct tui *tui)
{
    crosshair_step(tui, false);
}

void act_top(struct tui *tui)
{
    if (tui_page(tui) == PAGE_PLOT)
        crosshair_end(tui, false);
    else
        act_go_to(tui, 0);
}

void act_bottom(struct tui *tui)
{
    if (tui_page(tui) == PAGE_PLOT)
        crosshair_end(tui, true);
    else
        act_go_to(tui, tui_lines(tui, tui_page(tui)));
}

void act_page_up(struct tui *tui)
{
    const struct scroll *scroll = &tui->scroll[tui_page(tui)];
    act_go_to(tui, scroll->at > scroll->rows ? scroll->at - scroll->rows : 0);
}

void act_page_down(struct tui *tui)
{
    const struct scroll *scroll = &tui->scroll[tui_page(tui)];
    act_go_to(tui, scroll->at + (scroll->rows ? scroll->rows : 1));
}

/* The estimator of that name among those shown; the one there is else. */
static size_t series_of(const struct tui *tui, const char *name)
{
    const struct points *points = tui->scene->points;
    for (size_t i = 0; name && i < points->data.n_series; i++)
        if (strcmp(points->estimators[i]->name, name) == 0)
            return i;
    return tui->plot.series;
}

enum riffle_status act_dot(struct tui *tui, const struct command_call *call,
                           struct riffle_error *err)
{
    size_t set = 0;
    if (!tui->scene->has_effects)
        return riffle_fail(err, RIFFLE_EUSAGE, "there are no dots yet");
    enum riffle_status status =
        call_row(call, "1", tui->scene->n_sets, &set, err);
    if (status != RIFFLE_OK)
        return status;
    tui->plot.set = set;
    tui->plot.chosen = true;
    tui->plot.series = series_of(tui, call_word(call, 2));
    return RIFFLE_OK;
}

enum riffle_status act_line(struct tui *tui, const struct command_call *call,
                            struct riffle_error *err)
{
    size_t at = 0;
    enum riffle_status status = call_row(call, "1", RIFFLE_MAX_ROWS, &at, err);
    if (status != RIFFLE_OK)
        return status;
    if (tui_page(tui) == PAGE_PLOT)
        take_set(tui, sets_at(tui, at)); /* of the strip below */
    else
        act_go_to(tui, at);
    return RIFFLE_OK;
}

enum riffle_status act_window(struct tui *tui, const struct command_call *call,
                              struct riffle_error *err)
{
    static const char *const words[] = {"1", "2", "3", "4"};
    double ends[4];
    for (size_t i = 0; i < 4; i++) {
        if (!call_word(call, i + 1))
            return riffle_fail(err, RIFFLE_EUSAGE,
                               "view window takes LEFT RIGHT BOTTOM TOP");
        enum riffle_status status = call_number(call, words[i], &ends[i], err);
        if (status != RIFFLE_OK)
            return status;
    }
    if (!zoom_to(tui, (struct tui_window){ends[0], ends[1], ends[2], ends[3]}))
        return riffle_fail(err, RIFFLE_EUSAGE, "that is too small to show");
    return RIFFLE_OK;
}

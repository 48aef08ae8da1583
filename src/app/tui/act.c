/* What `view ACTION` does: a table of small functions. */
#include "tui/act.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/crosshair.h"
#include "tui/keys.h"
#include "tui/select.h"

/* Put the cursor of a list on line `at`, or on the nearest there is. */
static void go_to(struct tui *tui, size_t at)
{
    enum page page = tui_page(tui);
    size_t lines = tui_lines(tui, page);
    struct scroll *scroll = &tui->scroll[page];
    scroll->at = lines == 0 ? 0 : at < lines ? at : lines - 1;
    if (page == PAGE_SETS)
        tui->plot.set = scroll->at;
}

static void act_up(struct tui *tui)
{
    const struct scroll *scroll = &tui->scroll[tui_page(tui)];
    if (tui_page(tui) == PAGE_PLOT)
        crosshair_move(tui, 0, 1);
    else
        go_to(tui, scroll->at > 0 ? scroll->at - 1 : 0);
}

static void act_down(struct tui *tui)
{
    if (tui_page(tui) == PAGE_PLOT)
        crosshair_move(tui, 0, -1);
    else
        go_to(tui, tui->scroll[tui_page(tui)].at + 1);
}

static void act_left(struct tui *tui)
{
    crosshair_move(tui, -1, 0);
}

static void act_right(struct tui *tui)
{
    crosshair_move(tui, 1, 0);
}

static void act_next(struct tui *tui)
{
    crosshair_step(tui, true);
}

static void act_previous(struct tui *tui)
{
    crosshair_step(tui, false);
}

static void act_top(struct tui *tui)
{
    if (tui_page(tui) == PAGE_PLOT)
        crosshair_end(tui, false);
    else
        go_to(tui, 0);
}

static void act_bottom(struct tui *tui)
{
    if (tui_page(tui) == PAGE_PLOT)
        crosshair_end(tui, true);
    else
        go_to(tui, tui_lines(tui, tui_page(tui)));
}

static void act_page_up(struct tui *tui)
{
    const struct scroll *scroll = &tui->scroll[tui_page(tui)];
    go_to(tui, scroll->at > scroll->rows ? scroll->at - scroll->rows : 0);
}

static void act_page_down(struct tui *tui)
{
    const struct scroll *scroll = &tui->scroll[tui_page(tui)];
    go_to(tui, scroll->at + (scroll->rows ? scroll->rows : 1));
}

static void open_set(struct tui *tui)
{
    size_t set = tui_set(tui);
    if (set == SCENE_NONE)
        return;
    tui->open_set = set;
    tui->scroll[PAGE_SET] = (struct scroll){0};
    tui_show(tui, PAGE_SET);
}

static void open_row(struct tui *tui)
{
    char line[64];
    size_t at = tui->scroll[tui_page(tui)].at;
    if (at >= tui_lines(tui, tui_page(tui)))
        return;
    tui->row_shown = tui->scene->rows[at].row;
    tui->scroll[PAGE_ROW] = (struct scroll){0};
    text_clear(&tui->row);
    (void)snprintf(line, sizeof line, "inspect %zu", tui->row_shown);
    (void)work_ask(tui->work, line);
    tui_say(tui, ROLE_DIM, "= %s", line);
    tui_show(tui, PAGE_ROW);
}

static void act_open(struct tui *tui)
{
    const char *step = tui_next_step(tui);
    switch (tui_page(tui)) {
    case PAGE_PLOT:
        if (step)
            tui_run_line(tui, step);
        else
            open_set(tui);
        break;
    case PAGE_SETS:
        open_set(tui);
        break;
    case PAGE_SET:
    case PAGE_ALL:
        open_row(tui);
        break;
    default:
        tui_back(tui);
    }
}

static void act_sets(struct tui *tui)
{
    if (tui_page(tui) == PAGE_SETS) {
        tui_back(tui);
        return;
    }
    tui->scroll[PAGE_SETS].at = tui->plot.set;
    tui_show(tui, PAGE_SETS);
}

static void act_all(struct tui *tui)
{
    tui_show(tui, PAGE_ALL);
}

static void act_plot(struct tui *tui)
{
    tui->depth = 1;
}

static void act_messages(struct tui *tui)
{
    tui_show(tui, PAGE_MESSAGES);
    go_to(tui, tui->messages.n);
}

static void act_help(struct tui *tui)
{
    char words[160];
    enum page page = tui_page(tui);
    text_clear(&tui->help);
    for (size_t i = 0; i < key_count(); i++) {
        const struct key *key = key_at(i);
        if (!key_on_page(key, page))
            continue;
        (void)snprintf(words, sizeof words, " %-15s %-44s %s", key->name,
                       key->help, key->command ? key->command : "");
        text_add(&tui->help, ROLE_TEXT, words);
    }
    tui->scroll[PAGE_HELP] = (struct scroll){0};
    tui_show(tui, PAGE_HELP);
}

static void act_measure(struct tui *tui)
{
    tui->focus.measure++;
    tui->plot.zoomed = false;
    tui_refocus(tui);
}

static void act_sort(struct tui *tui)
{
    tui->focus.sort = (enum scene_sort)((tui->focus.sort + 1) % SORT_COUNT);
    tui_refocus(tui);
}

static void act_mark(struct tui *tui)
{
    size_t at = tui->scroll[tui_page(tui)].at;
    if (at < tui_lines(tui, tui_page(tui)))
        select_mark(tui, tui->scene->rows[at].row);
    go_to(tui, at + 1);
}

static void act_freeze(struct tui *tui)
{
    tui->frozen = !tui->frozen;
}

static void act_cancel(struct tui *tui)
{
    if (work_state(tui->work).busy)
        tui_say(tui, ROLE_MESSAGE_WARN, "cancelling; what is finished is kept");
    else
        tui_say(tui, ROLE_DIM, "nothing is running; Q leaves");
    work_cancel(tui->work);
}

static void act_redraw(struct tui *tui)
{
    screen_resize(tui->screen, true);
}

static void act_suspend(struct tui *tui)
{
    screen_suspend(tui->screen);
}

static void act_leave(struct tui *tui)
{
    tui->leaving = true;
}

static const struct {
    const char *name;
    void (*run)(struct tui *tui);
} actions[] = {
    {"all", act_all},
    {"back", tui_back},
    {"bottom", act_bottom},
    {"cancel", act_cancel},
    {"down", act_down},
    {"estimator", crosshair_estimator},
    {"freeze", act_freeze},
    {"help", act_help},
    {"kind", crosshair_kind},
    {"leave", act_leave},
    {"left", act_left},
    {"mark", act_mark},
    {"measure", act_measure},
    {"messages", act_messages},
    {"next", act_next},
    {"open", act_open},
    {"page-down", act_page_down},
    {"page-up", act_page_up},
    {"plot", act_plot},
    {"previous", act_previous},
    {"redraw", act_redraw},
    {"right", act_right},
    {"select", select_run},
    {"sets", act_sets},
    {"sort", act_sort},
    {"suspend", act_suspend},
    {"top", act_top},
    {"unzoom", crosshair_unzoom},
    {"up", act_up},
    {"zoom-in", crosshair_zoom_in},
    {"zoom-out", crosshair_zoom_out},
};

size_t act_count(void)
{
    return sizeof actions / sizeof actions[0];
}

const char *act_name(size_t index)
{
    return index < act_count() ? actions[index].name : NULL;
}

bool act_run(struct tui *tui, const char *action, size_t times)
{
    for (size_t i = 0; i < act_count(); i++) {
        if (strcmp(actions[i].name, action) != 0)
            continue;
        for (size_t t = 0; t < times; t++)
            actions[i].run(tui);
        return true;
    }
    return false;
}

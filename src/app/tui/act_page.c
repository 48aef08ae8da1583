/* Going from page to page. */
#include "tui/acts.h"

#include <stdio.h>

#include "tui/keys.h"

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

void act_open(struct tui *tui)
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

void act_help(struct tui *tui)
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

/* The page; the full screen when it is the first one. */
void act_close(struct tui *tui)
{
    if (tui->depth > 1)
        tui_back(tui);
    else
        tui->leaving = true;
}

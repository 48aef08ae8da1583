/* Keys and the mouse, as they come: each becomes a line of the language. */
#include "tui/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/bind_fill.h"
#include "command/tokens.h"
#include "riffle/clock.h"
#include "tui/keys.h"
#include "tui/mouse.h"
#include "tui/prompt.h"
#include "tui/select.h"

/* One message, gone with the next key; an error has a second to be read. */
static void forget_message(struct tui *tui)
{
    if (tui->message_role != ROLE_MESSAGE_ERROR ||
        riffle_seconds() - tui->said >= 1)
        tui->message[0] = '\0';
}

/* The user goes on with it. */
static bool is_open(const char *line)
{
    size_t n = strlen(line);
    return n > 0 && (line[n - 1] == ' ' || line[n - 1] == '=');
}

/* A command with what the user is on; caller owns; NULL: that was said. */
static char *fill(struct tui *tui, const char *command)
{
    char row[24];
    char set[24];
    size_t on_row = tui_row(tui);
    size_t on_set = tui_page(tui) == PAGE_SET ? tui->open_set : tui_set(tui);
    char *rows = select_rows(tui);
    char *measure = token_quote(tui->scene->measure);
    const char *missing = NULL;
    (void)snprintf(row, sizeof row, "%zu", on_row);
    (void)snprintf(set, sizeof set, "%zu", on_set);
    const char *single = on_row == SCENE_NONE ? NULL : row;
    const struct bind_here here = {
        .row = single,
        .rows = rows ? rows : single,
        .set = on_set < tui->scene->n_sets ? set : NULL,
        .measure = tui->scene->measure[0] ? measure : NULL};
    char *line = bind_fill(command, &here, &missing);
    if (missing)
        tui_say(tui, ROLE_MESSAGE_WARN, "there is no %s here", missing);
    free(rows);
    free(measure);
    return line;
}

/* Type it for the user, or run it: as often as was counted, if it moves. */
static void use_line(struct tui *tui, const char *line)
{
    char *counted = NULL;
    if (is_open(line))
        prompt_open(tui, line);
    else if (tui->count > 1 && strncmp(line, "view ", 5) == 0 &&
             asprintf(&counted, "%s %zu", line, tui->count) >= 0)
        tui_run_line(tui, counted);
    else
        tui_run_line(tui, line);
    free(counted);
}

/* What the user bound the key to, on this page or on any. */
static const char *bound_by_user(const struct tui *tui, const char *name)
{
    const char *page = tui_page_name(tui_page(tui));
    for (size_t i = 0; i < tui->scene->n_binds; i++) {
        const struct scene_bind *bind = &tui->scene->binds[i];
        if (strcmp(bind->key, name) == 0 &&
            (strcmp(bind->page, page) == 0 || strcmp(bind->page, "any") == 0))
            return bind->command;
    }
    return NULL;
}

static void run_key(struct tui *tui, enum screen_event event, wint_t code)
{
    char name[KEY_NAME];
    key_called(event, code, name);
    const struct key *key = key_find(tui_page(tui), event, code);
    const char *command = bound_by_user(tui, name);
    if (!command && !key) {
        tui_say(tui, ROLE_MESSAGE_WARN, "`%s' is not bound here, ? for help",
                name);
        return;
    }
    if (!command)
        command = key->command;
    if (!command) {
        prompt_open(tui, NULL);
        return;
    }
    char *line = fill(tui, command);
    if (line)
        use_line(tui, line);
    free(line);
}

/* A digit that means nothing by itself counts what comes. */
static bool take_digit(struct tui *tui, enum screen_event event, wint_t code)
{
    if (event != SCREEN_CHARACTER || code < '0' || code > '9' ||
        (tui->count == 0 && key_find(tui_page(tui), event, code)))
        return false;
    if (tui->count < 1000)
        tui->count = 10 * tui->count + (size_t)(code - '0');
    return true;
}

void input_take(struct tui *tui, enum screen_event event, wint_t code)
{
    tui->keys++;
    tui->dirty = tui->urgent = true;
    forget_message(tui);
    if (event == SCREEN_POINTER) {
        struct screen_pointer pointer = screen_pointer(tui->screen);
        if (!tui->prompt)
            mouse_take(tui, &pointer);
        return;
    }
    if (tui->prompt) {
        prompt_key(tui, event, code);
        return;
    }
    if (take_digit(tui, event, code))
        return;
    run_key(tui, event, code);
    tui->count = 0;
}

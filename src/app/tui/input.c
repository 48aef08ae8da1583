/* Keys and the mouse, as they come: each becomes a line of the language. */
#include "tui/input.h"

#include <stdio.h>
#include <string.h>

#include "riffle/clock.h"
#include "tui/keys.h"
#include "tui/mouse.h"
#include "tui/prompt.h"

/* One message, gone with the next key; an error has a second to be read. */
static void forget_message(struct tui *tui)
{
    if (tui->message_role != ROLE_MESSAGE_ERROR ||
        riffle_seconds() - tui->said >= 1)
        tui->message[0] = '\0';
}

static bool ends_in_blank(const char *line)
{
    size_t n = strlen(line);
    return n > 0 && line[n - 1] == ' ';
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
    char line[64];
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
    if (!command || ends_in_blank(command)) {
        prompt_open(tui, command);
    } else if (tui->count > 1 && strncmp(command, "view ", 5) == 0) {
        (void)snprintf(line, sizeof line, "%.40s %zu", command, tui->count);
        tui_run_line(tui, line);
    } else {
        tui_run_line(tui, command);
    }
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

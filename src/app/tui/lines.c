/* Lines that wait: commands to be run, and notes for the history between. */
#include "tui/lines.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_COMMANDS = 64, MOST_LINES = 100000 };

static bool reserve(struct lines *lines)
{
    size_t room = lines->room ? 2 * lines->room : 16;
    if (lines->n < lines->room)
        return true;
    struct line *items = reallocarray(lines->items, room, sizeof *items);
    if (!items)
        return false;
    lines->items = items;
    lines->room = room;
    return true;
}

bool lines_add(struct lines *lines, const char *text, bool note)
{
    bool full =
        lines->n >= MOST_LINES || (!note && lines->commands >= MOST_COMMANDS);
    char *copy = full || !reserve(lines) ? NULL : strdup(text);
    if (!copy)
        return false;
    lines->items[lines->n++] = (struct line){copy, note};
    lines->commands += !note;
    return true;
}

static void remove_at(struct lines *lines, size_t at)
{
    lines->commands -= !lines->items[at].note;
    lines->n--;
    memmove(lines->items + at, lines->items + at + 1,
            (lines->n - at) * sizeof *lines->items);
}

struct line lines_take(struct lines *lines)
{
    struct line first = {0};
    if (lines->n == 0)
        return first;
    first = lines->items[0];
    remove_at(lines, 0);
    return first;
}

/* Where the index-th command is; n: there is none. */
static size_t find(const struct lines *lines, size_t index)
{
    size_t at = 0;
    for (; at < lines->n; at++)
        if (!lines->items[at].note && index-- == 0)
            return at;
    return at;
}

void lines_drop(struct lines *lines, size_t index)
{
    size_t at = find(lines, index);
    if (at == lines->n)
        return;
    free(lines->items[at].text);
    remove_at(lines, at);
}

const char *lines_command(const struct lines *lines, size_t index)
{
    size_t at = find(lines, index);
    return at < lines->n ? lines->items[at].text : NULL;
}

void lines_cancel(struct lines *lines)
{
    while (lines->commands > 0)
        lines_drop(lines, 0);
}

void lines_release(struct lines *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        free(lines->items[i].text);
    free(lines->items);
    *lines = (struct lines){0};
}

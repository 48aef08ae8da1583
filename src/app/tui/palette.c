/* A theme's looks as attributes of ncurses, by its own escape sequences. */
#include "tui/palette.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

/* What a sequence of SGR parameters asks for; colours below 0: default. */
struct look {
    attr_t attributes;
    int front, back;
};

static struct {
    struct palette palette;
    char name[64];
    enum theme_depth depth;
    bool made, changed;
} last;

static attr_t attribute_of(long parameter)
{
    switch (parameter) {
    case 1:
        return A_BOLD;
    case 2:
        return A_DIM;
    case 3:
        return A_ITALIC;
    case 4:
        return A_UNDERLINE;
    case 7:
        return A_REVERSE;
    default:
        return A_NORMAL;
    }
}

/* The bright eight fall back on the plain ones where there are only those. */
static int sixteen(long colour)
{
    return (int)(COLORS >= 16 ? colour : colour % 8);
}

static void apply(struct look *look, long parameter)
{
    if (parameter >= 30 && parameter <= 37)
        look->front = sixteen(parameter - 30);
    else if (parameter >= 40 && parameter <= 47)
        look->back = sixteen(parameter - 40);
    else if (parameter >= 90 && parameter <= 97)
        look->front = sixteen(parameter - 90 + 8);
    else if (parameter >= 100 && parameter <= 107)
        look->back = sixteen(parameter - 100 + 8);
    else
        look->attributes |= attribute_of(parameter);
}

/* "ESC [ 1;38;5;202 m" */
static struct look read_escape(const char *escape)
{
    struct look look = {A_NORMAL, -1, -1};
    const char *at = strchr(escape, '[');
    while (at && *at && *at != 'm') {
        char *end;
        long parameter = strtol(at + 1, &end, 10);
        if ((parameter == 38 || parameter == 48) &&
            strncmp(end, ";5;", 3) == 0) {
            int index = (int)strtol(end + 3, &end, 10);
            *(parameter == 38 ? &look.front : &look.back) = index;
        } else {
            apply(&look, parameter);
        }
        at = end;
    }
    return look;
}

/* When the pairs run out the attributes alone have to do. */
static struct palette_look make_look(const char *escape)
{
    struct look look = read_escape(escape);
    int pair = 0;
    if (look.front >= 0 || look.back >= 0)
        pair = alloc_pair(look.front, look.back);
    return (struct palette_look){look.attributes, (short)(pair > 0 ? pair : 0)};
}

const struct palette *palette_of(const struct theme *theme,
                                 enum theme_depth depth)
{
    const char *name = theme_name(theme);
    if (last.made && last.depth == depth && strcmp(last.name, name) == 0)
        return &last.palette;
    for (size_t role = 0; role < ROLE_COUNT; role++)
        last.palette.look[role] =
            make_look(theme_start(theme, (enum theme_role)role, depth));
    (void)snprintf(last.name, sizeof last.name, "%s", name);
    last.depth = depth;
    last.made = last.changed = true;
    return &last.palette;
}

bool palette_changed(void)
{
    bool changed = last.changed;
    last.changed = false;
    return changed;
}

void palette_forget(void)
{
    last.made = false;
}

/* A theme's looks as attributes of ncurses, by its own escape sequences. */
#include "tui/palette.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

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
static short sixteen(long colour)
{
    return (short)(COLORS >= 16 ? colour : colour % 8);
}

static void apply(struct palette_style *look, long parameter)
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

/* When the pairs run out the attributes alone have to do. */
static short pair_of(short front, short back)
{
    int pair = front >= 0 || back >= 0 ? alloc_pair(front, back) : 0;
    return (short)(pair > 0 ? pair : 0);
}

/* "ESC [ 1;38;5;202 m" */
static struct palette_style read_escape(const char *escape)
{
    struct palette_style look = {A_NORMAL, -1, -1, 0};
    const char *at = strchr(escape, '[');
    while (at && *at && *at != 'm') {
        char *end;
        long parameter = strtol(at + 1, &end, 10);
        if ((parameter == 38 || parameter == 48) &&
            strncmp(end, ";5;", 3) == 0) {
            short index = (short)strtol(end + 3, &end, 10);
            *(parameter == 38 ? &look.front : &look.back) = index;
        } else {
            apply(&look, parameter);
        }
        at = end;
    }
    look.pair = pair_of(look.front, look.back);
    return look;
}

struct palette_look palette_look(const struct palette *palette,
                                 enum theme_role role, enum theme_role over)
{
    const struct palette_style *style = &palette->style[role];
    const struct palette_style *lay = &palette->style[over];
    if (over == ROLE_TEXT)
        return (struct palette_look){style->attributes, style->pair};
    unsigned long turned = style->attributes & lay->attributes & A_REVERSE;
    return (struct palette_look){
        (style->attributes | lay->attributes) & ~turned,
        pair_of(lay->front >= 0 ? lay->front : style->front,
                lay->back >= 0 ? lay->back : style->back)};
}

const struct palette *palette_of(const struct theme *theme,
                                 enum theme_depth depth)
{
    const char *name = theme_name(theme);
    if (last.made && last.depth == depth && strcmp(last.name, name) == 0)
        return &last.palette;
    for (size_t role = 0; role < ROLE_COUNT; role++)
        last.palette.style[role] =
            read_escape(theme_start(theme, (enum theme_role)role, depth));
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

/* Asking a theme: looks, colours and marks. */
#include "theme/theme.h"

#include <stdlib.h>
#include <string.h>

#include "theme/look.h"

struct theme *theme_copy(const struct theme *theme)
{
    struct theme *copy = malloc(sizeof(*copy));
    if (copy)
        *copy = *theme;
    return copy;
}

const char *theme_name(const struct theme *theme)
{
    return theme->name;
}

const char *theme_warning(const struct theme *theme)
{
    return theme->warning[0] ? theme->warning : NULL;
}

const char *theme_role_name(size_t role)
{
    return theme_role_key(role);
}

const char *theme_start(const struct theme *theme, enum theme_role role,
                        enum theme_depth depth)
{
    return theme->look[role].start[depth];
}

const char *theme_end(enum theme_depth depth)
{
    return depth == DEPTH_NONE ? "" : "\033[0m";
}

const char *theme_hex(const struct theme *theme, enum theme_role role)
{
    const char *own = theme->look[role].hex;
    const char *text = theme->look[ROLE_TEXT].hex;
    const char *ink = strcmp(theme->paper, "#000000") ? "#1c1c1c" : "#e4e4e4";
    return *own ? own : *text ? text : ink;
}

const char *theme_paper(const struct theme *theme)
{
    return theme->paper;
}

uint32_t theme_glyph(const struct theme *theme, size_t mark, bool unicode)
{
    return theme->glyph[mark][unicode ? 0 : 1];
}

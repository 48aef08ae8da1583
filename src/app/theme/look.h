/* The inside of a theme: shared by the parser and the getters only. */
#ifndef THEME_LOOK_H
#define THEME_LOOK_H

#include "theme/theme.h"

enum theme_sizes {
    THEME_DEPTHS = DEPTH_TRUE + 1,
    THEME_NAME = 64,
    THEME_ESCAPE = 64, /* five attributes and two true colours take 50 */
    THEME_HEX = 8,
    THEME_WARNING = 256,
};

/* One role: ready-made escape sequences, and its colour for exports. */
struct theme_look {
    char start[THEME_DEPTHS][THEME_ESCAPE];
    char hex[THEME_HEX]; /* "": the colour of the text */
};

struct theme {
    char name[THEME_NAME];
    char background[THEME_NAME]; /* dark, light or any */
    char paper[THEME_HEX];
    char warning[THEME_WARNING]; /* the first unknown key; "": none */
    struct theme_look look[ROLE_COUNT];
    uint32_t glyph[GLYPH_COUNT][2]; /* Unicode, ASCII */
};

/* How theme files call them; NULL past the end. */
const char *theme_role_key(size_t role);
const char *theme_glyph_key(size_t glyph);

#endif

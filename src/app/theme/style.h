/* A style as theme files write it, and the escapes that make it. */
#ifndef THEME_STYLE_H
#define THEME_STYLE_H

#include "theme/look.h"

/* A colour for each depth; below 0: not given, the next depth down serves. */
struct theme_colour {
    int rgb;     /* 0xrrggbb */
    int index;   /* 0 to 255 */
    int sixteen; /* 0 to 15 */
};

/* The terminal's own. */
static const struct theme_colour theme_default = {-1, -1, -1};

enum theme_attribute {
    ATTRIBUTE_BOLD = 1,
    ATTRIBUTE_DIM = 2,
    ATTRIBUTE_ITALIC = 4,
    ATTRIBUTE_UNDERLINE = 8,
    ATTRIBUTE_REVERSE = 16,
};

struct theme_style {
    struct theme_colour front, back;
    unsigned attributes; /* of theme_attribute */
};

/* The escapes at every depth that has colours, and the colour for exports. */
void style_colours(const struct theme_style *style, struct theme_look *look);
/* The escape without colours. */
void style_mono(unsigned bits, struct theme_look *look);

/* Number of a colour among the first 16 by name; -1 when it is none. */
int style_sixteen(const char *name);
/* Bit of an attribute by name; 0 when it is none. */
unsigned style_attribute(const char *name);

#endif

/* A theme's looks as attributes of ncurses. */
#ifndef TUI_PALETTE_H
#define TUI_PALETTE_H

#include "theme/theme.h"

struct palette_look {
    unsigned long attributes; /* attr_t */
    short pair;
};

/* A role: its attributes, and its colours; below 0: the terminal's own. */
struct palette_style {
    unsigned long attributes; /* attr_t */
    short front, back;
    short pair; /* of the two */
};

struct palette {
    struct palette_style style[ROLE_COUNT];
};

/* A role with another laid over it (ROLE_TEXT: none), as ncurses has it. */
struct palette_look palette_look(const struct palette *palette,
                                 enum theme_role role, enum theme_role over);

/* The last one is kept; borrowed until the next call. */
const struct palette *palette_of(const struct theme *theme,
                                 enum theme_depth depth);
/* True once after palette_of has made another one. */
bool palette_changed(void);
/* Forget it: the terminal that it was made for is gone. */
void palette_forget(void);

#endif

/* A theme's looks as attributes of ncurses. */
#ifndef TUI_PALETTE_H
#define TUI_PALETTE_H

#include "theme/theme.h"

struct palette_look {
    unsigned long attributes; /* attr_t */
    short pair;
};

struct palette {
    struct palette_look look[ROLE_COUNT];
};

/* The last one is kept; borrowed until the next call. */
const struct palette *palette_of(const struct theme *theme,
                                 enum theme_depth depth);
/* True once after palette_of has made another one. */
bool palette_changed(void);
/* Forget it: the terminal that it was made for is gone. */
void palette_forget(void);

#endif

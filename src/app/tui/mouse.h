/* The mouse: each thing that it does is a command, as for keys. */
#ifndef TUI_MOUSE_H
#define TUI_MOUSE_H

#include "tui/state.h"

/* One report of the mouse. */
void mouse_take(struct tui *tui, const struct screen_pointer *pointer);

#endif

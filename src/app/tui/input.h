/* Keys and the mouse, as they come. */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include "tui/state.h"

void input_take(struct tui *tui, enum screen_event event, wint_t code);

#endif

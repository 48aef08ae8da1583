/* The pages of help: the keys, from their table; and what the plot means. */
#ifndef TUI_HELP_H
#define TUI_HELP_H

#include "tui/state.h"

/* Show the keys of the page; on the page of keys: the other one of help. */
void help_show(struct tui *tui);
/* Lay out tui->help for a page of this size. */
void help_fill(struct tui *tui, size_t width, size_t height);

#endif

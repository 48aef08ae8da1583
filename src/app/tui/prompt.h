/* The command line at the bottom: Readline edits, this shows. */
#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include "tui/state.h"

/* `words`: typed for the user already; NULL: none. */
void prompt_open(struct tui *tui, const char *words);
/* Open one for the answer to what the running command asks, if it does and
 * none is open. */
void prompt_ask(struct tui *tui);
void prompt_close(struct tui *tui);
/* A key while it is open. Runs the line when it is finished. */
void prompt_key(struct tui *tui, enum screen_event event, wint_t code);
/* The line, and its completions above. Returns where the cursor is. */
struct screen_cursor prompt_draw(const struct tui *tui, struct canvas *canvas);

#endif

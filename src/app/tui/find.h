/* Words looked for in lists and texts. */
#ifndef TUI_FIND_H
#define TUI_FIND_H

#include "command/command.h"
#include "tui/state.h"

/* `view find WORDS`: to the next line of the page that has them. */
enum riffle_status find_words(struct tui *tui, const struct command_call *call,
                              struct riffle_error *err);
/* The next line of the same words, or the one before. */
void find_next(struct tui *tui);
void find_previous(struct tui *tui);
/* `view filter [CONDITION]`: only lines that it holds for. */
enum riffle_status find_filter(struct tui *tui, const struct command_call *call,
                               struct riffle_error *err);
enum { FIND_LINE = 160 };
/* What a line of the page says, as far as it can be looked for. */
const char *find_line(const struct tui *tui, size_t line,
                      char words[FIND_LINE]);
/* True when the page's line has the words that were looked for last. */
bool find_is_hit(const struct tui *tui, size_t line);

#endif

/* What `view ACTION` does. */
#ifndef TUI_ACT_H
#define TUI_ACT_H

#include "command/command.h"
#include "tui/state.h"

size_t act_count(void);
const char *act_name(size_t index);

/*
 * Do what a call of `view` says, as often as its second word, or with the
 * words behind it. RIFFLE_EUSAGE: those are none that it takes.
 */
enum riffle_status act_run(struct tui *tui, const struct command_call *call,
                           struct riffle_error *err);

/* True when a replay of the session has to do it, too. */
bool act_is_kept(const char *action);

#endif

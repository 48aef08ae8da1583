/* What `view ACTION` does. */
#ifndef TUI_ACT_H
#define TUI_ACT_H

#include "tui/state.h"

size_t act_count(void);
const char *act_name(size_t index);

/* Do `action` `times` times; false when there is none of that name. */
bool act_run(struct tui *tui, const char *action, size_t times);

#endif

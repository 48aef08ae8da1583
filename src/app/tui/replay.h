/* A script done again in the full screen, a line whenever it is idle. */
#ifndef TUI_REPLAY_H
#define TUI_REPLAY_H

#include "tui/state.h"

/* Begin with session->tui_replay, if any. RIFFLE_EIO: it cannot be read. */
enum riffle_status replay_open(struct tui *tui,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
/* The next line; after the last one perhaps the screen's file. */
void replay_step(struct tui *tui);
void replay_close(struct tui *tui);

#endif

/* The full screen: the same session and commands, seen at a glance. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include "session.h"

/*
 * Run until the user leaves; the session is as commands made it. Fails with
 * RIFFLE_EUSAGE when there is no terminal that could show it. A signal that
 * ends the program does so after the terminal has been given back.
 */
enum riffle_status tui_run(struct session *session, struct riffle_error *err);

#endif

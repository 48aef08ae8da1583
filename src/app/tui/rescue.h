/* Giving the terminal back when the program crashes. */
#ifndef TUI_RESCUE_H
#define TUI_RESCUE_H

#include <stddef.h>
#include <termios.h>

/*
 * From now on SEGV, BUS, ILL, FPE and ABRT, in any thread, first write
 * `undo` (copied; cut at 512 bytes) to standard output and restore `before`,
 * then do what they did before.
 */
void rescue_arm(const char *undo, size_t length, const struct termios *before);
void rescue_disarm(void);
/* Standard error is `notes`, a file, until it crashes; then `display` again,
 * where the notes are written as well. Forgotten by rescue_disarm. */
void rescue_notes(int notes, int display);

/*
 * A stack of its own for the calling thread's fatal signals, so that a stack
 * that overflowed is survived as well. rescue_unstack takes it
 * away again.
 */
void *rescue_stack(void);
void rescue_unstack(void *stack);

#endif

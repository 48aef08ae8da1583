/* A terminal for tests: a pty with the program in it, seen by libvterm. */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { TERMINAL_SCREEN = 100000 };

struct terminal;

/*
 * Start `riffle` and run `commands` in it (they should open the full screen);
 * terminal_settle waits until that is idle. env: NULL, or "NAME=VALUE" strings
 * ended by NULL.
 */
struct terminal *terminal_start(size_t columns, size_t rows,
                                const char *commands, const char *const *env);
/* Likewise with arguments of its own, ended by NULL. */
struct terminal *terminal_run(size_t columns, size_t rows,
                              const char *const *arguments,
                              const char *const *env);
void terminal_free(struct terminal *terminal);

/* A small sweep that many tests begin with: 16 sets, two measures. */
#define TERMINAL_SWEEP                                                         \
    "load highdim; fit lambda=1e-2; sweep strategies=random,l2 sizes=8 "       \
    "range=1%:10% measures=test_loss,self_loss; tui"

/* Likewise started, and idle. */
struct terminal *terminal_open(size_t columns, size_t rows,
                               const char *commands, const char *const *env);
/* Q ends it with 0 and leaves the terminal as it was; frees. */
void terminal_leave(struct terminal *terminal);
/* Likewise by other keys; "": it is ending already. */
void terminal_leave_by(struct terminal *terminal, const char *keys);

/* Send bytes that are `n` keys and wait for the frame that answers them. */
void terminal_keys(struct terminal *terminal, const char *bytes, size_t n);
/* Likewise a string of which each byte is a key. */
void terminal_type(struct terminal *terminal, const char *bytes);
/* A report of the mouse (SGR): 0 left, 2 right, 32 drag, 64 and 65 wheel. */
void terminal_mouse(struct terminal *terminal, int button, size_t column,
                    size_t row, bool down);
void terminal_click(struct terminal *terminal, size_t column, size_t row);
/* Likewise; seconds until the frame that answers has come. */
double terminal_time(struct terminal *terminal, const char *bytes, size_t n);
/* Send and do not wait. */
void terminal_send(struct terminal *terminal, const char *bytes, size_t n);
/* Until a frame is idle and has seen all keys that were waited for. */
void terminal_settle(struct terminal *terminal);
/* Until the n-th frame, counted from 1, has come. */
void terminal_wait_frame(struct terminal *terminal, size_t n);
/* Until the screen shows `words`. */
void terminal_wait(struct terminal *terminal, const char *words);
/* Change the size, without a word to the program's output. */
void terminal_reshape(struct terminal *terminal, size_t columns, size_t rows);
/* Change the size and wait for the frame after it. */
void terminal_resize(struct terminal *terminal, size_t columns, size_t rows);

pid_t terminal_pid(const struct terminal *terminal);
/* The screen as lines, trailing blanks cut; valid until the next call. */
const char *terminal_screen(struct terminal *terminal);
/* The screen has those words, or has them not; fails the test. */
void assert_shows(struct terminal *terminal, const char *words);
void assert_hides(struct terminal *terminal, const char *words);
/* Cells that are shown in reverse. */
size_t terminal_reversed(struct terminal *terminal);
/* All bytes that came so far. */
const char *terminal_bytes(const struct terminal *terminal, size_t *n);
size_t terminal_frames(const struct terminal *terminal);

/* True when the last word on a private mode, such as "1000", was "set". */
bool terminal_mode(const struct terminal *terminal, const char *mode);

/* Close the terminal under the program. */
void terminal_hang_up(struct terminal *terminal);

/* Wait for the program to stop (WUNTRACED) or end; its wait status. */
int terminal_status(struct terminal *terminal);
/*
 * What is left of the full screen: "" when the terminal is as it was, else
 * the names of modes that were not undone.
 */
const char *terminal_left_behind(struct terminal *terminal);

#endif

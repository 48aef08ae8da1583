/* The terminal: taken over, painted on, read from, given back. */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include "plot/canvas.h"
#include "riffle/status.h"

#include <stdbool.h>
#include <wchar.h>

struct screen;

/*
 * Take the terminal over. Fails with RIFFLE_EUSAGE when standard input or
 * output is none, or one that cannot place its cursor.
 */
enum riffle_status screen_open(struct screen **screen,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Give it back, and show what was written to standard error meanwhile. */
void screen_close(struct screen *screen);
/* What was written to standard error since the last call, as a string; bytes,
 * 0: nothing. */
size_t screen_notes(struct screen *screen, char *text, size_t size);
/* Why the terminal is treated as another one; NULL: it is not. */
const char *screen_notice(const struct screen *screen);

/* Stop the program, as Ctrl-Z does; returns when it goes on. */
void screen_suspend(struct screen *screen);
/* Follow the terminal's size; `afresh`: nothing on it can be relied on. */
void screen_resize(struct screen *screen, bool afresh);
void screen_size(const struct screen *screen, size_t *width, size_t *height);

/* The most colours that it can show. */
enum theme_depth screen_depth(const struct screen *screen,
                              enum theme_depth wanted);

/* Where the text cursor is; a row beyond the canvas hides it. */
struct screen_cursor {
    size_t row, column;
};

/* One frame: only what differs from the last one is sent. Takes `canvas`. */
void screen_paint(struct screen *screen, struct canvas *canvas,
                  const struct theme *theme, enum theme_depth depth,
                  struct screen_cursor cursor);

/* What a key press was. */
enum screen_event {
    SCREEN_NONE,
    SCREEN_CHARACTER,
    SCREEN_KEY,
    SCREEN_POINTER, /* a report of the mouse: screen_pointer */
};
/* The next one, without waiting; `code` is a character or a KEY_. */
enum screen_event screen_read(struct screen *screen, wint_t *code);

/* What the mouse did, and in which cell. */
struct screen_pointer {
    enum pointer_event {
        POINTER_NONE,
        POINTER_PRESS, /* of the left button */
        POINTER_DRAG,
        POINTER_RELEASE,
        POINTER_BACK, /* the right button */
        POINTER_WHEEL_UP,
        POINTER_WHEEL_DOWN,
    } event;
    size_t row, column;
};
/* The last one. */
struct screen_pointer screen_pointer(const struct screen *screen);

/* Ask the terminal for reports of the mouse, or leave it alone. */
void screen_mouse(struct screen *screen, bool on);

/* True when there is nothing to read though poll said so: it was hung up. */
bool screen_gone(const struct screen *screen);

/* Hand `text` to the clipboard of the terminal (OSC 52). */
void screen_copy(struct screen *screen, const char *text);

/* Let pastes be told from typing, while there is a line to paste into. */
void screen_paste(struct screen *screen, bool on);

#endif

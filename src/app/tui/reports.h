/*
 * Reports of the mouse among the keys. They are read here, not by ncurses:
 * that forgets some when many come at once, and turns their order around.
 */
#ifndef TUI_REPORTS_H
#define TUI_REPORTS_H

#include "tui/screen.h"

/* Zeroed: nothing read yet, and none asked for. */
struct reports {
    bool on;
    struct screen_pointer last;
    struct {
        enum screen_event event;
        wint_t code;
    } held[2]; /* read too far: the last one comes first */
    size_t n_held;
};

/* Presses, drags and releases, with cells beyond column 223; never motion. */
extern const char reports_on[], reports_off[];

/* What `read` gives, but a report as one SCREEN_POINTER. */
enum screen_event reports_read(struct reports *reports,
                               enum screen_event (*read)(void *data,
                                                         wint_t *code),
                               void *data, wint_t *code);

#endif

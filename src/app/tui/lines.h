/* Lines that wait: commands to be run, and notes for the history between. */
#ifndef TUI_LINES_H
#define TUI_LINES_H

#include <stdbool.h>
#include <stddef.h>

struct line {
    char *text;
    bool note; /* was done already: it is only to be remembered */
};

/* Zeroed: none. */
struct lines {
    struct line *items;
    size_t n, room;
    size_t commands; /* of the n */
};

/* Copies; false when there is no room. */
bool lines_add(struct lines *lines, const char *text, bool note);
/* The first one, its text the caller's from now on; NULL: there is none. */
struct line lines_take(struct lines *lines);
/* Forget the index-th command; beyond the last: none. */
void lines_drop(struct lines *lines, size_t index);
/* The text of the index-th command; NULL beyond the last. */
const char *lines_command(const struct lines *lines, size_t index);
/* Forget the commands: notes tell of what was done. */
void lines_cancel(struct lines *lines);
void lines_release(struct lines *lines);

#endif

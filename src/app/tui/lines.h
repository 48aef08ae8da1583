/* Lines that wait to be run. */
#ifndef TUI_LINES_H
#define TUI_LINES_H

#include <stdbool.h>
#include <stddef.h>

enum { MOST_LINES = 64 };

struct lines {
    char *items[MOST_LINES];
    size_t n;
};

/* Copies; false when there is no room. */
bool lines_add(struct lines *lines, const char *line);
/* The first one, the caller's from now on; NULL when there is none. */
char *lines_take(struct lines *lines);
/* Forget one of them; beyond the last: none. */
void lines_drop(struct lines *lines, size_t index);
void lines_forget(struct lines *lines);

#endif

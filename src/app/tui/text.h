/* Lines of text that a page scrolls through. */
#ifndef TUI_TEXT_H
#define TUI_TEXT_H

#include "theme/role.h"

#include <stddef.h>

struct text_line {
    char *words;
    enum theme_role role;
};

/* Zeroed: no lines. */
struct text {
    struct text_line *lines;
    size_t n, room;
};

/* Append `words`, cut at its newlines; out of memory loses lines. */
void text_add(struct text *text, enum theme_role role, const char *words);
/* Likewise what commands answer: each line in the role that its beginning
 * tells, as commands, questions and errors of a lesson. */
void text_add_answer(struct text *text, const char *words);
void text_clear(struct text *text);
/* Forget the first lines beyond the last `keep`. */
void text_trim(struct text *text, size_t keep);

#endif

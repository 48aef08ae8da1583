/* One line from the terminal, through GNU Readline's callbacks. */
#ifndef REPL_LINE_H
#define REPL_LINE_H

#include "session.h"

enum line_result {
    LINE_READ,      /* `line` is the caller's (free) */
    LINE_CANCELLED, /* Ctrl-C */
    LINE_END,       /* Ctrl-D on an empty line, or the terminal is gone */
};

/* Once, before the first line; `session` is for completion. */
void line_init(struct session *session);
/* Readline's settings that hold for the prompt and the full screen alike. */
void line_share(const struct session *session);
/* Candidates of the last completion beyond those that Readline has. */
size_t line_more(void);

enum line_result line_read(const char *prompt, const atomic_int *stop,
                           char **line);

#endif

/* Readline for who owns the screen: bytes in, a line to draw out. */
#ifndef REPL_FEED_H
#define REPL_FEED_H

#include "session.h"

/* What is to be drawn of the line being edited; borrowed until the next key. */
struct feed_line {
    const char *prompt; /* Readline's own: it shows searches there */
    const char *text;   /* may hold newlines, from a paste */
    size_t point;       /* the cursor, in bytes of `text` */
    char *const
        *candidates;     /* of the last completion; [0] is what they share */
    size_t n_candidates; /* from [1] on */
};

/* Have the prompt's history at hand, and no more. */
void feed_open(void);
void feed_close(void);

/*
 * Begin a line. `session` is for completion. `more` is called when Readline
 * is in the middle of a sequence and has no byte left: it waits a while for
 * a key and passes its bytes to feed_push, or returns false.
 */
void feed_begin(const struct session *session, const char *prompt,
                bool (*more)(void *data), void *data);
/* Give up the line, if there is one, and leave Readline as it was. */
void feed_end(void);

/* Bytes that were typed; feed_run lets Readline have them. */
void feed_push(const char *bytes, size_t n);
enum feed_result { FEED_EDITING, FEED_LINE, FEED_CLOSED };
/* FEED_LINE: *line is the caller's (free); past_add keeps it. */
enum feed_result feed_run(char **line);

struct feed_line feed_line(void);
/* True when Escape means something to the line editor itself. */
bool feed_wants_escape(void);

#endif

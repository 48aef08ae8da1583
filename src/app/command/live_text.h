/* What an estimate has come to, as text for who looks while it goes on. */
#ifndef COMMAND_LIVE_TEXT_H
#define COMMAND_LIVE_TEXT_H

#include "report/reply.h"
#include "session.h"

/* Zeroed but for the session. */
struct live_text {
    struct session *session;
    double shown;       /* riffle_seconds() of the last look; 0: none yet */
    struct reply reply; /* between begin and end */
    char *text;
    size_t size;
};

/* The reply to say it through; NULL: nobody looks, or it is too soon. */
struct reply *live_text_begin(struct live_text *live);
/* Show what was said, in place of what was shown. */
void live_text_end(struct live_text *live);
/* The estimate is over: its answer follows. */
void live_text_close(const struct live_text *live);

/* Rows of a table that fit beside `others` lines, at most `most`. */
size_t live_text_rows(const struct reply *reply, size_t others, size_t most);

#endif

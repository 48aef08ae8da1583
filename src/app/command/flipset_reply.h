/* What flipset answers: the set found, and what each order came to. */
#ifndef COMMAND_FLIPSET_REPLY_H
#define COMMAND_FLIPSET_REPLY_H

#include "report/reply.h"
#include "riffle/flipset.h"

struct session;

/* What is asked, as the engine and as the user's words have it. */
struct flipset_question {
    const char *option; /* "test", "theta" or "accuracy" */
    char measure[300];
    struct riffle_flip_options options;
    size_t row; /* test= */
};

/* Before and after, the rows, the orders; a set found becomes the selection. */
enum riffle_status flipset_reply(struct session *session,
                                 const struct flipset_question *question,
                                 const struct riffle_flipset *found,
                                 struct reply *reply,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

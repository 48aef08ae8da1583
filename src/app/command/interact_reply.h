/* What interact answers: pairs, members of a set, what a search found. */
#ifndef COMMAND_INTERACT_REPLY_H
#define COMMAND_INTERACT_REPLY_H

#include "report/reply.h"
#include "riffle/interact.h"
#include "session.h"

struct interact_view {
    const struct session *session;
    struct riffle_interact_options options;
    const char *by; /* its order, as typed */
    size_t shown;   /* pairs and rows of the text; programs get more */
};

/* Pairs to ask of the engine. */
size_t interact_most(const struct interact_view *view, bool json);

enum riffle_status
interact_reply_set(const struct interact_view *view,
                   const struct riffle_interaction *found, struct reply *reply,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;
enum riffle_status
interact_reply_search(const struct interact_view *view,
                      const struct riffle_interact_search *found,
                      struct reply *reply,
                      struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

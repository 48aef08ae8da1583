/* Going back and forth among states, and what undo and redo answer. */
#ifndef COMMAND_UNDO_REPLY_H
#define COMMAND_UNDO_REPLY_H

#include "command/command.h"
#include "session.h"

/* A direction: how its verb is said, and the step it takes. */
struct undo_way {
    const char *did; /* "undid" */
    const char *key; /* of JSON: "undone" */
    enum riffle_status (*take)(struct session *session, size_t n,
                               struct riffle_error *err);
    bool back; /* files that were written in between stay: say so */
};

/* Take N steps (one by default), as many as there are. */
enum riffle_status undo_run(struct session *session,
                            const struct command_call *call,
                            const struct undo_way *way, struct reply *reply,
                            struct riffle_error *err) RIFFLE_MUST_CHECK;

/* One line: data, model, selection as they are now. */
void undo_say_state(const struct session *session, struct reply *reply);

#endif

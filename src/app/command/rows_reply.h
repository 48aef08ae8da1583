/* The current removal set: made, taken over, described. */
#ifndef COMMAND_ROWS_REPLY_H
#define COMMAND_ROWS_REPLY_H

#include "command/command.h"
#include "report/reply.h"
#include "session.h"

/* Size, class balance, first rows, strategy and seed of a removal set. */
void rows_reply(const struct session *session,
                const struct riffle_removal *removal, struct reply *reply);

/* Make `removal`, which is taken, the current removal set, and describe it. */
enum riffle_status rows_take(struct session *session,
                             struct riffle_removal *removal,
                             struct reply *reply,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Make rows (any order, repeats merged with a note) the current removal set.
 * strategy  how they were found, in words; copied; NULL: by hand
 */
enum riffle_status rows_select(struct session *session, const size_t *rows,
                               size_t k, const char *strategy,
                               struct reply *reply,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The rows to keep in the set, given those listed; out has room for both. */
typedef size_t rows_combine(const struct riffle_removal *set, size_t *listed,
                            size_t k, size_t *out);

/* Change the current removal set by the rows that a call lists. */
enum riffle_status rows_edit(struct session *session,
                             const struct command_call *call,
                             rows_combine *combine, struct reply *reply,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;

/* A named removal set, or NULL. */
const struct session_set *rows_set_find(const struct session *session,
                                        const char *name);

/* A table of the named sets. */
enum riffle_status rows_list_sets(const struct session *session,
                                  struct reply *reply,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

/* Errors for people: what, where, why, what next (interface 1.1). */
#ifndef COMMAND_COMPLAIN_H
#define COMMAND_COMPLAIN_H

#include "command/parse.h"
#include "session.h"

/* Print a failure on the session's notes, pointing at `mark`. */
void complain(const struct session *session, const struct source *source,
              const struct call_mark *mark, const struct riffle_error *err);

/* Line and column, from 1, of a mark in its source. */
void complain_place(const struct source *source, const struct call_mark *mark,
                    size_t *line, size_t *column);

#endif

/* Errors for people: what, where, why, what next (interface 1.1). */
#ifndef COMMAND_COMPLAIN_H
#define COMMAND_COMPLAIN_H

#include "command/parse.h"
#include "session.h"

/* Print a failure on the session's notes, pointing at `mark`. */
void complain(const struct session *session, const struct source *source,
              const struct call_mark *mark, const struct riffle_error *err);

#endif

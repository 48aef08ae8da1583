/* What to do next, for every failure that does not say so itself. */
#ifndef COMMAND_HINT_H
#define COMMAND_HINT_H

#include "command/call.h"

/*
 * Complete the hint of a failure with a line that works: one with the option
 * `key` (NULL: none), else one that begins like the call, else the first.
 */
void hint_example(const struct command_call *call, const char *key,
                  struct riffle_error *err);

/* Where a failure has no hint, give it one by what its mark is on. */
void hint_fill(const struct command_call *call, struct riffle_error *err);

#endif

/* A call as text that does the same again. */
#ifndef COMMAND_REPLAY_H
#define COMMAND_REPLAY_H

#include "command/parse.h"

/* As typed, its verb in full; caller owns; NULL: no memory. */
char *replay_typed(const struct source *source,
                   const struct command_call *call);

/*
 * Likewise, from any folder: names of files that are there have become
 * absolute. Asked before the command runs: it may write files, too.
 */
char *replay_anywhere(const struct source *source,
                      const struct command_call *call);

#endif

/* "did you mean" for files. */
#ifndef COMMAND_NEARBY_H
#define COMMAND_NEARBY_H

#include "command/call.h"

/*
 * Hint at what is called nearly like the first file of the call that is not
 * there, and mark it: files of the same folder, bundled data sets.
 */
void nearby_hint(const struct command_call *call, struct riffle_error *err);

#endif

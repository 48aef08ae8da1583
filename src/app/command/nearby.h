/* "did you mean" for files. */
#ifndef COMMAND_NEARBY_H
#define COMMAND_NEARBY_H

#include "command/call.h"

/*
 * Mark the file of the call that a failure tells is not there, and hint at
 * what is called nearly like it: files of the same folder, bundled data sets;
 * when nothing is, at where paths begin.
 */
void nearby_hint(const struct command_call *call, struct riffle_error *err);

#endif

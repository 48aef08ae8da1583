/* Files of commands: one logical line after the other. */
#ifndef COMMAND_SCRIPT_H
#define COMMAND_SCRIPT_H

#include "command/dispatch.h"

/* What is done with each line: command_run or command_check. */
typedef enum riffle_status script_action(struct session *session,
                                         const struct source *source);

/*
 * Read lines from `in` until its end, a failure (unless the session keeps
 * going) or `quit`. A line that ends in a backslash or inside quotes goes on
 * in the next. `name` is how errors call the file.
 * Returns the status of the first failure; each has been reported.
 */
enum riffle_status script_read(struct session *session, FILE *in,
                               const char *name, script_action *action);

/*
 * Likewise a file by its path; a relative path starts from the folder of the
 * script that is running. Fails with RIFFLE_EIO, RIFFLE_ELIMIT (nested too
 * deep), RIFFLE_EUSAGE (it includes itself) before any line is read: then,
 * and only then, *opened is false and `err` not reported.
 */
enum riffle_status script_run(struct session *session, const char *path,
                              script_action *action, bool *opened,
                              struct riffle_error *err);

#endif

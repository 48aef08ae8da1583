/* Failures of the operating system, in words, and the parts of paths. */
#ifndef BASE_SYSTEM_H
#define BASE_SYSTEM_H

#include "riffle/status.h"

/*
 * Record RIFFLE_EIO, or RIFFLE_ENOMEM, as "ACTION PATH: what errno means", with errno as the
 * caller finds it: system_fail(err, "cannot open", path).
 */
enum riffle_status system_fail(struct riffle_error *err, const char *action,
                               const char *path);

/* open(2) of a file that is there, whatever signals come in between. */
int system_open(const char *path, int flags);

/* The part of a path after its last slash; borrows. */
const char *path_base(const char *path);

/* True when the path ends in `.ending`, in either case. */
bool path_ends(const char *path, const char *ending);

#endif

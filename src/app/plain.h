/* Opening files that are there to be read to their end. */
#ifndef PLAIN_H
#define PLAIN_H

#include "riffle/status.h"

#include <stdio.h>
#include <sys/stat.h>

/*
 * `path` for reading. A folder, a pipe or a device is refused at once: they
 * have no end, or would be waited for. RIFFLE_EIO, RIFFLE_ENOMEM; else the
 * caller closes `in`, and `found` is what fstat(2) says of it.
 */
enum riffle_status plain_open(const char *path, FILE **in, struct stat *found,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

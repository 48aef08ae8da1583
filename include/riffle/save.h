/* Writing a file so that its readers see the old or the new one, whole. */
#ifndef RIFFLE_SAVE_H
#define RIFFLE_SAVE_H

#include "riffle/status.h"

/*
 * Replace the content of `path` by `size` bytes: a temporary file beside it
 * (mode 0600), written, synced, renamed. Nothing is left behind on failure.
 */
enum riffle_status riffle_save(const char *path, const void *bytes, size_t size,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

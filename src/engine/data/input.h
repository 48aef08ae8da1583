/* A regular file, read once from front to back, digested on the way. */
#ifndef DATA_INPUT_H
#define DATA_INPUT_H

#include "base/digest.h"
#include "riffle/progress.h"
#include "riffle/status.h"

#include <sys/stat.h>

enum { INPUT_CHUNK = 1 << 20 };

struct input {
    const char *path; /* borrowed */
    int fd;           /* -1 when closed */
    size_t size, offset;
    struct stat opened; /* to notice that the file changes under us */
    struct digest digest;
    const struct riffle_progress *progress;
    unsigned char *chunk; /* `room` bytes, at most INPUT_CHUNK */
    size_t room;
};

/* Fails with RIFFLE_EIO, also for folders, pipes and devices. */
enum riffle_status input_open(struct input *input, const char *path,
                              const struct riffle_progress *progress,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Fine on a zeroed input whose fd is -1, and twice. */
void input_close(struct input *input);

/* Copy at most `size` first bytes without reading on; how many there were. */
size_t input_peek(const struct input *input, unsigned char *bytes, size_t size);

/*
 * The next piece of the file, borrowed until the next call; *length is 0 at
 * the end. Fails with RIFFLE_EIO, also when the file changed meanwhile, and
 * RIFFLE_STOPPED.
 */
enum riffle_status input_next(struct input *input, const unsigned char **bytes,
                              size_t *length,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Fail with RIFFLE_EFORMAT at a line of the file: "PATH:LINE: sentence". A
 * caller that knows the column, too, adds it: riffle_place().
 */
enum riffle_status input_fail(const struct input *input, size_t line,
                              struct riffle_error *err, const char *format, ...)
    RIFFLE_PRINTF(4, 5);

#endif

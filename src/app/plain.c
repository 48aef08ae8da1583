#include "plain.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static enum riffle_status fail(const char *path, int reason,
                               struct riffle_error *err)
{
    return riffle_fail(err, reason == ENOMEM ? RIFFLE_ENOMEM : RIFFLE_EIO,
                       "cannot read `%s': %s", path, strerror(reason));
}

static enum riffle_status check(const char *path, const struct stat *found,
                                struct riffle_error *err)
{
    if (S_ISREG(found->st_mode))
        return RIFFLE_OK;
    if (S_ISDIR(found->st_mode))
        return fail(path, EISDIR, err);
    riffle_fail(err, RIFFLE_EIO, "cannot read `%s': it is no plain file", path);
    riffle_hint(err, "a pipe can be run as a script from standard input: "
                     "riffle -");
    return RIFFLE_EIO;
}

enum riffle_status plain_open(const char *path, FILE **in, struct stat *found,
                              struct riffle_error *err)
{
    /* Without O_NONBLOCK, opening a pipe would wait for its writer. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, found) != 0) {
        int reason = errno;
        if (fd >= 0)
            (void)close(fd);
        return fail(path, reason, err);
    }
    enum riffle_status status = check(path, found, err);
    *in = status == RIFFLE_OK ? fdopen(fd, "r") : NULL;
    if (status == RIFFLE_OK && !*in)
        status = fail(path, errno, err);
    if (!*in)
        (void)close(fd);
    return status;
}

#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>

enum riffle_status system_fail(struct riffle_error *err, const char *action,
                               const char *path)
{
    char reason[128];
    const enum riffle_status status =
        errno == ENOMEM ? RIFFLE_ENOMEM : RIFFLE_EIO;
    const char *text = strerror_r(errno, reason, sizeof reason);
    return riffle_fail(err, status, "%s %s: %s", action, path, text);
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

bool path_ends(const char *path, const char *ending)
{
    const char *dot = strrchr(path_base(path), '.');
    return dot != NULL && strcasecmp(dot + 1, ending) == 0;
}

int system_open(const char *path, int flags)
{
    int fd;
    do {
        fd = open(path, flags);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

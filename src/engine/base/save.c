/* Files that are replaced whole: temporary beside, synced, renamed. */
#include "riffle/save.h"

#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t written = write(fd, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

static bool sync_retrying(int fd)
{
    while (fsync(fd) != 0)
        if (errno != EINTR)
            return false;
    return true;
}

/* Make the rename itself durable. Some file systems cannot: EINVAL. */
static bool sync_directory(const char *directory)
{
    const int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool synced = sync_retrying(fd) || errno == EINVAL;
    const int saved = errno;
    (void)close(fd);
    errno = saved;
    return synced;
}

/* Pipes and devices cannot be replaced, only written to. */
static enum riffle_status save_stream(const char *path, const void *bytes,
                                      size_t size, struct riffle_error *err)
{
    const int fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return system_fail(err, "cannot open", path);
    enum riffle_status status = RIFFLE_OK;
    if (isatty(fd))
        status = riffle_fail(err, RIFFLE_EIO, "%s is a terminal", path);
    else if (!write_all(fd, bytes, size))
        status = system_fail(err, "cannot write", path);
    (void)close(fd);
    return status;
}

/* The bytes in a synced temporary file; its name stays only on success. */
static enum riffle_status save_temporary(const char *target, char *temporary,
                                         const void *bytes, size_t size,
                                         struct riffle_error *err)
{
    const int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return system_fail(err, "cannot save", target);
    enum riffle_status status = RIFFLE_OK;
    if (!write_all(fd, bytes, size) || !sync_retrying(fd))
        status = system_fail(err, "cannot save", target);
    if (close(fd) != 0 && status == RIFFLE_OK)
        status = system_fail(err, "cannot save", target);
    if (status != RIFFLE_OK)
        (void)unlink(temporary);
    return status;
}

/* `target` is no symbolic link: a link is kept and what it names replaced. */
static enum riffle_status save_replace(const char *target, const void *bytes,
                                       size_t size, struct riffle_error *err)
{
    char directory[PATH_MAX], temporary[PATH_MAX];
    const size_t length = (size_t)(path_base(target) - target);
    const int printed = snprintf(temporary, sizeof temporary,
                                 "%.*s.riffle-XXXXXX", (int)length, target);
    if (printed < 0 || (size_t)printed >= sizeof temporary) {
        errno = ENAMETOOLONG;
        return system_fail(err, "cannot save", target);
    }
    (void)snprintf(directory, sizeof directory, "%.*s", (int)length, target);
    enum riffle_status status =
        save_temporary(target, temporary, bytes, size, err);
    if (status != RIFFLE_OK)
        return status;
    if (rename(temporary, target) != 0) {
        status = system_fail(err, "cannot replace", target);
        (void)unlink(temporary);
        return status;
    }
    if (!sync_directory(length > 0 ? directory : ".")) {
        status =
            system_fail(err, "saved, but the disk did not confirm", target);
        riffle_hint(err, "the new content is there; a power failure could "
                         "still bring the old one back");
    }
    return status;
}

enum riffle_status riffle_save(const char *path, const void *bytes, size_t size,
                               struct riffle_error *err)
{
    struct stat found;
    if (stat(path, &found) != 0) {
        if (errno != ENOENT)
            return system_fail(err, "cannot save", path);
        return save_replace(path, bytes, size, err);
    }
    if (S_ISFIFO(found.st_mode) || S_ISCHR(found.st_mode))
        return save_stream(path, bytes, size, err);
    if (!S_ISREG(found.st_mode))
        return riffle_fail(err, RIFFLE_EIO, "%s is not a regular file", path);
    char *target = realpath(path, NULL);
    if (target == NULL)
        return system_fail(err, "cannot save", path);
    const enum riffle_status status = save_replace(target, bytes, size, err);
    free(target);
    return status;
}

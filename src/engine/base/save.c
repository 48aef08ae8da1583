/* Files that are replaced whole: temporary beside, synced, renamed. */
#include "riffle/save.h"

#include "base/system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* What temporary files are called, in the folder of the target. */
#define TEMPORARY ".riffle-"
#define VARYING   "XXXXXX"

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
    const int fd = system_open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
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
    const int fd = system_open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
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

static bool lock(int fd, int how)
{
    return TEMP_FAILURE_RETRY(flock(fd, how)) == 0;
}

/*
 * Unlink a temporary file that nobody holds a lock on: whoever made it was
 * killed before it could be renamed.
 */
static void sweep_one(int folder, const char *name)
{
    struct stat found;
    const int fd =
        openat(folder, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fstat(fd, &found) == 0 && S_ISREG(found.st_mode) &&
        found.st_uid == geteuid() && lock(fd, LOCK_EX | LOCK_NB))
        (void)unlinkat(folder, name, 0);
    (void)close(fd);
}

static void sweep_stale(const char *directory)
{
    DIR *folder = opendir(directory);
    if (folder == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (strncmp(entry->d_name, TEMPORARY, strlen(TEMPORARY)) == 0)
            sweep_one(dirfd(folder), entry->d_name);
    (void)closedir(folder);
}

/* A new locked file; another process may have swept it before the lock. */
static int make_temporary(char *temporary)
{
    char *varying = temporary + strlen(temporary) + 1 - sizeof VARYING;
    for (int tries = 0; tries < 100; tries++) {
        struct stat made;
        memcpy(varying, VARYING, sizeof VARYING);
        const int fd = mkostemp(temporary, O_CLOEXEC);
        if (fd < 0 && errno == EINTR)
            continue;
        if (fd < 0)
            return -1;
        /* Some file systems have no locks; nobody sweeps there either. */
        if (!lock(fd, LOCK_EX) || (fstat(fd, &made) == 0 && made.st_nlink > 0))
            return fd;
        (void)close(fd);
    }
    errno = EAGAIN;
    return -1;
}

/* Flush a descriptor whose file stays locked by another. */
static bool flush(int fd)
{
    const int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (copy < 0 || !sync_retrying(fd))
        return false;
    return close(copy) == 0 || errno == EINTR; /* closed all the same */
}

/* The bytes synced in a temporary file, which then takes the target's name. */
static enum riffle_status write_and_rename(const char *target,
                                           const char *temporary, int fd,
                                           const void *bytes, size_t size,
                                           struct riffle_error *err)
{
    if (!write_all(fd, bytes, size) || !flush(fd))
        return system_fail(err, "cannot save", target);
    if (TEMP_FAILURE_RETRY(rename(temporary, target)) != 0)
        return system_fail(err, "cannot replace", target);
    return RIFFLE_OK;
}

/* `target` is no symbolic link: a link is kept and what it names replaced. */
static enum riffle_status save_replace(const char *target, const void *bytes,
                                       size_t size, struct riffle_error *err)
{
    char directory[PATH_MAX], temporary[PATH_MAX];
    const size_t length = (size_t)(path_base(target) - target);
    const int printed = snprintf(temporary, sizeof temporary,
                                 "%.*s" TEMPORARY VARYING, (int)length, target);
    if (printed < 0 || (size_t)printed >= sizeof temporary) {
        errno = ENAMETOOLONG;
        return system_fail(err, "cannot save", target);
    }
    (void)snprintf(directory, sizeof directory, "%.*s", (int)length, target);
    sweep_stale(length > 0 ? directory : ".");
    const int fd = make_temporary(temporary);
    if (fd < 0)
        return system_fail(err, "cannot save", target);
    enum riffle_status status =
        write_and_rename(target, temporary, fd, bytes, size, err);
    if (status != RIFFLE_OK)
        (void)unlink(temporary);
    (void)close(fd);
    if (status == RIFFLE_OK && !sync_directory(length > 0 ? directory : ".")) {
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

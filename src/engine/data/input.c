#include "data/input.h"

#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum riffle_status input_open(struct input *input, const char *path,
                              const struct riffle_progress *progress,
                              struct riffle_error *err)
{
    *input = (struct input){.path = path, .fd = -1, .progress = progress};
    /* Without O_NONBLOCK, opening a pipe would wait for its writer. */
    input->fd = system_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (input->fd < 0 || fstat(input->fd, &input->opened) != 0) {
        const enum riffle_status status = system_fail(err, "cannot open", path);
        input_close(input);
        return status;
    }
    if (!S_ISREG(input->opened.st_mode)) {
        bool folder = S_ISDIR(input->opened.st_mode);
        input_close(input);
        (void)riffle_fail(err, RIFFLE_EIO, "%s is %s", path,
                          folder ? "a folder" : "not a regular file");
        if (folder)
            riffle_hint(err, "name a file in it: %s%sFILE", path,
                        path[strlen(path) - 1] == '/' ? "" : "/");
        return RIFFLE_EIO;
    }
    input->size = (size_t)input->opened.st_size;
    /* One byte more than there should be tells a file that grows. */
    input->room = input->size < INPUT_CHUNK ? input->size + 1 : INPUT_CHUNK;
    input->chunk = malloc(input->room);
    if (input->chunk == NULL) {
        input_close(input);
        return riffle_fail_memory(err, input->room);
    }
    digest_init(&input->digest);
    return RIFFLE_OK;
}

void input_close(struct input *input)
{
    if (input->fd >= 0)
        (void)close(input->fd);
    free(input->chunk);
    input->fd = -1;
    input->chunk = NULL;
}

size_t input_peek(const struct input *input, unsigned char *bytes, size_t size)
{
    const ssize_t got = pread(input->fd, bytes, size, 0);
    return got > 0 ? (size_t)got : 0;
}

static bool input_changed(const struct input *input)
{
    struct stat now;
    const struct stat *then = &input->opened;
    return fstat(input->fd, &now) != 0 || now.st_size != then->st_size ||
           now.st_mtim.tv_sec != then->st_mtim.tv_sec ||
           now.st_mtim.tv_nsec != then->st_mtim.tv_nsec ||
           input->offset != input->size;
}

enum riffle_status input_next(struct input *input, const unsigned char **bytes,
                              size_t *length, struct riffle_error *err)
{
    if (!riffle_progress_step(input->progress, "reading bytes", input->offset,
                              input->size))
        return riffle_fail(err, RIFFLE_STOPPED, "reading %s was stopped",
                           input->path);
    ssize_t got;
    do {
        got = read(input->fd, input->chunk, input->room);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return system_fail(err, "cannot read", input->path);
    if (got == 0 && input_changed(input))
        return riffle_fail(err, RIFFLE_EIO, "%s changed while it was read",
                           input->path);
    digest_add(&input->digest, input->chunk, (size_t)got);
    input->offset += (size_t)got;
    *bytes = input->chunk;
    *length = (size_t)got;
    return RIFFLE_OK;
}

enum riffle_status input_fail(const struct input *input, size_t line,
                              struct riffle_error *err, const char *format, ...)
{
    char sentence[768];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    (void)riffle_fail(err, RIFFLE_EFORMAT, "%s:%zu: %s", input->path, line,
                      sentence);
    riffle_place(err, line, 0);
    return RIFFLE_EFORMAT;
}

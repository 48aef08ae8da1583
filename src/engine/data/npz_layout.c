/*
 * The directory of a zip archive (APPNOTE 4.3), read before libzip is: it
 * bounds what libzip has to do, and sees members that lie over each other.
 */
#include "data/npz_layout.h"

#include "data/dtype.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    END_SIZE = 22,      /* of the record at the end, without its comment */
    ENTRY_SIZE = 46,    /* of an entry of the directory, without its texts */
    HEAD_SIZE = 30,     /* of what stands before a member, likewise */
    LOCATOR_SIZE = 20,  /* of the pointer to the long form of the end */
    LONG_END_SIZE = 56, /* of that */
    MOST_COMMENT = 0xffff,
    MOST_DIRECTORY = 1 << 24,
    MOST_RATIO = 1032, /* of deflate: 258 bytes of two bits */
};

/* From the first byte of a member's head to the one behind its data. */
struct extent {
    uint64_t begin, end;
};

/* The entries, and where they are in the file. */
struct directory {
    const struct input *input;
    uint64_t offset, size, count;
    struct riffle_error *err;
};

static enum riffle_status refuse(const struct directory *directory,
                                 uint64_t offset, const char *why)
{
    return riffle_fail(directory->err, RIFFLE_EFORMAT, "%s: byte %llu: %s",
                       directory->input->path, (unsigned long long)offset, why);
}

static uint64_t number(const unsigned char *bytes, size_t size)
{
    return dtype_bits(bytes, size, false);
}

static bool read_at(const struct input *input, uint64_t offset, void *bytes,
                    size_t size)
{
    return offset <= input->size && size <= input->size - offset &&
           pread(input->fd, bytes, size, (off_t)offset) == (ssize_t)size;
}

/* The end record is the last of its mark whose comment reaches the end. */
static enum riffle_status find_end(const struct directory *directory,
                                   unsigned char end[END_SIZE],
                                   uint64_t *offset)
{
    const struct input *input = directory->input;
    const size_t tail = input->size < END_SIZE + MOST_COMMENT
                            ? input->size
                            : END_SIZE + MOST_COMMENT;
    bool found = false;
    unsigned char *bytes = malloc(tail + 1);
    if (bytes == NULL)
        return riffle_fail_memory(directory->err, tail + 1);
    const bool whole = read_at(input, input->size - tail, bytes, tail);
    for (size_t left = END_SIZE; whole && left <= tail && !found; left++) {
        const unsigned char *at = bytes + tail - left;
        found = memcmp(at, "PK\5\6", 4) == 0 &&
                number(at + 20, 2) == left - END_SIZE;
        if (found) {
            memcpy(end, at, END_SIZE);
            *offset = input->size - left;
        }
    }
    free(bytes);
    return found ? RIFFLE_OK
                 : refuse(directory, 0,
                          "not a readable zip archive: no directory at its "
                          "end");
}

/* The long form, where a field of the short one is full. */
static bool read_long_end(struct directory *directory, uint64_t end)
{
    unsigned char locator[LOCATOR_SIZE], record[LONG_END_SIZE];
    if (end < LOCATOR_SIZE ||
        !read_at(directory->input, end - LOCATOR_SIZE, locator,
                 sizeof locator) ||
        memcmp(locator, "PK\6\7", 4) != 0 ||
        !read_at(directory->input, number(locator + 8, 8), record,
                 sizeof record) ||
        memcmp(record, "PK\6\6", 4) != 0)
        return false;
    directory->count = number(record + 32, 8);
    directory->size = number(record + 40, 8);
    directory->offset = number(record + 48, 8);
    return true;
}

static enum riffle_status find_directory(struct directory *directory,
                                         size_t most)
{
    unsigned char end[END_SIZE] = {0};
    uint64_t at = 0;
    const enum riffle_status status = find_end(directory, end, &at);
    if (status != RIFFLE_OK)
        return status;
    directory->count = number(end + 10, 2);
    directory->size = number(end + 12, 4);
    directory->offset = number(end + 16, 4);
    if ((directory->count == 0xffff || directory->size == 0xffffffff ||
         directory->offset == 0xffffffff) &&
        !read_long_end(directory, at))
        return refuse(directory, at, "the long form of the end is damaged");
    if (directory->count > most) {
        (void)riffle_fail(directory->err, RIFFLE_ELIMIT,
                          "%s: %llu members, at most %zu are allowed",
                          directory->input->path,
                          (unsigned long long)directory->count, most);
        return RIFFLE_ELIMIT;
    }
    if (directory->size > MOST_DIRECTORY)
        return riffle_fail(directory->err, RIFFLE_ELIMIT,
                           "%s: a directory of %llu bytes, at most %d are read",
                           directory->input->path,
                           (unsigned long long)directory->size, MOST_DIRECTORY);
    if (directory->offset > at || directory->size > at - directory->offset ||
        directory->size / ENTRY_SIZE < directory->count)
        return refuse(directory, at, "the directory does not fit the file");
    return RIFFLE_OK;
}

/* A field of an entry, from its long form where the short one is full. */
static uint64_t wide(uint64_t value, const unsigned char **extra,
                     const unsigned char *end)
{
    if (value != 0xffffffff || end - *extra < 8)
        return value;
    value = number(*extra, 8);
    *extra += 8;
    return value;
}

/* The content of an extra field of that number; end: behind it, or behind
 * nothing. */
static const unsigned char *find_extra(const unsigned char *extra,
                                       size_t length, unsigned id,
                                       const unsigned char **end)
{
    while (length >= 4) {
        const size_t size = number(extra + 2, 2);
        if (size > length - 4)
            break;
        if (number(extra, 2) == id) {
            *end = extra + 4 + size;
            return extra + 4;
        }
        extra += 4 + size;
        length -= 4 + size;
    }
    *end = extra;
    return extra;
}

/* The extent of one member, from its entry and its own head. */
static enum riffle_status measure(const struct directory *directory,
                                  const unsigned char *entry, uint64_t at,
                                  struct extent *extent)
{
    unsigned char head[HEAD_SIZE];
    const size_t name = number(entry + 28, 2), more = number(entry + 30, 2);
    const unsigned char *end;
    const unsigned char *extra =
        find_extra(entry + ENTRY_SIZE + name, more, 1, &end);
    const uint64_t inflated = wide(number(entry + 24, 4), &extra, end);
    const uint64_t stored = wide(number(entry + 20, 4), &extra, end);
    extent->begin = wide(number(entry + 42, 4), &extra, end);
    if (!read_at(directory->input, extent->begin, head, sizeof head) ||
        memcmp(head, "PK\3\4", 4) != 0)
        return refuse(directory, at, "the entry points at no member");
    const uint64_t before =
        HEAD_SIZE + number(head + 26, 2) + number(head + 28, 2);
    if (stored > directory->offset ||
        before + extent->begin > directory->offset - stored)
        return refuse(directory, at, "the member reaches into the directory");
    extent->end = extent->begin + before + stored;
    if (inflated / MOST_RATIO > stored)
        return refuse(directory, at,
                      "the member claims more than its bytes can inflate to");
    return RIFFLE_OK;
}

static int compare_extents(const void *a, const void *b)
{
    const struct extent *one = a, *other = b;
    return (one->begin > other->begin) - (one->begin < other->begin);
}

static enum riffle_status measure_all(const struct directory *directory,
                                      const unsigned char *bytes,
                                      struct extent *extents)
{
    size_t at = 0;
    for (size_t i = 0; i < directory->count; i++) {
        const size_t left = directory->size - at;
        const uint64_t offset = directory->offset + at;
        if (left < ENTRY_SIZE || memcmp(bytes + at, "PK\1\2", 4) != 0)
            return refuse(directory, offset, "expected an entry");
        const size_t size = ENTRY_SIZE + number(bytes + at + 28, 2) +
                            number(bytes + at + 30, 2) +
                            number(bytes + at + 32, 2);
        if (left < size)
            return refuse(directory, offset, "the entry ends too early");
        const enum riffle_status status =
            measure(directory, bytes + at, offset, &extents[i]);
        if (status != RIFFLE_OK)
            return status;
        at += size;
    }
    qsort(extents, directory->count, sizeof *extents, compare_extents);
    for (size_t i = 0; i + 1 < directory->count; i++)
        if (extents[i].end > extents[i + 1].begin)
            return refuse(directory, extents[i + 1].begin,
                          "two members share these bytes");
    return RIFFLE_OK;
}

enum riffle_status npz_check_layout(const struct input *input, size_t most,
                                    struct riffle_error *err)
{
    struct directory directory = {.input = input, .err = err};
    enum riffle_status status = find_directory(&directory, most);
    if (status != RIFFLE_OK)
        return status;
    unsigned char *bytes = malloc(directory.size + 1);
    struct extent *extents = calloc(directory.count + 1, sizeof *extents);
    if (bytes == NULL || extents == NULL)
        status = riffle_fail_memory(err, directory.size);
    else if (!read_at(input, directory.offset, bytes, directory.size))
        status = riffle_fail(err, RIFFLE_EIO, "%s changed while it was read",
                             input->path);
    else
        status = measure_all(&directory, bytes, extents);
    free(bytes);
    free(extents);
    return status;
}

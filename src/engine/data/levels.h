/* Distinct texts, numbered in the order they were first seen. */
#ifndef DATA_LEVELS_H
#define DATA_LEVELS_H

#include <stdbool.h>
#include <stddef.h>

#define LEVELS_NONE ((size_t)-1)

struct levels {
    char **texts; /* count; NUL-terminated */
    size_t count, capacity;
    size_t *slots; /* open addressing: number of a text, or LEVELS_NONE */
    size_t n_slots;
};

/* The number of a text, or LEVELS_NONE when it is not there. */
size_t levels_find(const struct levels *levels, const char *text,
                   size_t length);

/* Likewise, added when it is not there; LEVELS_NONE: out of memory. */
size_t levels_add(struct levels *levels, const char *text, size_t length);

/* False: out of memory; `copy` is as it was. */
bool levels_copy(struct levels *copy, const struct levels *source);

/* Fine on zeroed levels. */
void levels_release(struct levels *levels);

#endif

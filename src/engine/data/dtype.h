/* The number types of NPY files, as doubles. */
#ifndef DATA_DTYPE_H
#define DATA_DTYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dtype {
    char kind;   /* f, i, u, b */
    size_t size; /* bytes of an item */
    /* The item with these bits; false: no double is exactly that. */
    bool (*value)(uint64_t bits, size_t size, double *value);
};

/* Borrows a row of the table; NULL: not a number type that is read. */
const struct dtype *dtype_find(char kind, size_t size);

/* The bits of `size` bytes, which come lowest first unless `big`. */
static inline uint64_t dtype_bits(const unsigned char *bytes, size_t size,
                                  bool big)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < size; i++)
        bits |= (uint64_t)bytes[big ? size - 1 - i : i] << (8 * i);
    return bits;
}

#endif

/* NPY files written byte by byte, well-formed or not. */
#ifndef SUPPORT_NPY_BYTES_H
#define SUPPORT_NPY_BYTES_H

#include "support/folder.h"

#include <stdbool.h>

struct bytes {
    unsigned char data[4096];
    size_t size;
};

static inline void bytes_add(struct bytes *bytes, const void *data, size_t size)
{
    assert_true(bytes->size + size <= sizeof bytes->data);
    memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
}

/* Version 1.0 and the dictionary as given. */
static inline void npy_header(struct bytes *bytes, const char *dictionary)
{
    const size_t length = strlen(dictionary);
    const unsigned char size[] = {(unsigned char)(length & 0xff),
                                  (unsigned char)(length >> 8)};
    bytes_add(bytes, "\x93NUMPY\1\0", 8);
    bytes_add(bytes, size, 2);
    bytes_add(bytes, dictionary, length);
}

/* The low `size` bytes of an item. */
static inline void npy_item(struct bytes *bytes, uint64_t bits, size_t size,
                            bool big)
{
    for (size_t i = 0; i < size; i++) {
        const size_t byte = big ? size - 1 - i : i;
        const unsigned char value = (unsigned char)(bits >> (8 * byte));
        bytes_add(bytes, &value, 1);
    }
}

#endif

/* Sizes that are checked before they are allocated. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* False, leaving `product`, when a * b does not fit. */
bool size_multiply(size_t a, size_t b, size_t *product);

/*
 * `rows` x `columns` zeroed items of `size` bytes, freed with free(); NULL
 * when out of memory or when the product does not fit. Never NULL for an
 * empty array.
 */
void *array_new(size_t rows, size_t columns, size_t size);

#endif

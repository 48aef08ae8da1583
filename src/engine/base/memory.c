#include "base/memory.h"

#include <stdlib.h>

bool size_multiply(size_t a, size_t b, size_t *product)
{
    return !__builtin_mul_overflow(a, b, product);
}

void *array_new(size_t rows, size_t columns, size_t size)
{
    size_t count;
    if (!size_multiply(rows, columns, &count))
        return NULL;
    return calloc(count > 0 ? count : 1, size);
}

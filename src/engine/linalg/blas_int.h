/* The one place where a size_t becomes BLAS's int. */
#ifndef LINALG_BLAS_INT_H
#define LINALG_BLAS_INT_H

#include <assert.h>
#include <limits.h>
#include <stddef.h>

static inline int blas_int(size_t n)
{
    assert(n <= INT_MAX); /* RIFFLE_MAX_ROWS and _FEATURES see to it */
    return (int)n;
}

#endif

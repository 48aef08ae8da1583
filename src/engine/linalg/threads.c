/* The thread count of OpenBLAS. */
#include "riffle/threads.h"

#include <cblas.h>

void riffle_threads_set(size_t n)
{
    openblas_set_num_threads((int)n);
}

size_t riffle_threads(void)
{
    return (size_t)openblas_get_num_threads();
}

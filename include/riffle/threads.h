/* How many threads the linear algebra uses, process-wide. */
#ifndef RIFFLE_THREADS_H
#define RIFFLE_THREADS_H

#include <stddef.h>

#define RIFFLE_MAX_THREADS ((size_t)1024)

/* n is 1 .. RIFFLE_MAX_THREADS; not while another thread computes. */
void riffle_threads_set(size_t n);
size_t riffle_threads(void);

#endif

/* The same work on several threads. */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <stddef.h>

/*
 * Call work(data, 0) ... work(data, count - 1), the first on the calling
 * thread, the others on threads of their own where the system gives them;
 * returns when all are done. The calls must not share what they write.
 */
void parallel_run(size_t count, void (*work)(void *data, size_t index),
                  void *data);

#endif

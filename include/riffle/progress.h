/* How long work reports where it is, and learns that it should stop. */
#ifndef RIFFLE_PROGRESS_H
#define RIFFLE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * `step` is called from the working thread between units of work, `done` of
 * `total` (total 0: unknown) units of `stage` being finished; it returns
 * false to stop. A NULL progress, or a NULL step, means "never stop".
 */
struct riffle_progress {
    bool (*step)(void *data, const char *stage, size_t done, size_t total);
    void *data;
};

/* True when the work may go on. `progress` may be NULL. */
bool riffle_progress_step(const struct riffle_progress *progress,
                          const char *stage, size_t done, size_t total);

#endif

#include "riffle/progress.h"

bool riffle_progress_step(const struct riffle_progress *progress,
                          const char *stage, size_t done, size_t total)
{
    if (progress == NULL || progress->step == NULL)
        return true;
    return progress->step(progress->data, stage, done, total);
}

/* Removal sets: made, copied, released. */
#include "riffle/removal.h"

#include <stdlib.h>
#include <string.h>

#include "base/rows.h"

enum riffle_status riffle_removal_init(struct riffle_removal *removal,
                                       const size_t *rows, size_t k, size_t n,
                                       size_t *merged, struct riffle_error *err)
{
    struct riffle_removal made = {0};
    enum riffle_status status = rows_check(rows, k, n, "training", err);
    if (status == RIFFLE_OK)
        status = rows_distinct(rows, k, &made.rows, &made.k, err);
    if (status != RIFFLE_OK)
        return status;
    if (merged != NULL)
        *merged = k - made.k;
    *removal = made;
    return RIFFLE_OK;
}

enum riffle_status riffle_removal_copy(struct riffle_removal *removal,
                                       const struct riffle_removal *source,
                                       struct riffle_error *err)
{
    struct riffle_removal copy;
    enum riffle_status status = riffle_removal_init(
        &copy, source->rows, source->k, SIZE_MAX, NULL, err);
    if (status != RIFFLE_OK)
        return status;
    copy.seed = source->seed;
    if (source->strategy != NULL) {
        copy.strategy = strdup(source->strategy);
        if (copy.strategy == NULL) {
            riffle_removal_release(&copy);
            return riffle_fail_memory(err, strlen(source->strategy) + 1);
        }
    }
    *removal = copy;
    return RIFFLE_OK;
}

void riffle_removal_release(struct riffle_removal *removal)
{
    free(removal->rows);
    free(removal->strategy);
    *removal = (struct riffle_removal){0};
}

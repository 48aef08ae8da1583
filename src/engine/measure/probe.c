/* The test rows that measures sum over. */
#include "riffle/measure.h"

#include "riffle/rng.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/rank.h"
#include "base/rows.h"
#include "model/fit.h"

static enum riffle_status need_size(const struct riffle_fit *fit, size_t size,
                                    struct riffle_error *err)
{
    if (fit->m == 0) {
        riffle_fail(err, RIFFLE_ESTATE, "there are no test rows to probe");
        riffle_hint(err, "load with test=0.2 or with a test file");
        return RIFFLE_ESTATE;
    }
    if (size == 0)
        return riffle_fail(err, RIFFLE_EUSAGE, "a probe needs a row or more");
    return RIFFLE_OK;
}

/* The `size` rows: the greater half by loss, then random among the rest. */
static void choose(const struct riffle_fit *fit, struct ranked *items,
                   size_t *rows, size_t size, uint64_t seed)
{
    size_t highest = size - size / 2;
    struct riffle_rng rng;
    for (size_t i = 0; i < fit->m; i++)
        items[i] = (struct ranked){.key = -fit->test.loss[i], .item = i};
    rank_first(items, fit->m, highest);
    for (size_t i = 0; i < fit->m; i++)
        rows[i] = items[i].item;
    /* In row order, so that the draw does not depend on how rank_first works */
    rows_sort(rows + highest, fit->m - highest);
    riffle_rng_init(&rng, seed, "probe");
    riffle_rng_choose(&rng, rows + highest, fit->m - highest, size - highest);
    rows_sort(rows, size);
}

enum riffle_status riffle_probe_draw(struct riffle_probe *probe,
                                     const struct riffle_fit *fit, size_t size,
                                     uint64_t seed, struct riffle_error *err)
{
    enum riffle_status status = need_size(fit, size, err);
    if (status != RIFFLE_OK)
        return status;
    size = size < fit->m ? size : fit->m;
    size_t *rows = array_new(fit->m, 1, sizeof *rows);
    struct ranked *items = array_new(fit->m, 1, sizeof *items);
    if (rows == NULL || items == NULL) {
        free(rows);
        free(items);
        return riffle_fail_memory(err, fit->m * sizeof *items);
    }
    choose(fit, items, rows, size, seed);
    free(items);
    *probe = (struct riffle_probe){.rows = rows, .size = size, .seed = seed};
    return RIFFLE_OK;
}

enum riffle_status riffle_probe_rows(struct riffle_probe *probe,
                                     const struct riffle_fit *fit,
                                     const size_t *rows, size_t size,
                                     struct riffle_error *err)
{
    struct riffle_probe made = {0};
    enum riffle_status status = need_size(fit, size, err);
    if (status == RIFFLE_OK)
        status = rows_check(rows, size, fit->m, "test", err);
    if (status == RIFFLE_OK)
        status = rows_distinct(rows, size, &made.rows, &made.size, err);
    if (status == RIFFLE_OK)
        *probe = made;
    return status;
}

void riffle_probe_release(struct riffle_probe *probe)
{
    free(probe->rows);
    *probe = (struct riffle_probe){0};
}

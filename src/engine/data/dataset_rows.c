#include "data/dataset_rows.h"

#include "base/memory.h"
#include "riffle/rng.h"

#include <stdlib.h>
#include <string.h>

static void row_move(const struct riffle_rows *from, size_t i, size_t d,
                     struct riffle_rows *to, size_t k)
{
    memmove(to->x + k * d, from->x + i * d, d * sizeof *to->x);
    to->y[k] = from->y[i];
    to->origin[k] = from->origin[i];
    if (from->line != NULL)
        to->line[k] = from->line[i];
}

enum riffle_status dataset_rows_copy_wider(const struct riffle_rows *rows,
                                           size_t d, const bool *keep,
                                           struct row_counts counts,
                                           struct riffle_rows *out,
                                           struct riffle_error *err)
{
    size_t count = counts.kept + counts.room;
    struct riffle_rows made = {
        .x = array_new(count, d, sizeof *made.x),
        .y = array_new(count, 1, sizeof *made.y),
        .origin = array_new(count, 1, sizeof *made.origin),
    };
    if (rows->line != NULL)
        made.line = array_new(count, 1, sizeof *made.line);
    if (made.x == NULL || made.y == NULL || made.origin == NULL ||
        (rows->line != NULL && made.line == NULL)) {
        dataset_rows_release(&made);
        return riffle_fail_memory(err, count * d * sizeof(double));
    }
    for (size_t i = 0; i < rows->n; i++)
        if (keep[i])
            row_move(rows, i, d, &made, made.n++);
    *out = made;
    return RIFFLE_OK;
}

enum riffle_status dataset_rows_copy(const struct riffle_rows *rows, size_t d,
                                     const bool *keep, size_t count,
                                     struct riffle_rows *out,
                                     struct riffle_error *err)
{
    const struct row_counts counts = {count, 0};
    return dataset_rows_copy_wider(rows, d, keep, counts, out, err);
}

enum riffle_status dataset_rows_copy_all(const struct riffle_rows *rows,
                                         size_t d, struct riffle_rows *out,
                                         struct riffle_error *err)
{
    bool *all = array_new(rows->n, 1, sizeof *all);
    if (all == NULL)
        return riffle_fail_memory(err, rows->n);
    memset(all, true, rows->n * sizeof *all);
    const enum riffle_status status =
        dataset_rows_copy(rows, d, all, rows->n, out, err);
    free(all);
    return status;
}

void dataset_rows_filter(struct riffle_rows *rows, size_t d, const bool *keep)
{
    size_t kept = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (keep[i])
            row_move(rows, i, d, rows, kept++);
    rows->n = kept;
}

enum riffle_status dataset_rows_draw(bool *chosen, size_t n, size_t k,
                                     uint64_t seed, const char *purpose,
                                     struct riffle_error *err)
{
    struct riffle_rng rng;
    size_t *items = array_new(n, 1, sizeof *items);
    if (items == NULL)
        return riffle_fail_memory(err, n * sizeof *items);
    for (size_t i = 0; i < n; i++) {
        items[i] = i;
        chosen[i] = false;
    }
    riffle_rng_init(&rng, seed, purpose);
    riffle_rng_choose(&rng, items, n, k);
    for (size_t i = 0; i < k; i++)
        chosen[items[i]] = true;
    free(items);
    return RIFFLE_OK;
}

void dataset_rows_release(struct riffle_rows *rows)
{
    free(rows->x);
    free(rows->y);
    free(rows->line);
    free(rows->origin);
    *rows = (struct riffle_rows){0};
}

/* A data set with its edits. */
#include "data/edits.h"

#include "base/memory.h"
#include "data/dataset_rows.h"

#include <stdlib.h>
#include <string.h>

/* Which rows of the base stay as they are or changed: not removed. */
static bool *mark_kept(const struct riffle_edits *edits)
{
    bool *kept = array_new(edits->n_base, 1, sizeof *kept);
    if (kept == NULL)
        return NULL;
    memset(kept, true, edits->n_base * sizeof *kept);
    for (size_t i = 0; i < edits->n_changed; i++)
        kept[edits->changed[i].base] = edits->changed[i].row != NULL;
    return kept;
}

static void write_row(const struct edited_row *row, size_t d, size_t at,
                      struct riffle_rows *rows)
{
    memcpy(rows->x + at * d, row->x, d * sizeof *rows->x);
    rows->y[at] = row->y;
}

static void write_changed(const struct riffle_edits *edits,
                          struct riffle_rows *rows)
{
    size_t gone = 0;
    for (size_t i = 0; i < edits->n_changed; i++) {
        const struct edited_base *entry = &edits->changed[i];
        if (entry->row != NULL)
            write_row(entry->row, edits->d, entry->base - gone, rows);
        gone += entry->row == NULL;
    }
}

static void write_added(const struct riffle_edits *edits,
                        struct riffle_rows *rows)
{
    for (size_t i = 0; i < edits->n_added; i++) {
        write_row(edits->added[i], edits->d, rows->n, rows);
        rows->origin[rows->n] = RIFFLE_ORIGIN_ADDED;
        if (rows->line != NULL)
            rows->line[rows->n] = 0;
        rows->n++;
    }
}

/* Rows of the base planted from the start, unless they were put again, and
   those that were put as planted. */
static bool fill_planted(const struct riffle_edits *edits,
                         const struct riffle_dataset *base,
                         struct riffle_dataset *made)
{
    size_t gone = 0, next = 0, changed = 0, n = edits->n_base - edits->n_gone;
    made->planted = array_new(base->n_planted + riffle_edits_count(edits), 1,
                              sizeof *made->planted);
    if (made->planted == NULL)
        return false;
    for (size_t b = 0; b < edits->n_base; b++) {
        bool planted = next < base->n_planted && base->planted[next] == b;
        next += planted;
        if (changed < edits->n_changed && edits->changed[changed].base == b) {
            const struct edited_row *row = edits->changed[changed++].row;
            planted = row != NULL && row->planted;
            gone += row == NULL;
            if (row == NULL)
                continue;
        }
        if (planted)
            made->planted[made->n_planted++] = b - gone;
    }
    for (size_t i = 0; i < edits->n_added; i++)
        if (edits->added[i]->planted)
            made->planted[made->n_planted++] = n + i;
    return true;
}

static enum riffle_status fill(const struct riffle_edits *edits,
                               const struct riffle_dataset *base,
                               const bool *kept, struct riffle_dataset *made,
                               struct riffle_error *err)
{
    enum riffle_status status = dataset_describe(base, made, err);
    if (status == RIFFLE_OK)
        status = dataset_rows_copy_wider(
            &base->train, edits->d, kept,
            (struct row_counts){edits->n_base - edits->n_gone, edits->n_added},
            &made->train, err);
    if (status == RIFFLE_OK)
        status = dataset_rows_copy_all(&base->test, edits->d, &made->test, err);
    if (status != RIFFLE_OK)
        return status;
    write_changed(edits, &made->train);
    write_added(edits, &made->train);
    if (fill_planted(edits, base, made))
        return RIFFLE_OK;
    return riffle_fail_memory(err, base->n_planted * sizeof(size_t));
}

enum riffle_status riffle_edits_apply(const struct riffle_edits *edits,
                                      const struct riffle_dataset *base,
                                      struct riffle_dataset **dataset,
                                      struct riffle_error *err)
{
    bool *kept = mark_kept(edits);
    struct riffle_dataset *made = calloc(1, sizeof *made);
    enum riffle_status status = RIFFLE_OK;
    if (kept == NULL || made == NULL)
        status = riffle_fail_memory(err, edits->n_base);
    else
        status = fill(edits, base, kept, made, err);
    free(kept);
    if (status == RIFFLE_OK)
        *dataset = made;
    else
        riffle_dataset_free(made);
    return status;
}

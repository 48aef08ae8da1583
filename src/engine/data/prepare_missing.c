/* Missing cells and labels: refused, or their rows dropped and counted. */
#include "data/prepare.h"

#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * What a row lacks: d, its label, which nothing can fill in; else the first
 * missing column; d + 1: nothing.
 */
static size_t first_missing(const struct table *table, size_t row)
{
    const double *x = table->cells + row * table->d;
    if (table->label[row] == LEVELS_NONE)
        return table->d;
    for (size_t j = 0; j < table->d; j++)
        if (isnan(x[j]))
            return j;
    return table->d + 1;
}

static enum riffle_status fail_missing(const struct table *table, size_t row,
                                       size_t column, const char *path,
                                       struct riffle_error *err)
{
    const bool label = column == table->d;
    const char *name = label ? table->label_name : table->names.texts[column];
    char place[48] = "";
    if (table->line != NULL)
        (void)snprintf(place, sizeof place, ":%zu", table->line[row]);
    (void)riffle_fail(
        err, RIFFLE_EFORMAT, "%s%s: %s \"%.80s\" is missing in data row %zu",
        path, place, label ? "the label" : "column", name, table->origin[row]);
    riffle_place(err, table->line != NULL ? table->line[row] : 0, 0);
    riffle_hint(err, "missing=drop leaves such rows out%s",
                label ? "" : ", missing=mean fills in the training mean");
    return RIFFLE_EFORMAT;
}

enum riffle_status prepare_missing(const struct prepare *prepare,
                                   struct table *table, const char *path,
                                   struct riffle_error *err)
{
    const enum riffle_missing policy = prepare->options->missing;
    const size_t none = table->d + 1;
    enum riffle_status status = RIFFLE_OK;
    bool *keep = array_new(table->n, 1, sizeof *keep);
    if (keep == NULL)
        return riffle_fail_memory(err, table->n);
    size_t dropped = 0;
    for (size_t i = 0; status == RIFFLE_OK && i < table->n; i++) {
        const size_t column = first_missing(table, i);
        keep[i] = column == none ||
                  (policy == RIFFLE_MISSING_MEAN && column < table->d);
        dropped += !keep[i];
        if (!keep[i] && policy != RIFFLE_MISSING_DROP)
            status = fail_missing(table, i, column, path, err);
    }
    if (status == RIFFLE_OK && dropped > 0 && dropped == table->n)
        status = riffle_fail(err, RIFFLE_EFORMAT,
                             "%s: every row has a missing value", path);
    if (status == RIFFLE_OK && dropped > 0) {
        notes_add(prepare->notes, "%zu of %zu rows with missing values dropped",
                  dropped, table->n);
        table_filter(table, keep);
    }
    free(keep);
    return status;
}

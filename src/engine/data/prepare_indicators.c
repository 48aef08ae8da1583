/* Columns of text as one 0/1 column for each of their texts. */
#include "data/prepare.h"

#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where each level of a text column goes. */
struct spread {
    size_t first;  /* column in the widened table */
    size_t width;  /* 1 for numbers */
    size_t *place; /* rank of each level among the sorted; NULL: numbers */
};

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The levels in sorted order, and into `place` the rank of each. */
static char **sort_levels(const struct levels *levels, size_t *place)
{
    char **sorted = array_new(levels->count, 1, sizeof *sorted);
    if (sorted == NULL)
        return NULL;
    memcpy(sorted, levels->texts, levels->count * sizeof *sorted);
    qsort(sorted, levels->count, sizeof *sorted, compare_texts);
    for (size_t rank = 0; rank < levels->count; rank++)
        place[levels_find(levels, sorted[rank], strlen(sorted[rank]))] = rank;
    return sorted;
}

/* Add the name of a new column; fails when another has it already. */
static enum riffle_status add_name(const struct prepare *prepare,
                                   struct levels *names, const char *name,
                                   struct riffle_error *err)
{
    const size_t before = names->count;
    const size_t added = levels_add(names, name, strlen(name));
    if (added == LEVELS_NONE)
        return riffle_fail_memory(err, strlen(name));
    if (added == before)
        return RIFFLE_OK;
    (void)riffle_fail(err, RIFFLE_EFORMAT,
                      "%s: a column and the indicator of a text column have "
                      "the same name, \"%.80s\"",
                      prepare->path, name);
    riffle_hint(err, "rename the column, or leave it out: ignore=%.80s", name);
    return RIFFLE_EFORMAT;
}

/* Names "column=text". */
static enum riffle_status add_names(const struct prepare *prepare,
                                    struct levels *names, const char *column,
                                    char **sorted, size_t count,
                                    struct riffle_error *err)
{
    for (size_t rank = 0; rank < count; rank++) {
        char *name;
        if (asprintf(&name, "%s=%s", column, sorted[rank]) < 0)
            return riffle_fail_memory(err, strlen(column));
        const enum riffle_status status = add_name(prepare, names, name, err);
        free(name);
        if (status != RIFFLE_OK)
            return status;
    }
    notes_add(prepare->notes,
              "the text column \"%s\" became %zu indicator column%s: %s=%s%s",
              column, count, count == 1 ? "" : "s", column, sorted[0],
              count > 1 ? ", ..." : "");
    return RIFFLE_OK;
}

static enum riffle_status refuse_identifier(const struct prepare *prepare,
                                            const struct table *train,
                                            const char *column, size_t count,
                                            struct riffle_error *err)
{
    if (count < 10 || count < train->n)
        return RIFFLE_OK;
    (void)riffle_fail(err, RIFFLE_EFORMAT,
                      "%s: column \"%.80s\": all %zu texts differ, which makes "
                      "an identifier, not a feature",
                      prepare->path, column, count);
    riffle_hint(err, "leave it out: ignore=%.80s", column);
    return RIFFLE_EFORMAT;
}

static enum riffle_status plan_text(const struct prepare *prepare,
                                    const struct table *train, size_t j,
                                    struct spread *spread, struct levels *names,
                                    struct riffle_error *err)
{
    const struct levels *levels = train->texts[j];
    const char *column = train->names.texts[j];
    enum riffle_status status =
        refuse_identifier(prepare, train, column, levels->count, err);
    if (status != RIFFLE_OK)
        return status;
    spread->width = levels->count;
    spread->place = array_new(levels->count, 1, sizeof *spread->place);
    if (spread->place == NULL)
        return riffle_fail_memory(err, levels->count);
    char **sorted = sort_levels(levels, spread->place);
    if (sorted == NULL)
        return riffle_fail_memory(err, levels->count);
    status = add_names(prepare, names, column, sorted, levels->count, err);
    free(sorted);
    return status;
}

/* Where every column goes, and the new names. */
static enum riffle_status plan(const struct prepare *prepare,
                               const struct table *train, struct spread *spread,
                               struct levels *names, struct riffle_error *err)
{
    for (size_t j = 0; j < train->d; j++) {
        const char *name = train->names.texts[j];
        enum riffle_status status = RIFFLE_OK;
        spread[j].first = names->count;
        spread[j].width = 1;
        if (train->texts[j] != NULL)
            status = plan_text(prepare, train, j, &spread[j], names, err);
        else
            status = add_name(prepare, names, name, err);
        if (status != RIFFLE_OK)
            return status;
    }
    return table_check_size(train, train->n, names->count, err);
}

/* The rank of a test row's text among the training texts, if any. */
static size_t rank_of(const struct levels *train, const struct levels *levels,
                      const struct spread *spread, double cell)
{
    const char *text = levels->texts[(size_t)cell];
    const size_t level = levels_find(train, text, strlen(text));
    return level != LEVELS_NONE ? spread->place[level] : LEVELS_NONE;
}

/* Rows in the new width; returns NULL when out of memory. */
static double *widen(const struct table *table, const struct table *train,
                     const struct spread *spread, size_t width, size_t *unseen)
{
    double *cells = array_new(table->n, width, sizeof *cells);
    if (cells == NULL)
        return NULL;
    for (size_t i = 0; i < table->n; i++)
        for (size_t j = 0; j < table->d; j++) {
            const double cell = table->cells[i * table->d + j];
            double *out = cells + i * width + spread[j].first;
            if (spread[j].place == NULL) {
                *out = cell;
                continue;
            }
            for (size_t k = 0; isnan(cell) && k < spread[j].width; k++)
                out[k] = NAN;
            if (isnan(cell))
                continue;
            const size_t rank =
                rank_of(train->texts[j], table->texts[j], &spread[j], cell);
            if (rank != LEVELS_NONE)
                out[rank] = 1;
            else
                ++*unseen;
        }
    return cells;
}

static enum riffle_status widen_both(const struct prepare *prepare,
                                     struct table *train, struct table *test,
                                     const struct spread *spread, size_t width,
                                     struct riffle_error *err)
{
    size_t unseen = 0;
    double *train_cells = widen(train, train, spread, width, &unseen);
    double *test_cells = widen(test, train, spread, width, &unseen);
    if (train_cells == NULL || test_cells == NULL) {
        free(train_cells);
        free(test_cells);
        return riffle_fail_memory(err, train->n * width * sizeof(double));
    }
    free(train->cells);
    free(test->cells);
    train->cells = train_cells;
    test->cells = test_cells;
    if (unseen > 0)
        notes_add(prepare->notes,
                  "%zu test cell%s with a text that no training row has: all "
                  "indicators 0",
                  unseen, unseen == 1 ? "" : "s");
    return RIFFLE_OK;
}

enum riffle_status prepare_indicators(const struct prepare *prepare,
                                      struct table *train, struct table *test,
                                      struct riffle_error *err)
{
    bool any = false;
    for (size_t j = 0; j < train->d; j++)
        any |= train->texts[j] != NULL;
    if (!any)
        return RIFFLE_OK;
    struct levels names = {0};
    struct spread *spread = array_new(train->d, 1, sizeof *spread);
    if (spread == NULL)
        return riffle_fail_memory(err, train->d * sizeof *spread);
    enum riffle_status status = plan(prepare, train, spread, &names, err);
    if (status == RIFFLE_OK)
        status = widen_both(prepare, train, test, spread, names.count, err);
    for (size_t j = 0; j < train->d; j++)
        free(spread[j].place);
    free(spread);
    if (status != RIFFLE_OK) {
        levels_release(&names);
        return status;
    }
    const size_t width = names.count;
    levels_release(&train->names);
    train->names = names;
    for (size_t j = 0; j < train->d; j++)
        if (train->texts[j] != NULL)
            levels_release(train->texts[j]);
    for (size_t j = 0; j < train->d; j++)
        free(train->texts[j]);
    free(train->texts);
    train->texts = NULL;
    train->d = width;
    return RIFFLE_OK;
}

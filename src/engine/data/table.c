#include "data/table.h"

#include "base/memory.h"
#include "riffle/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void table_release(struct table *table)
{
    for (size_t j = 0; table->texts != NULL && j < table->d; j++) {
        if (table->texts[j] != NULL)
            levels_release(table->texts[j]);
        free(table->texts[j]);
    }
    levels_release(&table->names);
    levels_release(&table->classes);
    free(table->texts);
    free(table->cells);
    free(table->label_name);
    free(table->label);
    free(table->line);
    free(table->origin);
    *table = (struct table){0};
}

/* The names that are not there yet: x and a number. */
static enum riffle_status add_names(struct table *table, size_t d, size_t first,
                                    struct riffle_error *err)
{
    for (size_t j = table->names.count; j < d; j++) {
        char name[RIFFLE_NUMBER_SIZE];
        const int length = snprintf(name, sizeof name, "x%zu", j + first);
        if (levels_add(&table->names, name, (size_t)length) == LEVELS_NONE)
            return riffle_fail_memory(err, sizeof name);
    }
    return RIFFLE_OK;
}

static enum riffle_status check_count(size_t count, size_t most,
                                      const char *what,
                                      struct riffle_error *err)
{
    if (count <= most)
        return RIFFLE_OK;
    (void)riffle_fail(err, RIFFLE_ELIMIT,
                      "%zu %s are more than the %zu allowed", count, what,
                      most);
    riffle_hint(err, "if they are meant to be so many: --limit %s=%zu", what,
                count);
    return RIFFLE_ELIMIT;
}

enum riffle_status table_set_columns(struct table *table, size_t d,
                                     size_t first, struct riffle_error *err)
{
    enum riffle_status status =
        check_count(d, table->limits->features, "features", err);
    if (status == RIFFLE_OK)
        status = add_names(table, d, first, err);
    if (status != RIFFLE_OK)
        return status;
    table->texts = array_new(d, 1, sizeof *table->texts);
    if (table->texts == NULL)
        return riffle_fail_memory(err, d * sizeof *table->texts);
    table->d = d;
    return RIFFLE_OK;
}

enum riffle_status table_check_size(const struct table *table, size_t rows,
                                    size_t columns, struct riffle_error *err)
{
    size_t cells, bytes;
    const size_t memory = table->memory;
    enum riffle_status status =
        check_count(rows, table->limits->rows, "rows", err);
    if (status == RIFFLE_OK)
        status = check_count(columns, table->limits->features, "features", err);
    if (status != RIFFLE_OK)
        return status;
    if (!size_multiply(rows, columns, &cells) ||
        !size_multiply(cells, sizeof(double), &bytes) ||
        (memory > 0 && bytes > memory)) {
        (void)riffle_fail(err, RIFFLE_ELIMIT,
                          "%zu rows of %zu features need %.0f MB", rows,
                          columns, (double)rows * (double)columns * 8 / 1e6);
        riffle_hint(err,
                    "the memory allowed is %.0f MB (--memory); fewer "
                    "rows or columns (ignore=) fit",
                    (double)memory / 1e6);
        return RIFFLE_ELIMIT;
    }
    return RIFFLE_OK;
}

size_t table_memory_left(const struct table *table)
{
    const size_t used = table->n * table->d * sizeof *table->cells;
    if (table->memory == 0)
        return 0;
    return table->memory > used ? table->memory - used : 1;
}

/* Resize one array of the table; the old one stays on failure. */
static bool resize(void *array, size_t rows, size_t columns, size_t size)
{
    size_t count, bytes;
    void *old, *resized;
    memcpy(&old, array, sizeof old);
    if (!size_multiply(rows, columns, &count) ||
        !size_multiply(count, size, &bytes))
        return false;
    resized = realloc(old, bytes > 0 ? bytes : 1);
    if (resized == NULL)
        return false;
    memcpy(array, &resized, sizeof resized);
    return true;
}

enum riffle_status table_reserve(struct table *table, size_t rows,
                                 bool with_lines, struct riffle_error *err)
{
    const enum riffle_status status =
        table_check_size(table, rows, table->d, err);
    if (status != RIFFLE_OK)
        return status;
    if (!resize(&table->cells, rows, table->d, sizeof *table->cells) ||
        !resize(&table->label, rows, 1, sizeof *table->label) ||
        !resize(&table->origin, rows, 1, sizeof *table->origin) ||
        (with_lines && !resize(&table->line, rows, 1, sizeof *table->line)))
        return riffle_fail_memory(err, rows * table->d * sizeof(double));
    table->capacity = rows;
    return RIFFLE_OK;
}

/* The rows that fit the memory allowed, at least the one that is needed. */
static size_t most_rows(const struct table *table)
{
    if (table->memory == 0 || table->d == 0)
        return table->limits->rows;
    const size_t rows = table->memory / (table->d * sizeof *table->cells);
    return rows > table->n ? rows : table->n + 1;
}

enum riffle_status table_grow(struct table *table, struct riffle_error *err)
{
    if (table->n < table->capacity)
        return RIFFLE_OK;
    const size_t doubled = table->capacity > 0 ? table->capacity * 2 : 64;
    const size_t most = most_rows(table);
    return table_reserve(table, doubled < most ? doubled : most, true, err);
}

/* Numbers in their shortest form, without a negative zero; else as it is. */
static const char *canonical(const char *text, size_t *length,
                             char number[RIFFLE_NUMBER_SIZE])
{
    double value;
    if (!riffle_number_parse(text, *length, &value))
        return text;
    riffle_number_format(number, value + 0.0);
    *length = strlen(number);
    return number;
}

size_t table_class(struct table *table, const char *text, size_t length)
{
    char number[RIFFLE_NUMBER_SIZE];
    text = canonical(text, &length, number);
    return levels_add(&table->classes, text, length);
}

size_t table_class_find(const struct table *table, const char *text)
{
    char number[RIFFLE_NUMBER_SIZE];
    size_t length = strlen(text);
    text = canonical(text, &length, number);
    return levels_find(&table->classes, text, length);
}

void table_filter(struct table *table, const bool *keep)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->n; i++) {
        if (!keep[i])
            continue;
        memmove(table->cells + kept * table->d, table->cells + i * table->d,
                table->d * sizeof *table->cells);
        table->label[kept] = table->label[i];
        table->origin[kept] = table->origin[i];
        if (table->line != NULL)
            table->line[kept] = table->line[i];
        kept++;
    }
    table->n = kept;
}

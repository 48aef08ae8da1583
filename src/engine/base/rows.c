#include "base/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static int compare(const void *a, const void *b)
{
    size_t x = *(const size_t *)a;
    size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

size_t rows_sort(size_t *rows, size_t count)
{
    qsort(rows, count, sizeof *rows, compare);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || rows[i] != rows[kept - 1])
            rows[kept++] = rows[i];
    }
    return kept;
}

enum riffle_status rows_check(const size_t *rows, size_t count, size_t n,
                              const char *what, struct riffle_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i] < n)
            continue;
        riffle_fail(err, RIFFLE_EUSAGE, "there is no %s row %zu", what,
                    rows[i]);
        if (n > 0)
            riffle_hint(err, "%s rows are numbered from 0 to %zu", what, n - 1);
        return RIFFLE_EUSAGE;
    }
    return RIFFLE_OK;
}

enum riffle_status rows_distinct(const size_t *rows, size_t count,
                                 size_t **sorted, size_t *distinct,
                                 struct riffle_error *err)
{
    size_t *copy = array_new(count, 1, sizeof *copy);
    if (copy == NULL)
        return riffle_fail_memory(err, count * sizeof *copy);
    if (count > 0)
        memcpy(copy, rows, count * sizeof *copy);
    *sorted = copy;
    *distinct = rows_sort(copy, count);
    return RIFFLE_OK;
}

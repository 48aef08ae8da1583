/* The table of strategies, and what they share. */
#include "riffle/strategy.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/rows.h"
#include "selection/drawn.h"

static const struct riffle_strategy *const table[] = {
    &strategy_random,
    &strategy_feature,
    &strategy_l2,
    &strategy_top,
};

enum { COUNT = sizeof table / sizeof table[0] };

size_t riffle_strategy_count(void)
{
    return COUNT;
}

const struct riffle_strategy *riffle_strategy(size_t index)
{
    return index < COUNT ? table[index] : NULL;
}

const struct riffle_strategy *riffle_strategy_find(const char *name)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (strcmp(table[i]->name, name) == 0)
            return table[i];
    }
    return NULL;
}

enum riffle_status drawn_check(const struct riffle_dataset *data,
                               const struct riffle_draw *draw,
                               struct riffle_error *err)
{
    size_t n = data->train.n;
    if (draw->k < 1 || draw->k > n) {
        riffle_fail(err, RIFFLE_EUSAGE, "cannot draw %zu of %zu training rows",
                    draw->k, n);
        riffle_hint(err, "draw 1 to %zu, or a share such as 5%%", n);
        return RIFFLE_EUSAGE;
    }
    if (draw->around == RIFFLE_ANY)
        return RIFFLE_OK;
    return rows_check(&draw->around, 1, n, "training", err);
}

enum riffle_status drawn_need_fit(const struct riffle_fit *fit,
                                  const char *what, struct riffle_error *err)
{
    if (fit != NULL)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_ESTATE, "%s needs a fit, and there is none yet",
                what);
    riffle_hint(err, "fit first: fit lambda=1e-3");
    return RIFFLE_ESTATE;
}

size_t *drawn_all_rows(size_t n)
{
    size_t *rows = array_new(n, 1, sizeof *rows);
    for (size_t i = 0; rows != NULL && i < n; i++)
        rows[i] = i;
    return rows;
}

enum riffle_status drawn(struct riffle_removal *removal, size_t *rows,
                         const struct riffle_draw *draw,
                         struct riffle_error *err, const char *format, ...)
{
    char *words = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&words, format, arguments);
    va_end(arguments);
    if (length < 0) {
        free(rows);
        return riffle_fail_memory(err, strlen(format));
    }
    /* A sweep holds hundreds of sets: give back the rows not drawn. */
    size_t *kept = reallocarray(rows, draw->k, sizeof *rows);
    if (kept != NULL)
        rows = kept;
    *removal = (struct riffle_removal){
        .rows = rows,
        .k = rows_sort(rows, draw->k),
        .strategy = words,
        .seed = draw->seed,
    };
    return RIFFLE_OK;
}

/* The table of scores, what they share, and ranking by them. */
#include "riffle/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution/row_effects.h"
#include "attribution/scores.h"
#include "base/memory.h"
#include "base/rank.h"
#include "measure/measure.h"

static const struct riffle_score *const table[] = {
    &score_influence, &score_rescaled, &score_self,     &score_cook,
    &score_leverage,  &score_loss,     &score_residual,
};

enum { COUNT = sizeof table / sizeof table[0] };

size_t riffle_score_count(void)
{
    return COUNT;
}

const struct riffle_score *riffle_score(size_t index)
{
    return index < COUNT ? table[index] : NULL;
}

const struct riffle_score *riffle_score_find(const char *name)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (strcmp(table[i]->name, name) == 0)
            return table[i];
    }
    return NULL;
}

enum riffle_status score_effects(const struct riffle_fit *fit,
                                 const struct riffle_measure *measure,
                                 bool rescaled, double *values,
                                 struct riffle_error *err)
{
    if (riffle_measure_kind_of(measure)->actual_only) {
        riffle_fail(err, RIFFLE_ENOTAPPLICABLE,
                    "%s is a step function: no row has an influence on it",
                    riffle_measure_name(measure));
        riffle_hint(err, "rank by measure=test_loss or logit:ROW");
        return RIFFLE_ENOTAPPLICABLE;
    }
    return row_effects(fit, measure_gradient(measure), rescaled, values, err);
}

enum riffle_status score_copy(const struct riffle_fit *fit, const double *from,
                              double *values)
{
    memcpy(values, from, fit->n * sizeof *values);
    return RIFFLE_OK;
}

static double key_of(double value, enum riffle_sign sign)
{
    if (sign == RIFFLE_SIGN_NEGATIVE)
        return value;
    return sign == RIFFLE_SIGN_POSITIVE ? -value : -fabs(value);
}

enum riffle_status riffle_score_rank(const double *values, size_t n,
                                     enum riffle_sign sign, size_t k,
                                     size_t *rows, struct riffle_error *err)
{
    struct ranked *items = array_new(n, 1, sizeof *items);
    if (items == NULL)
        return riffle_fail_memory(err, n * sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct ranked){.key = key_of(values[i], sign), .item = i};
    rank_first(items, n, k);
    for (size_t j = 0; j < k; j++)
        rows[j] = items[j].item;
    free(items);
    return RIFFLE_OK;
}

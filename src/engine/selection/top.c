/*
 * Rows at one end of a score: k drawn out of the top pool * k, as the paper
 * describes (appendix C.2), not as its code does (mathematics 4.3).
 */
#include "selection/drawn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const char *const ends[] = {
    [RIFFLE_SIGN_POSITIVE] = "largest",
    [RIFFLE_SIGN_NEGATIVE] = "smallest",
    [RIFFLE_SIGN_ABSOLUTE] = "largest in size",
};

static enum riffle_status check(const struct riffle_dataset *data,
                                const struct riffle_fit *fit,
                                const struct riffle_draw *draw,
                                struct riffle_error *err)
{
    enum riffle_status status = drawn_check(data, draw, err);
    if (status == RIFFLE_OK)
        status = drawn_need_fit(fit, "top", err);
    if (status != RIFFLE_OK)
        return status;
    if (draw->score == NULL)
        return riffle_fail(err, RIFFLE_EUSAGE, "top needs a score to rank by");
    if (draw->score->needs_measure && draw->measure == NULL)
        return riffle_fail(err, RIFFLE_EUSAGE, "%s needs a measure",
                           draw->score->name);
    if (draw->pool < 1)
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "a pool is 1 or more times the "
                           "rows to draw");
    return RIFFLE_OK;
}

/* How many rows to draw from: pool * k of those that have a score. */
static enum riffle_status pool_size(const struct riffle_fit *fit,
                                    const struct riffle_draw *draw,
                                    const double *values, size_t *size,
                                    struct riffle_error *err)
{
    size_t scored = 0;
    for (size_t i = 0; i < fit->n; i++)
        scored += isnan(values[i]) ? 0 : 1;
    if (scored < draw->k)
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "only %zu of %zu rows have a score %s", scored,
                           fit->n, draw->score->name);
    size_t wanted;
    bool fits = size_multiply(draw->pool, draw->k, &wanted);
    *size = fits && wanted < scored ? wanted : scored;
    return RIFFLE_OK;
}

/* `values` is room for n scores, unless the caller had them already. */
static enum riffle_status choose(const struct riffle_fit *fit,
                                 const struct riffle_draw *draw, double *room,
                                 size_t *rows, struct riffle_error *err)
{
    const double *values = draw->values != NULL ? draw->values : room;
    enum riffle_status status = RIFFLE_OK;
    size_t size = 0;
    if (draw->values == NULL)
        status =
            riffle_score_values(draw->score, fit, draw->measure, room, err);
    if (status == RIFFLE_OK)
        status = pool_size(fit, draw, values, &size, err);
    if (status == RIFFLE_OK)
        status = riffle_score_rank(values, fit->n, draw->sign, size, rows, err);
    if (status != RIFFLE_OK)
        return status;
    struct riffle_rng rng;
    riffle_rng_init(&rng, draw->seed, "top");
    riffle_rng_choose(&rng, rows, size, draw->k);
    return RIFFLE_OK;
}

static enum riffle_status describe(const struct riffle_draw *draw, size_t *rows,
                                   struct riffle_removal *removal,
                                   struct riffle_error *err)
{
    const char *on = draw->score->needs_measure ? " on " : "";
    const char *measure =
        draw->score->needs_measure ? riffle_measure_name(draw->measure) : "";
    if (draw->pool == 1) {
        struct riffle_draw none = *draw;
        none.seed = 0; /* nothing is drawn */
        return drawn(removal, rows, &none, err, "top: %s %s%s%s",
                     ends[draw->sign], draw->score->name, on, measure);
    }
    return drawn(removal, rows, draw, err,
                 "top: %s %s%s%s, drawn from %zu times as many rows",
                 ends[draw->sign], draw->score->name, on, measure, draw->pool);
}

static enum riffle_status draw_rows(const struct riffle_dataset *data,
                                    const struct riffle_fit *fit,
                                    const struct riffle_draw *draw,
                                    struct riffle_removal *removal,
                                    struct riffle_error *err)
{
    enum riffle_status status = check(data, fit, draw, err);
    if (status != RIFFLE_OK)
        return status;
    size_t *rows = array_new(fit->n, 1, sizeof *rows);
    double *room = array_new(fit->n, 1, sizeof *room);
    if (rows == NULL || room == NULL)
        status = riffle_fail_memory(err, 2 * fit->n * sizeof *room);
    else
        status = choose(fit, draw, room, rows, err);
    free(room);
    if (status == RIFFLE_OK)
        return describe(draw, rows, removal, err);
    free(rows);
    return status;
}

const struct riffle_strategy strategy_top = {
    .name = "top",
    .summary = "rows at one end of a score, drawn from a pool of the top ones",
    .draw = draw_rows,
};

/* Draws of the strategies on a small world. */
#ifndef SUPPORT_DRAW_H
#define SUPPORT_DRAW_H

#include "support/world.h"

enum { N = 80, D = 4 };

static inline struct riffle_draw draw_of(size_t k, uint64_t seed)
{
    return (struct riffle_draw){.k = k,
                                .feature = RIFFLE_ANY,
                                .around = RIFFLE_ANY,
                                .pool = 2,
                                .seed = seed};
}

static inline struct riffle_removal drawn_by(const struct world *world,
                                             const char *strategy,
                                             const struct riffle_draw *draw)
{
    struct riffle_removal removal = {0};
    struct riffle_error err = {0};
    if (riffle_strategy_find(strategy)->draw(world->fit->data, world->fit, draw,
                                             &removal, &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(removal.k, draw->k);
    /* all of the top are taken: there is nothing to draw */
    assert_int_equal(removal.seed,
                     draw->score && draw->pool == 1 ? 0 : draw->seed);
    for (size_t t = 1; t < removal.k; t++)
        assert_true(removal.rows[t] > removal.rows[t - 1]);
    assert_true(removal.rows[removal.k - 1] < world->data->train.n);
    return removal;
}

static inline bool holds(const struct riffle_removal *removal, size_t row)
{
    for (size_t t = 0; t < removal->k; t++)
        if (removal->rows[t] == row)
            return true;
    return false;
}

static inline bool same_rows(const struct riffle_removal *a,
                             const struct riffle_removal *b)
{
    return a->k == b->k &&
           memcmp(a->rows, b->rows, a->k * sizeof *a->rows) == 0;
}

static inline struct world small_world(void)
{
    return world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
}

#endif

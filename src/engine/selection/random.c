/* k rows, every set of them as likely as another. */
#include "selection/drawn.h"

static enum riffle_status draw_rows(const struct riffle_dataset *data,
                                    const struct riffle_fit *fit,
                                    const struct riffle_draw *draw,
                                    struct riffle_removal *removal,
                                    struct riffle_error *err)
{
    enum riffle_status status = drawn_check(data, draw, err);
    if (status != RIFFLE_OK)
        return status;
    (void)fit;
    size_t n = data->train.n;
    size_t *rows = drawn_all_rows(n);
    if (rows == NULL)
        return riffle_fail_memory(err, n * sizeof *rows);
    struct riffle_rng rng;
    riffle_rng_init(&rng, draw->seed, "random");
    riffle_rng_choose(&rng, rows, n, draw->k);
    return drawn(removal, rows, draw, err, "random");
}

const struct riffle_strategy strategy_random = {
    .name = "random",
    .summary = "rows drawn uniformly without replacement",
    .draw = draw_rows,
};

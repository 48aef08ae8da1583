/* What every strategy does before and after it draws. */
#ifndef SELECTION_DRAWN_H
#define SELECTION_DRAWN_H

#include "riffle/strategy.h"

#include "model/fit.h"

extern const struct riffle_strategy strategy_feature;
extern const struct riffle_strategy strategy_l2;
extern const struct riffle_strategy strategy_random;
extern const struct riffle_strategy strategy_top;

/* RIFFLE_EUSAGE unless 1 <= k <= n and the centre row exists. */
enum riffle_status drawn_check(const struct riffle_dataset *data,
                               const struct riffle_draw *draw,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* RIFFLE_ESTATE without a fit; `what` needs it. */
enum riffle_status drawn_need_fit(const struct riffle_fit *fit,
                                  const char *what,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Row numbers 0 .. n-1, caller owns; NULL without memory. */
size_t *drawn_all_rows(size_t n);

/*
 * Make the removal set of the first draw->k of `rows`, described in words.
 * Takes `rows`, also on failure. Fails with RIFFLE_ENOMEM.
 */
enum riffle_status drawn(struct riffle_removal *removal, size_t *rows,
                         const struct riffle_draw *draw,
                         struct riffle_error *err, const char *format, ...)
    RIFFLE_PRINTF(5, 6) RIFFLE_MUST_CHECK;

#endif

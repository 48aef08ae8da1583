/* Orders in which rows may be removed to reach a goal, made row by row. */
#ifndef INVESTIGATION_ORDER_H
#define INVESTIGATION_ORDER_H

#include "riffle/progress.h"

#include "investigation/goal.h"

/* What an order is for. All borrowed until its end. */
struct order_task {
    const struct riffle_fit *fit;
    const struct goal *goal;
    size_t limit; /* rows at the most */
    const struct riffle_progress *progress;
};

/* The next row, and the measure without it and those before it. */
struct order_step {
    bool last;    /* there is no row: none helps any more */
    size_t row;   /* a training row */
    double value; /* by the order's own estimate; unread for step functions */
};

/* A row of the table of orders. */
struct order_kind {
    /* state: out, ended by `end`, also after a failure of `next` */
    enum riffle_status (*begin)(const struct order_task *task, void **state,
                                struct riffle_error *err);
    enum riffle_status (*next)(void *state, struct order_step *step,
                               struct riffle_error *err);
    void (*end)(void *state);
};

/* Each row by the Newton step of all so far (greedy.h). */
extern const struct order_kind order_greedy;
/* By the rows' own rescaled influences, once and for all. */
extern const struct order_kind order_rescaled;
/* As greedy, but the model is fitted anew after each tenth of the rows. */
extern const struct order_kind order_refit;

#endif

/* What an edit answers. */
#ifndef COMMAND_EDIT_REPLY_H
#define COMMAND_EDIT_REPLY_H

#include "command/edit_run.h"

/* Predictions and, once applied, what came true; n measures each. */
struct edit_effects {
    struct riffle_measure **before;  /* measures at the fit before */
    struct riffle_effect *estimates; /* RIFFLE_EXCHANGE_ESTIMATES x n */
    struct riffle_effect *actual;    /* n; NULL: not applied */
    size_t n;
};

enum riffle_status
edit_reply_effects(const struct edit_effects *effects, struct reply *reply,
                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Rows there are now, the refit, what became of the removal set. */
struct edit_outcome {
    size_t n_before, selected_before;
    size_t sets_before; /* rows in all named sets together */
    double lambda_before;
};
struct edit_outcome edit_outcome(const struct session *session);
void edit_reply_outcome(const struct session *session, const struct edit *edit,
                        const struct edit_outcome *before, struct reply *reply);

#endif

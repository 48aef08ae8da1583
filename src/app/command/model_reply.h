/* What fit and `show model` answer about a fit. */
#ifndef COMMAND_MODEL_REPLY_H
#define COMMAND_MODEL_REPLY_H

#include "report/reply.h"
#include "riffle/fit.h"

enum model_probe { MODEL_PROBE_SIZE = 100 }; /* the default of probe size= */

const char *model_penalty_name(enum riffle_penalty penalty);
const char *model_intercept_name(enum riffle_intercept intercept);

/* Objective, certificate, accuracies, leverage, with warnings. */
void model_reply(const struct riffle_fit *fit, struct reply *reply);

/* What riffle_fit_complete, which took so many seconds, adds to that. */
void model_complete_reply(const struct riffle_fit *fit, double seconds,
                          struct reply *reply);

#endif

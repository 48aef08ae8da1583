/* Guaranteed intervals around one Newton step, in words and as numbers. */
#ifndef COMMAND_INTERVAL_REPLY_H
#define COMMAND_INTERVAL_REPLY_H

#include "command/command.h"
#include "report/reply.h"

#include "riffle/experiment.h"

/* certify= and within= as plan->certify. */
enum riffle_status interval_read(const struct command_call *call,
                                 struct riffle_plan *plan,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The bound beside set s's effect on measure q: of the actual, else of NS. */
double interval_bound(const struct riffle_experiment *experiment, size_t s,
                      size_t q);

/* True when intervals were asked for. */
bool interval_wanted(const struct riffle_experiment *experiment);

/* "retrained", "interval" or "": where set s's actual comes from. */
const char *interval_kind(const struct riffle_experiment *experiment, size_t s);

/* Sets whose actual is an interval. */
size_t interval_settled(const struct riffle_experiment *experiment);

/* What NS's interval for the only set is worth, or why there is none. */
void interval_reply(const struct riffle_experiment *trial, struct reply *reply);

#endif

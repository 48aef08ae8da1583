/* What effect answers: one removal set, measures by estimators. */
#ifndef COMMAND_EFFECT_REPLY_H
#define COMMAND_EFFECT_REPLY_H

#include "report/reply.h"
#include "riffle/experiment.h"

enum effect_size { EFFECT_HEAD_SIZE = 16 };

/* How an estimator is headed in tables and legends: "IF", "actual". */
void effect_head(const struct riffle_estimator *estimator,
                 char head[EFFECT_HEAD_SIZE]);

/* The column of the exact estimator, or RIFFLE_ANY. */
size_t effect_exact_column(const struct riffle_experiment *experiment);

/* The status to show beside set s, measure q: the actual's, if it is not ok,
 * else the first estimate's that is not. A measure that has no estimates has
 * the actual's. */
enum riffle_status effect_status(const struct riffle_experiment *experiment,
                                 size_t s, size_t q, bool linear);

/*
 * Set 0 of an experiment.
 * linear  in the text show gradient times shift instead; JSON has both
 */
enum riffle_status effect_reply(const struct riffle_experiment *trial,
                                bool linear, struct reply *reply,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

/* The table alone; in JSON the member "measures". */
enum riffle_status effect_table(const struct riffle_experiment *trial,
                                struct reply *reply,
                                struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

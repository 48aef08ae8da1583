/* The scores of all rows, as by=, with=, seed= and measure= ask for them. */
#ifndef COMMAND_SCORE_RUN_H
#define COMMAND_SCORE_RUN_H

#include "command/command.h"
#include "session.h"

#include "riffle/score.h"

/* What every command that takes by= takes, too. */
#define SCORE_RUN_OPTIONS                                                      \
    {                                                                          \
        .name = "with", .type = TYPE_TEXT,                                     \
        .help = "the score's settings: steps:200,rate:0.5 (`help SCORE`)"      \
    }

/* Zeroed but for score and measure; released after. */
struct score_run {
    const struct riffle_score *score;
    const struct riffle_measure *measure; /* borrowed; may be NULL */
    double settings[RIFFLE_SCORE_SETTINGS];
    uint64_t seed;
    double *values, *errors; /* n each */
    struct riffle_score_result result;
    double seconds;
};

/*
 * Read with= and seed=, and compute, with progress. What took more than a
 * closed form is kept in the session and found again. Ctrl-C keeps what an
 * estimate has come to (result.stopped).
 */
enum riffle_status score_run(struct session *session,
                             const struct command_call *call,
                             struct score_run *run,
                             struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Likewise with the settings and the seed that `run` has. */
enum riffle_status score_run_set(struct session *session,
                                 const struct command_call *call,
                                 struct score_run *run,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;
void score_run_release(struct score_run *run);

/* True when the values are estimates that have standard errors. */
bool score_run_has_errors(const struct score_run *run);

/* What it took and how sure it is, where there is something to say. */
void score_run_say(const struct score_run *run, struct reply *reply);

/* What the session keeps. */
struct score_cache;
void score_cache_free(struct score_cache *cache);

#endif

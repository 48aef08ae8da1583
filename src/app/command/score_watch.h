/* What an estimate has come to, shown while it goes on. */
#ifndef COMMAND_SCORE_WATCH_H
#define COMMAND_SCORE_WATCH_H

#include "session.h"

#include "riffle/score.h"

/* For one estimate; zeroed but for the first three. */
struct score_watch {
    struct session *session;
    const struct riffle_score *score;
    const double *settings;
    double shown; /* when, riffle_seconds(); 0: never */
};

/* The query's watch; `data` is a struct score_watch. */
void score_watch_step(void *data, const struct riffle_score_result *result);
/* The estimate is over: its answer follows. */
void score_watch_end(const struct score_watch *watch);

#endif

/* What an estimate has come to, shown while it goes on. */
#ifndef COMMAND_SCORE_WATCH_H
#define COMMAND_SCORE_WATCH_H

#include "command/live_text.h"

#include "riffle/score.h"

/* For one estimate; live_text_close after it. */
struct score_watch {
    struct live_text live;
    const struct riffle_score *score;
    const double *settings;
};

/* The query's watch; `data` is a struct score_watch. */
void score_watch_step(void *data, const struct riffle_score_result *result);

#endif

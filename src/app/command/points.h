/* Actual against predicted effects, as the dots of a plot. */
#ifndef COMMAND_POINTS_H
#define COMMAND_POINTS_H

#include "command/command.h"
#include "command/effect_reply.h"
#include "plot/plot.h"
#include "session.h"

/* Ways to draw sets that are told apart; more share the last one. */
enum { POINTS_GROUPS = 32, POINTS_GROUP = 64 };

/* What is taken out of the picture: bits of series and of groups. */
struct points_filter {
    uint32_t series, groups;
};

/* Plot data together with the texts that it borrows. */
struct points {
    struct plot_data data;
    char title[256], x_label[160], y_label[160];
    struct points_brief {
        char title[160], x[64];
    } brief[PLOT_BRIEF];                        /* for little room */
    char names[THEME_SERIES][EFFECT_HEAD_SIZE]; /* "RIF" */
    const struct riffle_estimator *estimators[THEME_SERIES]; /* borrowed */
    const char *measure; /* borrowed from the experiment */
    const char *unit;    /* of the measure; borrowed for ever */
    char groups[POINTS_GROUPS][POINTS_GROUP]; /* "random", "l2", "by hand" */
    size_t n_groups;
    struct points_filter filter; /* as applied */
};

/* What to draw of the session; zeroed: the first measure, everything. */
struct points_choice {
    const char *measure;   /* NULL: the first that estimators answer */
    const bool *estimator; /* by row of the table; NULL: all */
    bool linear;           /* gradient times shift in place of the change */
};

/*
 * From the session's sweep, or, when there was none, from what `effect` has
 * computed. `points` is uninitialised before and borrows from the session;
 * released after, by points_clear.
 * Fails with RIFFLE_ESTATE (nothing computed), RIFFLE_EUSAGE (a measure that
 * was not), RIFFLE_ENOMEM.
 */
enum riffle_status points_collect(const struct session *session,
                                  const struct points_choice *choice,
                                  struct points *points,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;
void points_clear(struct points *points);

/* The options measure=, estimators= and linear= of a call; `estimators` is
 * caller's (free), also after a failure. */
enum riffle_status points_choose(const struct command_call *call,
                                 struct points_choice *choice,
                                 bool **estimators,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;
/* points_collect for a call: a failure points at measure=, and sets of other
 * strategies than strategies= are filtered out. */
enum riffle_status points_read(const struct session *session,
                               const struct command_call *call,
                               const struct points_choice *choice,
                               struct points *points,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Over the dots of a series that are ready, not filtered and no echo;
 * summary->worst is the tag of the worst of them. */
void points_summary(const struct plot_data *data, size_t series,
                    struct riffle_summary *summary);
/* Filter, and make the notes of the legend anew. */
void points_filter(struct points *points, const struct points_filter *filter,
                   bool linear);

/* How set `set` of the points was drawn, in words; borrowed. */
const char *points_strategy(const struct session *session, size_t set);

#endif

/* Methods beside retraining: row by row, and on random sets of rows. */
#ifndef COMMAND_COMPARISON_H
#define COMMAND_COMPARISON_H

#include "command/command.h"
#include "session.h"

#include "riffle/score.h"

/* What against= takes. */
#define COMPARISON_AGAINST "loo|sets"
#define COMPARISON_BOTH    "loo,sets"

/* One method: a score, or an estimator that is none. */
struct compared {
    char *name; /* as typed: with its settings */
    double settings[RIFFLE_SCORE_SETTINGS];
    const struct riffle_score *score;
    const struct riffle_estimator *estimator; /* NULL: a score */
    bool effect;   /* in the measure's unit: slope and error mean something */
    char why[128]; /* it has no values; "": it has */
    double *rows;  /* n_rows */
    double *sets;  /* n_sets: a score's is the sum over the set's rows */
    struct riffle_summary by_row, by_set;
};

/* What to compare, and what came of it. */
struct comparison {
    struct riffle_measure *measure;
    uint64_t seed;
    size_t n_rows, n_sets, size; /* rows left out; sets; rows in each */
    size_t *row;                 /* n_rows: which */
    struct riffle_removal *sets; /* n_sets */
    struct compared *methods;
    size_t n_methods;
    double *row_actual, *set_actual; /* NaN: not retrained, or no optimum */
    bool stopped;
};

/* The names in METHODS; then measure=, against=, rows=, sets=, size= and seed=. */
enum riffle_status comparison_read(const struct session *session,
                                   const struct command_call *call,
                                   struct reply *reply,
                                   struct comparison *comparison,
                                   struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Add the methods of one word, "if,lissa:steps:50". */
enum riffle_status comparison_add(const struct command_call *call,
                                  const char *word,
                                  struct comparison *comparison,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Retrain, and ask every method. Ctrl-C keeps what was retrained. */
enum riffle_status comparison_run(struct session *session,
                                  const struct command_call *call,
                                  struct comparison *comparison,
                                  struct riffle_error *err) RIFFLE_MUST_CHECK;

void comparison_release(struct comparison *comparison);

/* Rank correlation of two methods over the rows, or over the sets where no
   rows are left out; n_methods: the actual. */
double comparison_agreement(const struct comparison *comparison, size_t a,
                            size_t b);

#endif

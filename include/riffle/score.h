/* One number for each training row: what `top` ranks by. */
#ifndef RIFFLE_SCORE_H
#define RIFFLE_SCORE_H

#include "riffle/fit.h"
#include "riffle/measure.h"
#include "riffle/progress.h"
#include "riffle/status.h"

/* Which end of a score counts as the top. */
enum riffle_sign {
    RIFFLE_SIGN_POSITIVE, /* the largest first */
    RIFFLE_SIGN_NEGATIVE, /* the smallest first */
    RIFFLE_SIGN_ABSOLUTE, /* the largest in absolute value first */
};

/* What it takes to have a score, cheapest first. */
enum riffle_score_kind {
    RIFFLE_SCORE_STATIC, /* a closed form at the fit */
    RIFFLE_SCORE_SOLVE,  /* an approximate solve, to compare with the exact */
    RIFFLE_SCORE_SURROGATE, /* another model's: nearest neighbours */
    RIFFLE_SCORE_DESCENT,   /* follows gradient descent from zero to the fit */
    RIFFLE_SCORE_SAMPLED,   /* retrains on subsets, estimates from them */
    RIFFLE_SCORE_RETRAINED, /* retrains without each row */
    RIFFLE_SCORE_KINDS,
};
const char *riffle_score_kind_name(enum riffle_score_kind kind);

/* A number that the user may set: "steps" of with=steps:200. */
struct riffle_score_setting {
    const char *name;
    double preset;
    double low, high; /* inclusive */
    bool whole;       /* a whole number */
    const char *help; /* half a line */
};

enum riffle_score_limits { RIFFLE_SCORE_SETTINGS = 8 };

struct riffle_score_result;

/*
 * The models that a score trained, so that it can be asked again and go on
 * where it was: the same query but for the number of models and the target.
 */
struct riffle_score_past;
struct riffle_score_past *riffle_score_past_new(void); /* NULL: no memory */
void riffle_score_past_free(struct riffle_score_past *past);
size_t riffle_score_past_models(const struct riffle_score_past *past);

/* What is asked: zeroed but for the fit, it asks for the presets. */
struct riffle_score_query {
    const struct riffle_fit *fit;
    const struct riffle_measure *measure; /* NULL unless needs_measure */
    const struct riffle_probe *probe;     /* NULL unless needs_probe */
    uint64_t seed;                        /* 0: 1 */
    /* Values in the order of the score's settings; NULL: the presets. */
    const double *settings;
    const struct riffle_progress *progress; /* may be NULL */
    /* What it did before, and does now; NULL: each time anew. */
    struct riffle_score_past *past;
    /*
     * Called with what an estimate has come to after each block of its work;
     * NULL: nobody watches.
     */
    void (*watch)(void *data, const struct riffle_score_result *result);
    void *watch_data;
};

/* The answer; `values` and `errors` are the caller's memory. */
struct riffle_score_result {
    double *values; /* n; NaN where a row has none */
    double *errors; /* n standard errors, NaN: not an estimate; may be NULL */
    size_t n;
    size_t samples;    /* models trained, or what score's `work` says */
    size_t incomplete; /* of these: one class, counted as theta = 0 */
    size_t dropped;    /* of these: no numerical answer, left out */
    double error;      /* a typical error over the spread of the values */
    bool stopped;      /* by the user, before it was as exact as asked */
};

/* A row of the table of scores: one file each in src/engine/attribution. */
struct riffle_score {
    const char *name;    /* typed by the user: "rif" */
    const char *title;   /* a column's head */
    const char *summary; /* one line: what it is, and what its sign means */
    const char *formula; /* plain text */
    const char *sign;    /* what a positive value says */
    const char *cost;    /* plain text, flops */
    const char *caveat;  /* when it misleads */
    const char *source;  /* paper and equation; survey: Hammoudeh, Lowd 2024 */
    enum riffle_score_kind kind;
    const char *work;   /* what result.samples counts; NULL: models */
    bool needs_measure; /* an effect on a measure */
    bool needs_probe;   /* looks at the probe's test rows itself */
    bool same_unit;     /* with needs_measure: in the measure's unit */
    bool any_measure;   /* step functions, too */
    /* Where wrong labels are expected, of scores without a measure or a probe:
       see riffle_score_suspects. */
    enum riffle_sign suspects;
    /* Ended by a NULL name; NULL: none. */
    const struct riffle_score_setting *settings;
    /* result's values untouched on failure; see riffle_score_compute. */
    enum riffle_status (*compute)(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err);
};

/*
 * The scores of all training rows. Checks that the query has what the score
 * needs; fills errors with NaN unless the score has them. Static scores cost
 * at most two passes over the whitened rows, 2 n p flops each.
 *
 * Fails with RIFFLE_EUSAGE (no measure), RIFFLE_ESTATE (no probe),
 * RIFFLE_ENOTAPPLICABLE (a step function has no gradient, ...),
 * RIFFLE_ELIMIT, RIFFLE_ENOMEM, RIFFLE_STOPPED (nothing to keep).
 */
enum riffle_status
riffle_score_compute(const struct riffle_score *score,
                     const struct riffle_score_query *query,
                     struct riffle_score_result *result,
                     struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Likewise with presets only. values: out, n. */
enum riffle_status
riffle_score_values(const struct riffle_score *score,
                    const struct riffle_fit *fit,
                    const struct riffle_measure *measure, double *values,
                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The end at which wrong labels are expected: of effects on a loss and of what
 * rows are worth to the probe, the negative one, as the loss falls without
 * them.
 */
enum riffle_sign riffle_score_suspects(const struct riffle_score *score);

/* What result.samples counts: "models". */
const char *riffle_score_work(const struct riffle_score *score);

size_t riffle_score_setting_count(const struct riffle_score *score);

/*
 * "steps:200,rate:0.5" as values in the score's order, presets elsewhere;
 * NULL text: the presets alone. values: RIFFLE_SCORE_SETTINGS.
 * Fails with RIFFLE_EUSAGE: unknown (the hint has the nearest), malformed,
 * out of range.
 */
enum riffle_status
riffle_score_settings_read(const struct riffle_score *score, const char *text,
                           double *values,
                           struct riffle_error *err) RIFFLE_MUST_CHECK;

size_t riffle_score_count(void);
const struct riffle_score *riffle_score(size_t index);
const struct riffle_score *riffle_score_find(const char *name);

/*
 * The `k` <= n top rows of `values` in order, ties by row number, NaN last.
 * rows  out, k of the n. Fails with RIFFLE_ENOMEM. Cost: n log k.
 */
enum riffle_status
riffle_score_rank(const double *values, size_t n, enum riffle_sign sign,
                  size_t k, size_t *rows,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

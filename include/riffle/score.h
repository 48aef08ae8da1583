/* One number for each training row: what `top` ranks by. */
#ifndef RIFFLE_SCORE_H
#define RIFFLE_SCORE_H

#include "riffle/fit.h"
#include "riffle/measure.h"
#include "riffle/status.h"

/* A row of the table of scores: one file each in src/engine/attribution. */
struct riffle_score {
    const char *name;    /* typed by the user: "rif" */
    const char *title;   /* a column's head */
    const char *summary; /* one line: what it is, and what its sign means */
    bool needs_measure;  /* an effect on a measure, in its unit */
    /*
     * values  out, n, one for each training row; untouched on failure
     * measure borrowed; NULL unless needs_measure
     * Cost: at most one pass over the whitened rows, 2 n p flops.
     */
    enum riffle_status (*compute)(const struct riffle_fit *fit,
                                  const struct riffle_measure *measure,
                                  double *values, struct riffle_error *err);
};

size_t riffle_score_count(void);
const struct riffle_score *riffle_score(size_t index);
const struct riffle_score *riffle_score_find(const char *name);

/* Which end of a score counts as the top. */
enum riffle_sign {
    RIFFLE_SIGN_POSITIVE, /* the largest first */
    RIFFLE_SIGN_NEGATIVE, /* the smallest first */
    RIFFLE_SIGN_ABSOLUTE, /* the largest in absolute value first */
};

/*
 * The `k` <= n top rows of `values` in order, ties by row number, NaN last.
 * rows  out, k of the n. Fails with RIFFLE_ENOMEM. Cost: n log k.
 */
enum riffle_status
riffle_score_rank(const double *values, size_t n, enum riffle_sign sign,
                  size_t k, size_t *rows,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

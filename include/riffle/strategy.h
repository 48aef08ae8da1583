/* How removal sets are drawn. */
#ifndef RIFFLE_STRATEGY_H
#define RIFFLE_STRATEGY_H

#include "riffle/fit.h"
#include "riffle/measure.h"
#include "riffle/removal.h"
#include "riffle/rng.h"
#include "riffle/score.h"
#include "riffle/status.h"

#define RIFFLE_ANY ((size_t)-1) /* "draw one", for feature and around */

enum riffle_metric {
    RIFFLE_METRIC_RAW,          /* Euclidean, the data's own units */
    RIFFLE_METRIC_STANDARDIZED, /* each column over its standard deviation */
    RIFFLE_METRIC_HESSIAN,      /* (x - x')' H^-1 (x - x') */
};

/* What a draw may depend on; a strategy reads the fields that concern it. */
struct riffle_draw {
    size_t k;                             /* rows to draw, 1 .. n */
    size_t feature;                       /* feature cluster; RIFFLE_ANY */
    size_t around;                        /* centre row; RIFFLE_ANY */
    enum riffle_metric metric;            /* l2 cluster */
    const struct riffle_score *score;     /* top */
    const struct riffle_measure *measure; /* top, when the score needs it */
    const double *values;  /* top: the n scores, when known; else NULL */
    enum riffle_sign sign; /* top */
    size_t pool;           /* top: k out of the top pool * k */
    uint64_t seed;
};

/* A row of the table of strategies: one file each in src/engine/selection. */
struct riffle_strategy {
    const char *name;    /* "random", "feature", "l2", "top" */
    const char *summary; /* one line */
    /*
     * removal  out, uninitialised before; its strategy says in words what
     *          was drawn (centre row, feature, ties); released by the caller
     * fit      of `data`; NULL: none yet, which top and the hessian metric
     *          cannot do without
     * Fails with RIFFLE_EUSAGE (k, row or column out of range),
     * RIFFLE_ESTATE (every column constant; no fit), RIFFLE_ENOMEM.
     */
    enum riffle_status (*draw)(const struct riffle_dataset *data,
                               const struct riffle_fit *fit,
                               const struct riffle_draw *draw,
                               struct riffle_removal *removal,
                               struct riffle_error *err);
};

size_t riffle_strategy_count(void);
const struct riffle_strategy *riffle_strategy(size_t index);
const struct riffle_strategy *riffle_strategy_find(const char *name);

/*
 * A strategy with its settings, as a sweep names it: the seven of the paper's
 * Figure 1 and the highest loss.
 */
struct riffle_preset {
    const char *name;     /* "random", "feature", "l2", "loss-up", ... */
    const char *summary;  /* one line */
    const char *strategy; /* row of the table of strategies */
    const char *score;    /* NULL, or row of the table of scores */
    const char *measure;  /* NULL, or what the score ranks effects on */
    enum riffle_sign sign;
    bool standard; /* among the seven that a sweep takes by default */
};

size_t riffle_preset_count(void);
const struct riffle_preset *riffle_preset(size_t index);
const struct riffle_preset *riffle_preset_find(const char *name);

#endif

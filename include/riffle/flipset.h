/* A small removal set that turns a prediction, a sign, or an accuracy. */
#ifndef RIFFLE_FLIPSET_H
#define RIFFLE_FLIPSET_H

#include "riffle/fit.h"
#include "riffle/progress.h"
#include "riffle/status.h"

/*
 * What is to flip: of "logit:ROW" the predicted class of a test row, of
 * "theta:NAME" the sign of a coefficient; "accuracy" is to fall below `below`.
 */
struct riffle_flip_options {
    const char *measure;
    double below; /* of accuracy, a fraction; else unread */
    size_t max;   /* rows at the most, 1 .. n - 1 */
    bool refit;   /* try the order that fits anew, too: up to ten fits */
};

/* The prefixes of an order of rows. */
enum riffle_flip_order {
    RIFFLE_FLIP_GREEDY, /* each row by the Newton step of all so far */
    RIFFLE_FLIP_RIF,    /* by the rows' own rescaled influences */
    RIFFLE_FLIP_REFIT,  /* as greedy, fitted anew after each tenth of max */
    RIFFLE_FLIP_ORDERS,
};

/* A prefix of an order, removed. All numbers are values of the measure. */
struct riffle_flip_prefix {
    double newton; /* by one Newton step; NaN for accuracy */
    double actual; /* retrained; NaN: there is no optimum */
    double bound;  /* on |actual - exact| */
    bool flips;    /* beyond the bound */
};

/* What was tried along one order: every prefix from one row on. */
struct riffle_flip_trial {
    enum riffle_flip_order order;
    size_t limit;     /* rows that it was allowed */
    size_t predicted; /* rows from which on the order's own estimate flips it;
                         0: not within those looked at, or no estimate */
    bool exhausted;   /* no row is left that moves it that way */
    size_t tried;     /* prefixes of 1 .. tried rows were retrained */
    size_t unsettled; /* those without an optimum or a bound */
    size_t found;     /* rows of the first prefix that flips; 0: none did */
    size_t *rows;     /* in order, tried of them at least */
    struct riffle_flip_prefix *prefixes; /* tried */
};

/*
 * The smallest set found. `rows` are in the order of removal: no shorter
 * prefix of them flips, each having been retrained. That a trial found none
 * means none among the prefixes it tried, never that there is none.
 */
struct riffle_flipset {
    double before; /* the measure at the fit */
    size_t size;   /* 0: none was found */
    size_t *rows;  /* size, borrowed from the trial */
    struct riffle_flip_prefix after;
    size_t best; /* trial that found it; n_trials: none did */
    struct riffle_flip_trial trials[RIFFLE_FLIP_ORDERS];
    size_t n_trials; /* that were begun */
    bool stopped;    /* by the progress callback: the rest was not tried */
};

/*
 * Try prefixes of the greedy order, smallest first, each retrained to its
 * certificate under the fit's penalty convention, until one flips; then
 * shorter ones of the RIF order, and of the refit order when asked to. Progress counts rows ("flipset"); a stop
 * keeps what was found.
 *
 * found  uninitialised before; released by the caller after success
 * Cost: a product with Z for each row of the greedy order, and a retraining
 * for each prefix. Fails with RIFFLE_EUSAGE (unknown measure, or flipped
 * already), RIFFLE_ENOTAPPLICABLE (a measure that has no sides), RIFFLE_ESTATE,
 * RIFFLE_ENOMEM.
 */
enum riffle_status riffle_flipset_find(
    const struct riffle_fit *fit, const struct riffle_flip_options *options,
    const struct riffle_progress *progress, struct riffle_flipset *found,
    struct riffle_error *err) RIFFLE_MUST_CHECK;
void riffle_flipset_release(struct riffle_flipset *found);

#endif

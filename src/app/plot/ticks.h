/* Where an axis is labelled, and with what: every label is its tick. */
#ifndef PLOT_TICKS_H
#define PLOT_TICKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ticks_sizes { TICKS_MAX = 9, TICKS_LABEL = 32 };

/*
 * Tick i is (first + i step) 10^power exactly, `value` the double nearest to
 * that, `label` the same over 10^exponent as a decimal.
 */
struct ticks {
    size_t n; /* 2 to TICKS_MAX */
    int64_t first, step;
    int power;
    int exponent; /* common to all labels: 0 or a multiple of 3 */
    double value[TICKS_MAX];
    char label[TICKS_MAX][TICKS_LABEL]; /* "": no room for it */
};

/*
 * Extended Wilkinson (Talbot, Lin, Hanrahan 2010): about `target` ticks in
 * [low, high], all inside, zero among them when it is. Asks high - low >= ticks_smallest_span(low, high)
 * and |low|, |high| <= TICKS_LARGEST.
 */
#define TICKS_LARGEST 1e300
void ticks_find(double low, double high, double target, struct ticks *ticks);
double ticks_smallest_span(double low, double high);

/* Move each end out to a tick that is at most half a step away. */
void ticks_round_out(double *low, double *high, double target);

/* The widest label. */
size_t ticks_width(const struct ticks *ticks);

#endif

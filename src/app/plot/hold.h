/* Ranges that hold still while points arrive. */
#ifndef PLOT_HOLD_H
#define PLOT_HOLD_H

#include "plot/axes.h"

/* What all plots of a frame share. */
struct hold_pace {
    bool may;  /* axes may change in this frame */
    bool due;  /* out: some wait for a frame in which they may */
    bool grew; /* out: some have changed */
};

struct hold {
    struct axis x, y; /* low == high: none yet */
    bool streamed;    /* points have arrived since these were the data's own */
    struct hold_pace *pace;
};

/*
 * x, y       in: ranges that fit the data; out: those to show
 * streaming  more points are to come: ranges only grow, when they may, and
 *            keep their linear parts. Afterwards they become the data's own:
 *            when they may at the stream's end, at once later on.
 */
void hold_axes(struct hold *hold, bool streaming, struct axis *x,
               struct axis *y);

#endif

/* How often a stream is drawn: rarer where the link is slow. */
#ifndef TUI_PACE_H
#define TUI_PACE_H

#include <stdbool.h>

/* Seconds between two frames, given the last pace and what a frame took. */
double pace_after(double pace, double took);
bool pace_is_slow(double pace);

/* Likewise for who wants nothing to move (`set motion off'). */
static const double pace_still = 2;

#endif

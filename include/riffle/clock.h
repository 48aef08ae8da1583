/* Time for progress and timing; never for results. */
#ifndef RIFFLE_CLOCK_H
#define RIFFLE_CLOCK_H

/* Seconds on a clock that only goes forward; only differences mean anything. */
double riffle_seconds(void);

#endif

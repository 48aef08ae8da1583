/* Time for progress and timing; never for results. */
#ifndef CLOCK_H
#define CLOCK_H

/* Seconds on a clock that only goes forward. */
double seconds_now(void);

#endif

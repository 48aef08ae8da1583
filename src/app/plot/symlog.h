/* Signed logarithms: linear up to +-`linear`, decades beyond. */
#ifndef PLOT_SYMLOG_H
#define PLOT_SYMLOG_H

#include "plot/ticks.h"

#include <stddef.h>

/* A number in decades: value / linear, beyond +-1 one more for each factor
 * of ten. And back. */
double symlog_of(double value, double linear);
double symlog_to(double decades, double linear);

/*
 * Half-width of the linear part for n numbers, which are sorted by size: the
 * power of ten nearest to their tenth percentile, zeros left out.
 */
double symlog_linear(double *sizes, size_t n);

/*
 * Powers of ten and zero in [low, high], every so many that there are about
 * `target`; what ticks_find finds when fewer than two are inside.
 */
void symlog_ticks(double low, double high, double linear, double target,
                  struct ticks *ticks);

#endif

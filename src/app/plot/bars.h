/* Errors sorted into bins. */
#ifndef PLOT_BARS_H
#define PLOT_BARS_H

#include "plot/plot.h"

enum { BARS_MOST = 512 };

struct bars {
    size_t n;
    bool ruled;        /* Freedman and Diaconis chose the width */
    double low, width; /* bin b is [low + b width, low + (b + 1) width) */
    size_t count[THEME_SERIES][BARS_MOST];
    size_t most[THEME_SERIES]; /* in one bin */
};

/*
 * At most `most` bins (at most BARS_MOST), with an edge at zero so that none
 * mixes the signs. `bars` is zeroed before.
 */
void bars_fill(const struct plot_data *errors, size_t most, struct bars *bars);

/* "errors in 23 bins of 0.05 (Freedman-Diaconis)" */
void bars_words(const struct bars *bars, char *text, size_t size);

#endif

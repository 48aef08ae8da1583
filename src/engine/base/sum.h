/* Sums in a recorded order that lose no digits. */
#ifndef BASE_SUM_H
#define BASE_SUM_H

#include <stddef.h>

/* Neumaier's compensated sum; zeroed to begin with. */
struct sum {
    double total, rest;
};

void sum_add(struct sum *sum, double value);
double sum_value(const struct sum *sum);

#endif

/* Neumaier's variant of Kahan's sum: what each addition rounds off is kept. */
#include "base/sum.h"

#include <math.h>

void sum_add(struct sum *sum, double value)
{
    double total = sum->total + value;
    if (fabs(sum->total) >= fabs(value))
        sum->rest += (sum->total - total) + value;
    else
        sum->rest += (value - total) + sum->total;
    sum->total = total;
}

double sum_value(const struct sum *sum)
{
    return sum->total + sum->rest;
}

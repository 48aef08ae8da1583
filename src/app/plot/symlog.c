/* Signed logarithms, and the powers of ten that label them. */
#include "plot/symlog.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More decades than a double has digits are told from zero by nobody. */
enum { MOST_DECADES = 15 };

double symlog_of(double value, double linear)
{
    double size = fabs(value) / linear;
    return size <= 1 ? value / linear : copysign(1 + log10(size), value);
}

double symlog_to(double decades, double linear)
{
    double size = fabs(decades);
    return size <= 1 ? decades * linear
                     : copysign(linear * pow(10, size - 1), decades);
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static int decade_of(double size)
{
    return (int)lround(log10(size));
}

double symlog_linear(double *sizes, size_t n)
{
    qsort(sizes, n, sizeof *sizes, compare_numbers);
    size_t zeros = 0;
    while (zeros < n && !(sizes[zeros] > 0))
        zeros++;
    if (zeros == n)
        return 1;
    double most = fmin(sizes[n - 1], TICKS_LARGEST);
    int at = decade_of(fmax(sizes[zeros + (n - 1 - zeros) / 10], 1e-290));
    int top = (int)floor(log10(fmax(most, 1e-290)));
    at = at < top - MOST_DECADES ? top - MOST_DECADES : at;
    return pow(10, at < top ? at : top);
}

/* 10^power as it is typed: in full near 1, else 1e-5. */
static void add_tick(struct ticks *ticks, int sign, int power)
{
    char *label = ticks->label[ticks->n];
    const char *minus = sign < 0 ? "-" : "";
    if (sign == 0)
        (void)snprintf(label, TICKS_LABEL, "0");
    else if (power >= 0 && power <= 3)
        (void)snprintf(label, TICKS_LABEL, "%s1%.*s", minus, power, "000");
    else if (power < 0 && power >= -2)
        (void)snprintf(label, TICKS_LABEL, "%s0.%.*s1", minus, -power - 1, "0");
    else
        (void)snprintf(label, TICKS_LABEL, "%s1e%d", minus, power);
    ticks->value[ticks->n++] = strtod(label, NULL);
}

/* Whether sign 10^power lies in [low, high]. */
static bool is_inside(double low, double high, int sign, int power)
{
    struct ticks one = {0};
    add_tick(&one, sign, power);
    return one.value[0] >= low && one.value[0] <= high;
}

/*
 * Ticks at every `stride`-th power from the largest inside down to that of
 * the linear part, on both sides; returns how many there would be.
 */
static size_t place(double low, double high, int bottom, int stride,
                    struct ticks *ticks)
{
    int top = (int)floor(log10(fmax(fabs(low), fabs(high)))) + 1;
    size_t n = 0;
    *ticks = (struct ticks){.n = 0};
    while (top > bottom && !is_inside(low, high, 1, top) &&
           !is_inside(low, high, -1, top))
        top--;
    int least = top - (top - bottom) / stride * stride;
    for (int at = top; at >= least; at -= stride)
        if (is_inside(low, high, -1, at) && ++n <= TICKS_MAX)
            add_tick(ticks, -1, at);
    if (is_inside(low, high, 0, 0) && ++n <= TICKS_MAX)
        add_tick(ticks, 0, 0);
    for (int at = least; at <= top; at += stride)
        if (is_inside(low, high, 1, at) && ++n <= TICKS_MAX)
            add_tick(ticks, 1, at);
    return n;
}

void symlog_ticks(double low, double high, double linear, double target,
                  struct ticks *ticks)
{
    int bottom = decade_of(linear);
    int stride = 1;
    size_t most = (size_t)fmin(fmax(target + 1, 3), TICKS_MAX);
    while (place(low, high, bottom, stride, ticks) > most && stride < 700)
        stride++;
    if (ticks->n < 2)
        ticks_find(low, high, target, ticks);
}

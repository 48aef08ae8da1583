/* Choosing bins, and counting what falls into them. */
#include "plot/bars.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "plot/view.h"

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/*
 * Freedman and Diaconis: 2 IQR / n^(1/3) over all errors; 0 when that says
 * nothing, as when the middle half is one number.
 */
static double rule_width(const struct plot_data *errors)
{
    double *values = malloc((errors->n_points + 1) * sizeof(*values));
    size_t n = 0;
    if (!values)
        return 0;
    for (size_t i = 0; i < errors->n_points; i++)
        if (point_counts(&errors->points[i]))
            values[n++] = errors->points[i].y;
    qsort(values, n, sizeof(*values), compare_numbers);
    double spread = n ? values[3 * n / 4] - values[n / 4] : 0;
    free(values);
    return n ? 2 * spread / cbrt((double)n) : 0;
}

/* The nice number at or above `width`: 1, 2, 2.5 or 5 times a power of 10. */
static double nice_width(double width)
{
    static const double nice[] = {1, 2, 2.5, 5, 10};
    double power = pow(10, floor(log10(width)));
    size_t i = 0;
    while (i < 4 && nice[i] * power < width)
        i++;
    return nice[i] * power;
}

static void choose_bins(const struct plot_data *errors, size_t most,
                        struct bars *bars)
{
    struct extent e = view_extent(errors, false);
    if (e.y_low > e.y_high)
        e.y_low = e.y_high = 0;
    double low = fmax(fmin(e.y_low, 0), -TICKS_LARGEST);
    double high = fmin(fmax(e.y_high, 0), TICKS_LARGEST);
    double wanted = fmin(rule_width(errors), high - low);
    double least = (high - low) / (double)most;
    bars->ruled = wanted > least;
    if (!bars->ruled)
        wanted = least;
    bars->width = wanted > 0 ? nice_width(wanted) : 1;
    double first = floor(low / bars->width);
    double last = floor(high / bars->width) + 1;
    while (last - first > (double)most) {
        bars->width = nice_width(bars->width * 1.01);
        first = floor(low / bars->width);
        last = floor(high / bars->width) + 1;
    }
    bars->low = first * bars->width;
    bars->n = (size_t)(last - first);
}

static void fill_bins(const struct plot_data *errors, struct bars *bars)
{
    for (size_t i = 0; i < errors->n_points; i++) {
        const struct plot_point *p = &errors->points[i];
        if (!point_counts(p))
            continue;
        double at = floor((p->y - bars->low) / bars->width);
        size_t b = at < 0 ? 0 : (size_t)fmin(at, (double)(bars->n - 1));
        size_t s = p->series < THEME_SERIES ? p->series : THEME_SERIES - 1;
        size_t *count = &bars->count[s][b];
        (*count)++;
        bars->most[s] = *count > bars->most[s] ? *count : bars->most[s];
    }
}

void bars_fill(const struct plot_data *errors, size_t most, struct bars *bars)
{
    choose_bins(errors, most < BARS_MOST ? most : BARS_MOST, bars);
    fill_bins(errors, bars);
}

void bars_words(const struct bars *bars, char *text, size_t size)
{
    (void)snprintf(text, size, "errors in %zu bins of %g (%s)", bars->n,
                   bars->width,
                   bars->ruled ? "Freedman-Diaconis" : "as many as fit");
}

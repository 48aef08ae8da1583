/* The search of Talbot, Lin and Hanrahan, in whole numbers where it counts. */
#include "plot/ticks.h"

#include <assert.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nice steps over 10, best first, and the weights of the authors' R code. */
static const int nice[] = {10, 50, 20, 25, 40, 30};
enum {
    N_NICE = sizeof(nice) / sizeof(nice[0]),
    MOST_SKIP = 9,
    TICKS_DIGITS = 24
};
static const double weight_simplicity = 0.25;
static const double weight_coverage = 0.2;
static const double weight_density = 0.5;
static const double weight_legibility = 0.05;
/* A coarse axis must not grow far just to end on a tick. */
static const double most_growth = 0.12;

struct search {
    double low, high, target;
    double best;    /* score */
    int64_t start;  /* first tick over nice 10^power */
    size_t skip, k; /* step over nice 10^power, and how many ticks */
    size_t q;       /* index into nice */
    int power;      /* of nice, as it stands in the table */
};

static double total(double simplicity, double coverage, double density)
{
    return weight_simplicity * simplicity + weight_coverage * coverage +
           weight_density * density + weight_legibility;
}

static double simplicity_of(size_t q, size_t skip, bool zero)
{
    return 1 - (double)q / (N_NICE - 1) - (double)skip + 1 + (zero ? 1 : 0);
}

static double coverage_of(const struct search *s, double first, double last)
{
    double range = s->high - s->low;
    double above = (s->high - last) / (0.1 * range);
    double below = (s->low - first) / (0.1 * range);
    return 1 - 0.5 * (above * above + below * below);
}

static double best_coverage(const struct search *s, double span)
{
    double range = s->high - s->low;
    if (span <= range)
        return 1;
    double half = (span - range) / 2 / (0.1 * range);
    return 1 - half * half;
}

static double density_of(const struct search *s, size_t k, double span)
{
    double r = (double)(k - 1) / span;
    double wanted = (s->target - 1) / (s->high - s->low);
    return 2 - fmax(r / wanted, wanted / r);
}

static double best_density(const struct search *s, size_t k)
{
    double k1 = (double)(k - 1);
    return k1 >= s->target - 1 ? 2 - k1 / (s->target - 1) : 1;
}

/* All places where k ticks of this step fit inside. */
static void try_starts(struct search *s, size_t q, size_t skip, size_t k,
                       int power)
{
    double unit = nice[q] * pow(10, power);
    double step = unit * (double)skip;
    int64_t from = (int64_t)ceil(s->low / unit);
    int64_t to = (int64_t)floor(s->high / unit) - (int64_t)((k - 1) * skip);
    for (int64_t start = from; start <= to && start - from < 64; start++) {
        double first = (double)start * unit;
        double last = first + step * (double)(k - 1);
        bool zero = start <= 0 && start % (int64_t)skip == 0 && last >= 0;
        if (!zero && s->low <= 0 && s->high >= 0)
            continue;
        double score =
            total(simplicity_of(q, skip, zero), coverage_of(s, first, last),
                  density_of(s, k, step * (double)(k - 1)));
        if (score <= s->best)
            continue;
        *s = (struct search){s->low, s->high, s->target, score, start,
                             skip,   k,       q,         power};
    }
}

static void try_steps(struct search *s, size_t q, size_t skip, size_t k)
{
    double simple = simplicity_of(q, skip, true);
    double dense = best_density(s, k);
    double delta =
        (s->high - s->low) / (double)(k + 1) / (double)skip / nice[q];
    for (int power = (int)ceil(log10(delta));; power++) {
        double span = (double)((k - 1) * skip) * nice[q] * pow(10, power);
        if (span > s->high - s->low ||
            total(simple, best_coverage(s, span), dense) < s->best)
            return;
        try_starts(s, q, skip, k, power);
    }
}

static void search_all(struct search *s)
{
    for (size_t skip = 1; skip <= MOST_SKIP; skip++) {
        for (size_t q = 0; q < N_NICE; q++) {
            if (total(simplicity_of(q, skip, true), 1, 1) < s->best)
                return;
            for (size_t k = 2; k <= TICKS_MAX; k++)
                if (total(simplicity_of(q, skip, true), 1,
                          best_density(s, k)) >= s->best)
                    try_steps(s, q, skip, k);
        }
    }
}

/* m 10^power with `decimals` digits after the point; power > 0 or as many. */
static void write_label(int64_t m, int power, char label[TICKS_LABEL])
{
    char digits[2 * TICKS_DIGITS];
    int decimals = power < 0 && power > -TICKS_DIGITS ? -power : 0;
    snprintf(digits, sizeof(digits), "%0*" PRId64, decimals + 1,
             m < 0 ? -m : m);
    size_t whole = strlen(digits) - (size_t)decimals;
    snprintf(label, TICKS_LABEL, "%s%.*s%.*s%s%s", m < 0 ? "-" : "", (int)whole,
             digits, m && power > 0 ? power : 0, "000000000",
             decimals ? "." : "", digits + whole);
}

/* The double nearest to m 10^power: no decimal point, so in any locale. */
static double exact_value(int64_t m, int power)
{
    char text[TICKS_LABEL];
    snprintf(text, sizeof(text), "%" PRId64 "e%d", m, power);
    return strtod(text, NULL);
}

static int common_exponent(const struct ticks *ticks)
{
    int64_t last = ticks->first + (int64_t)(ticks->n - 1) * ticks->step;
    double most = fmax(fabs((double)ticks->first), fabs((double)last));
    int magnitude = (int)floor(log10(most)) + ticks->power;
    if (magnitude >= -2 && magnitude <= 4)
        return 0;
    return (int)floor(magnitude / 3.0) * 3;
}

static void fill(struct ticks *ticks)
{
    while (ticks->first % 10 == 0 && ticks->step % 10 == 0) {
        ticks->first /= 10;
        ticks->step /= 10;
        ticks->power++;
    }
    ticks->exponent = common_exponent(ticks);
    for (size_t i = 0; i < ticks->n; i++) {
        int64_t m = ticks->first + (int64_t)i * ticks->step;
        ticks->value[i] = exact_value(m, ticks->power);
        write_label(m, ticks->power - ticks->exponent, ticks->label[i]);
    }
}

/* Rounding may have put an outermost tick a hair outside. */
static void keep_inside(double low, double high, struct ticks *ticks)
{
    if (ticks->n > 2 && ticks->value[0] < low) {
        ticks->first += ticks->step;
        ticks->n--;
        fill(ticks);
    }
    if (ticks->n > 2 && ticks->value[ticks->n - 1] > high)
        ticks->n--;
}

void ticks_find(double low, double high, double target, struct ticks *ticks)
{
    assert(high - low > 0 && isfinite(high - low));
    struct search s = {.low = low,
                       .high = high,
                       .target = fmin(fmax(target, 2), TICKS_MAX),
                       .best = -DBL_MAX};
    search_all(&s);
    *ticks = (struct ticks){.n = s.k,
                            .first = s.start * nice[s.q],
                            .step = (int64_t)s.skip * nice[s.q],
                            .power = s.power};
    fill(ticks);
    keep_inside(low, high, ticks);
}

double ticks_smallest_span(double low, double high)
{
    return fmax(1e-9 * fmax(fabs(low), fabs(high)), 1e-290);
}

void ticks_round_out(double *low, double *high, double target)
{
    struct ticks t;
    ticks_find(*low, *high, target, &t);
    double half = exact_value(t.step, t.power) / 2;
    double reach = fmin(half, (*high - *low) * most_growth);
    double below = exact_value(t.first - t.step, t.power);
    double above = exact_value(t.first + (int64_t)t.n * t.step, t.power);
    if (below < *low && *low - below <= reach)
        *low = below;
    if (above > *high && above - *high <= reach)
        *high = above;
}

size_t ticks_width(const struct ticks *ticks)
{
    size_t width = 0;
    for (size_t i = 0; i < ticks->n; i++) {
        size_t n = strlen(ticks->label[i]);
        width = n > width ? n : width;
    }
    return width;
}

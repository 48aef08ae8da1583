/* How close an estimator comes to the actual. */
#include "experiment/state.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/rank.h"
#include "base/sum.h"

/* The finished pairs: what an estimator said, and what was true. */
struct pairs {
    size_t n;
    const double *estimate, *actual;
};

static double deviation_product(const double *a, const double *b, size_t n,
                                double mean)
{
    struct sum sum = {0};
    for (size_t i = 0; i < n; i++)
        sum_add(&sum, (a[i] - mean) * (b[i] - mean));
    return sum_value(&sum);
}

/* Mid-ranks from 1: equal values share the mean of their places. */
static bool fill_ranks(const double *values, size_t n, double *ranks)
{
    struct ranked *items = array_new(n, 1, sizeof *items);
    if (items == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        items[i] = (struct ranked){.key = values[i], .item = i};
    rank_first(items, n, n);
    for (size_t first = 0; first < n;) {
        size_t end = first;
        while (end < n && items[end].key == items[first].key)
            end++;
        for (size_t i = first; i < end; i++)
            ranks[items[i].item] = 0.5 * (double)(first + 1 + end);
        first = end;
    }
    free(items);
    return true;
}

/* Pearson's correlation of mid-ranks; NaN where it is not defined. */
static double spearman(const struct pairs *pairs)
{
    size_t n = pairs->n;
    double result = (double)NAN;
    double *ranks = n < 3 ? NULL : array_new(n, 2, sizeof *ranks);
    if (ranks != NULL && fill_ranks(pairs->estimate, n, ranks) &&
        fill_ranks(pairs->actual, n, ranks + n)) {
        double mean = 0.5 * ((double)n + 1);
        double xx = deviation_product(ranks, ranks, n, mean);
        double yy = deviation_product(ranks + n, ranks + n, n, mean);
        double xy = deviation_product(ranks, ranks + n, n, mean);
        if (xx > 0 && yy > 0)
            result = xy / sqrt(xx * yy);
    }
    free(ranks);
    return result;
}

static void fill_sums(const struct pairs *pairs, struct riffle_summary *summary)
{
    struct sum off = {0};
    struct sum size = {0};
    for (size_t i = 0; i < pairs->n; i++) {
        sum_add(&off, fabs(pairs->estimate[i] - pairs->actual[i]));
        sum_add(&size, fabs(pairs->actual[i]));
    }
    double square =
        deviation_product(pairs->actual, pairs->actual, pairs->n, 0);
    double product =
        deviation_product(pairs->estimate, pairs->actual, pairs->n, 0);
    if (pairs->n > 0)
        summary->mean_absolute_error = sum_value(&off) / (double)pairs->n;
    if (sum_value(&size) > 0)
        summary->error = sum_value(&off) / sum_value(&size);
    if (square > 0)
        summary->slope = product / square;
}

/* Sort the sets into pairs (n_sets of room each), excluded and pending. */
static size_t collect(const struct riffle_experiment *experiment, size_t q,
                      size_t e, double *values, size_t *excluded)
{
    size_t n_sets = experiment->plan.n_sets;
    size_t n = 0;
    for (size_t s = 0; s < n_sets; s++) {
        const struct riffle_effect *estimate =
            experiment_at(experiment, s, q, e);
        const struct riffle_effect *actual =
            experiment_at(experiment, s, q, experiment->exact);
        if (e == experiment->newton && experiment->settled[s])
            continue; /* it would be compared with itself */
        if (estimate->status == RIFFLE_PENDING ||
            actual->status == RIFFLE_PENDING)
            continue;
        if (estimate->status != RIFFLE_OK || actual->status != RIFFLE_OK) {
            ++*excluded;
            continue;
        }
        values[n_sets + n] = estimate->value;
        values[n++] = actual->value;
    }
    return n;
}

void riffle_summary_of(const double *actual, const double *estimate, size_t n,
                       struct riffle_summary *summary)
{
    const struct pairs pairs = {n, estimate, actual};
    *summary = (struct riffle_summary){.n = n,
                                       .error = (double)NAN,
                                       .spearman = (double)NAN,
                                       .slope = (double)NAN,
                                       .mean_absolute_error = (double)NAN};
    fill_sums(&pairs, summary);
    summary->spearman = spearman(&pairs);
}

void riffle_experiment_summary(const struct riffle_experiment *experiment,
                               size_t q, size_t e,
                               struct riffle_summary *summary)
{
    size_t n_sets = experiment->plan.n_sets;
    size_t n = 0;
    size_t excluded = 0;
    double *values = array_new(n_sets, 2, sizeof *values);
    if (values != NULL && experiment->exact != RIFFLE_ANY)
        n = collect(experiment, q, e, values, &excluded);
    riffle_summary_of(values, values ? values + n_sets : NULL, n, summary);
    summary->excluded = excluded;
    free(values);
}

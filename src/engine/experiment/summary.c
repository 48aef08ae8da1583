/* How close an estimator comes to the actual. */
#include "experiment/state.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/rank.h"
#include "base/sum.h"

/* What an estimator said, and what was true. */
struct pairs {
    size_t n;
    const double *estimate, *actual;
};

/* Numbers seen from one of them, as their mean. */
struct centred {
    const double *values;
    double mean;
};

static double product(const struct centred *a, const struct centred *b,
                      size_t n)
{
    struct sum sum = {0};
    for (size_t i = 0; i < n; i++)
        sum_add(&sum, (a->values[i] - a->mean) * (b->values[i] - b->mean));
    return sum_value(&sum);
}

static struct centred centre(const double *values, size_t n)
{
    struct sum sum = {0};
    for (size_t i = 0; i < n; i++)
        sum_add(&sum, values[i]);
    return (struct centred){values, n ? sum_value(&sum) / (double)n : 0};
}

/* Pearson's; NaN below three pairs, and where one side does not vary. */
static double correlation(const double *a, const double *b, size_t n)
{
    const struct centred x = centre(a, n);
    const struct centred y = centre(b, n);
    double xx = product(&x, &x, n);
    double yy = product(&y, &y, n);
    if (n < 3 || !(xx > 0) || !(yy > 0))
        return (double)NAN;
    return product(&x, &y, n) / (sqrt(xx) * sqrt(yy));
}

/* Pearson's correlation of mid-ranks; NaN where it is not defined. */
static double spearman(const struct pairs *pairs)
{
    size_t n = pairs->n;
    double result = (double)NAN;
    double *ranks = n < 3 ? NULL : array_new(n, 2, sizeof *ranks);
    if (ranks != NULL && rank_middle(pairs->estimate, n, ranks) &&
        rank_middle(pairs->actual, n, ranks + n))
        result = correlation(ranks, ranks + n, n);
    free(ranks);
    return result;
}

static void fill_sums(const struct pairs *pairs, struct riffle_summary *summary)
{
    struct sum off = {0};
    struct sum size = {0};
    for (size_t i = 0; i < pairs->n; i++) {
        double error = fabs(pairs->estimate[i] - pairs->actual[i]);
        sum_add(&off, error);
        sum_add(&size, fabs(pairs->actual[i]));
        if (!(error <= summary->max_error)) {
            summary->max_error = error;
            summary->worst = i;
        }
    }
    const struct centred actual = {pairs->actual, 0};
    const struct centred estimate = {pairs->estimate, 0};
    double square = product(&actual, &actual, pairs->n);
    if (pairs->n > 0)
        summary->mean_absolute_error = sum_value(&off) / (double)pairs->n;
    if (sum_value(&size) > 0)
        summary->error = sum_value(&off) / sum_value(&size);
    if (square > 0)
        summary->slope = product(&estimate, &actual, pairs->n) / square;
}

void riffle_summary_of(const double *actual, const double *estimate, size_t n,
                       struct riffle_summary *summary)
{
    const struct pairs pairs = {n, estimate, actual};
    *summary =
        (struct riffle_summary){.n = n,
                                .error = (double)NAN,
                                .spearman = (double)NAN,
                                .slope = (double)NAN,
                                .mean_absolute_error = (double)NAN,
                                .pearson = correlation(actual, estimate, n),
                                .max_error = (double)NAN,
                                .worst = n};
    fill_sums(&pairs, summary);
    summary->spearman = spearman(&pairs);
}

size_t riffle_experiment_pairs(const struct riffle_experiment *experiment,
                               const struct riffle_span *pairs,
                               double *estimate, double *actual,
                               size_t *excluded)
{
    size_t n = 0;
    *excluded = 0;
    if (experiment->exact == RIFFLE_ANY)
        return 0;
    for (size_t s = pairs->first; s < pairs->end; s++) {
        const struct riffle_effect *said =
            experiment_at(experiment, s, pairs->measure, pairs->estimator);
        const struct riffle_effect *was =
            experiment_at(experiment, s, pairs->measure, experiment->exact);
        if (pairs->estimator == experiment->newton && experiment->settled[s])
            continue; /* it would be compared with itself */
        if (said->status == RIFFLE_PENDING || was->status == RIFFLE_PENDING)
            continue;
        if (said->status != RIFFLE_OK || was->status != RIFFLE_OK) {
            (*excluded)++;
            continue;
        }
        estimate[n] = said->value;
        actual[n++] = was->value;
    }
    return n;
}

void riffle_experiment_summary(const struct riffle_experiment *experiment,
                               size_t q, size_t e,
                               struct riffle_summary *summary)
{
    size_t n_sets = experiment->plan.n_sets, n = 0, excluded = 0;
    double *values = array_new(n_sets, 2, sizeof *values);
    const struct riffle_span pairs = {q, e, 0, n_sets};
    if (values != NULL)
        n = riffle_experiment_pairs(experiment, &pairs, values + n_sets, values,
                                    &excluded);
    riffle_summary_of(values, values != NULL ? values + n_sets : NULL, n,
                      summary);
    summary->excluded = excluded;
    free(values);
}

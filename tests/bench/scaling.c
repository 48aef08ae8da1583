/* How the stages grow with the rows and with the columns. */
#include "bench/cases.h"

#include "riffle/estimator.h"
#include "riffle/fit.h"

#include "base/memory.h"
#include "bench/stage.h"

#include <stdio.h>
#include <stdlib.h>

/* Seconds of one estimator on the first 1 % of the rows. */
static double time_shift(const struct riffle_fit *fit, const char *name,
                         const struct riffle_removal *removal)
{
    struct riffle_error err = {0};
    struct riffle_shift shift = {
        .u = array_new(riffle_shift_length(fit), 1, sizeof(double))};
    if (shift.u == NULL)
        bench_die(name, "out of memory");
    struct stage stage = stage_begin(name);
    if (riffle_estimator_find(name)->shift(fit, removal, 1, &shift, NULL,
                                           &err) != RIFFLE_OK)
        bench_die(name, err.message);
    stage_end(&stage);
    free(shift.u);
    return stage.seconds;
}

static void run_size(size_t n, size_t d)
{
    const struct riffle_fit_options options = {.lambda = 1e-3};
    struct riffle_error err = {0};
    struct riffle_dataset *data = bench_generate("gaussian", n, d);
    struct riffle_fit *fit = NULL;
    if (riffle_fit_new(data, &options, NULL, &fit, &err) != RIFFLE_OK)
        bench_die("fit", err.message);
    struct riffle_removal removal = {.k = n / 100};
    removal.rows = array_new(removal.k, 1, sizeof *removal.rows);
    if (removal.rows == NULL)
        bench_die("set", "out of memory");
    for (size_t i = 0; i < removal.k; i++)
        removal.rows[i] = 100 * i;
    double seconds = riffle_fit_summary(fit)->seconds;
    printf("%9zu %6zu %10.4f %12.2f %10.4f %10.4f\n", n, d, seconds,
           1e9 * seconds / (double)n / (double)d,
           time_shift(fit, "ns", &removal),
           time_shift(fit, "actual", &removal));
    (void)fflush(stdout);
    free(removal.rows);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

static void head(const char *what)
{
    printf("\n%s: gaussian, lambda 0.001, one set of 1 %%\n%9s %6s %10s %12s "
           "%10s %10s\n",
           what, "n", "d", "fit, s", "fit, ns/n/d", "NS, s", "actual, s");
}

void bench_scaling(bool large)
{
    static const size_t rows[] = {1000, 4000, 16000, 64000, 250000, 1000000};
    static const size_t columns[] = {50, 100, 200, 400, 800, 1600, 3200};
    size_t n_rows = sizeof rows / sizeof rows[0];
    size_t n_columns = sizeof columns / sizeof columns[0];
    head("growing n");
    for (size_t i = 0; i < n_rows - (large ? 0 : 2); i++)
        run_size(rows[i], 100);
    head("growing d");
    for (size_t i = 0; i < n_columns - (large ? 0 : 1); i++)
        run_size(1000, columns[i]);
}

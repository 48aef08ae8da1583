/*
 * What the engine does with this machine: every stage against dgemm's speed,
 * measured in the same run. bench [--large] [CASE ...]
 *
 * With cases (enron, digits38, gaussian, ...) only those, and no tables.
 * RIFFLE_BENCH_DATA=FOLDER adds dogfrog.npz, enron.npz and catdog.npz of that
 * folder (datasets/README.md says where they come from).
 */
#include "riffle/kernel.h"
#include "riffle/threads.h"

#include "bench/cases.h"
#include "bench/stage.h"
#include "kernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct bench_case generated[] = {
    {"gaussian", 2000, 200, 1e-3},
    {"sparse", 1500, 1000, 1e-3},
    {"clusters", 600, 1200, 1e-2},
};

static const struct bench_case bundled[] = {
    {"wdbc.csv", 0, 0, 1e-3},
    {"digits38.csv", 0, 0, 1e-3},
};

/* The paper's, with the penalties of its Figure 1. */
static const struct bench_case published[] = {
    {"dogfrog.npz", 0, 0, 2.2e-2},
    {"enron.npz", 0, 0, 1e-3},
    {"catdog.npz", 0, 0, 1e-5},
};

/* What the command line asks for. */
struct wish {
    bool large;
    char **cases; /* up to a NULL; none: all */
};

static bool is_wanted(const struct wish *wish, const char *name)
{
    for (char **wanted = wish->cases; *wanted != NULL; wanted++)
        if (strncmp(name, *wanted, strlen(*wanted)) == 0)
            return true;
    return *wish->cases == NULL;
}

static void run_published(const struct bench_case *c, double peak)
{
    const char *folder = getenv("RIFFLE_BENCH_DATA");
    if (folder != NULL)
        bench_file(c, folder, peak);
    else
        printf("\n%s: skipped, RIFFLE_BENCH_DATA names no folder\n", c->name);
}

int main(int argc, char **argv)
{
    kernel_choose(argv);
    bool large = argc > 1 && strcmp(argv[1], "--large") == 0;
    const struct wish wish = {large, argv + (large ? 2 : 1)};
    double peak = stage_peak();
    printf("dgemm: %.1f GFLOP/s, %zu threads, %s kernels\n", peak,
           riffle_threads(), riffle_kernel());
    for (size_t i = 0; i < sizeof generated / sizeof generated[0]; i++)
        if (is_wanted(&wish, generated[i].name))
            bench_synth(&generated[i], peak);
    for (size_t i = 0; i < sizeof bundled / sizeof bundled[0]; i++)
        if (is_wanted(&wish, bundled[i].name))
            bench_file(&bundled[i], BENCH_DATASETS, peak);
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++)
        if (is_wanted(&wish, published[i].name))
            run_published(&published[i], peak);
    if (*wish.cases == NULL)
        bench_scaling(large);
    return 0;
}

/* What is measured: every stage on one data set, and how stages grow. */
#ifndef BENCH_CASES_H
#define BENCH_CASES_H

#include "riffle/dataset.h"

/* A data set with the penalty that its experiments use. */
struct bench_case {
    const char *name; /* file in a folder, or kind of generated data */
    size_t n, d;      /* generated data only */
    double lambda;
};

/* Load or generate it, then run and print every stage. */
void bench_file(const struct bench_case *c, const char *folder, double peak);
void bench_synth(const struct bench_case *c, double peak);

/* Tables over n and d, on generated data. `large`: up to a million rows. */
void bench_scaling(bool large);

/* Fails the program when it cannot be had. */
struct riffle_dataset *bench_generate(const char *kind, size_t n, size_t d);

#endif

#include "bench/stage.h"

#include "riffle/clock.h"

#include "base/memory.h"
#include "bench/flops.h"
#include "linalg/linalg.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void bench_die(const char *what, const char *message)
{
    (void)fprintf(stderr, "bench: %s: %s\n", what, message);
    exit(1);
}

double stage_peak(void)
{
    enum { SIZE = 1536, RUNS = 7 };
    double *a = array_new(SIZE, SIZE, sizeof *a);
    double *c = array_new(SIZE, SIZE, sizeof *c);
    double best = 0;
    if (a == NULL || c == NULL)
        bench_die("dgemm", "out of memory");
    for (size_t i = 0; i < (size_t)SIZE * SIZE; i++)
        a[i] = 1 / (double)(i + 1);
    for (int run = 0; run < RUNS; run++) {
        struct stage stage = stage_begin("dgemm");
        multiply_matrix(SIZE, SIZE, SIZE, a, a, c);
        stage_end(&stage);
        double speed = stage.flops / stage.seconds;
        best = speed > best ? speed : best;
    }
    free(a);
    free(c);
    return best / 1e9;
}

void stage_head(void)
{
    printf("%-30s %9s %9s %9s %6s\n", "stage", "seconds", "cpu", "GFLOP/s",
           "peak");
}

/* Says more than the clock while other programs run as well. */
static double cpu_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

struct stage stage_begin(const char *name)
{
    return (struct stage){name, riffle_seconds(), cpu_seconds(), flops_done()};
}

void stage_end(struct stage *stage)
{
    stage->seconds = riffle_seconds() - stage->seconds;
    stage->cpu = cpu_seconds() - stage->cpu;
    stage->flops = flops_done() - stage->flops;
}

void stage_print(const struct stage *stage, double peak, const char *remark)
{
    double speed = stage->flops / stage->seconds / 1e9;
    if (stage->flops > 0)
        printf("%-30s %9.4f %9.4f %9.1f %5.0f%%  %s\n", stage->name,
               stage->seconds, stage->cpu, speed, 100 * speed / peak, remark);
    else
        printf("%-30s %9.4f %9.4f %9s %6s  %s\n", stage->name, stage->seconds,
               stage->cpu, "-", "-", remark);
    (void)fflush(stdout);
}

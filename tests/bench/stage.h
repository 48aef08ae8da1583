/* One row of the table: how long a stage took and how hard it worked. */
#ifndef BENCH_STAGE_H
#define BENCH_STAGE_H

#include <stddef.h>

struct stage {
    const char *name;
    /* At its beginning, then spent by it; cpu: of all threads. */
    double seconds, cpu, flops;
};

/* GFLOP/s of this machine's dgemm through the engine, best of a few runs. */
double stage_peak(void);

void stage_head(void);
struct stage stage_begin(const char *name);
void stage_end(struct stage *stage);
/* Print it as seconds, processor seconds, GFLOP/s and share of `peak`. */
void stage_print(const struct stage *stage, double peak, const char *remark);

/* Print the message and end the program. */
_Noreturn void bench_die(const char *what, const char *message);

#endif

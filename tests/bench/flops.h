/* Counting what the engine's matrix products and solves really do. */
#ifndef BENCH_FLOPS_H
#define BENCH_FLOPS_H

/*
 * Floating-point operations done by the engine's linalg so far, all threads
 * together: 2 for each multiplication with its addition, as LAPACK counts.
 * The linker puts the counters around the calls (--wrap), so that the engine
 * itself holds none.
 */
double flops_done(void);

#endif

/* Which of OpenBLAS's kernels compute, and whether better ones are there. */
#ifndef RIFFLE_KERNEL_H
#define RIFFLE_KERNEL_H

/* Name of the kernels in use, e.g. "Haswell"; static. */
const char *riffle_kernel(void);

/*
 * The value of OPENBLAS_CORETYPE that would make this processor faster, or
 * NULL. OpenBLAS chooses by the processor's name when it is loaded, and does
 * not know those made after it: it then leaves AVX-512 unused. The variable
 * has to be set before the process starts.
 */
const char *riffle_kernel_better(void);

#endif

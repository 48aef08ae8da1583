/* Starting again with OpenBLAS's faster kernels, where it missed them. */
#ifndef KERNEL_H
#define KERNEL_H

/*
 * Replaces the process by itself with OPENBLAS_CORETYPE set, once, when that
 * helps; returns when there is nothing to gain or it did not work. A user's
 * own OPENBLAS_CORETYPE, or RIFFLE_KERNEL=keep, is left alone. Call first in
 * main: nothing is read or printed yet, so that nothing is done twice.
 */
void kernel_choose(char **argv);

#endif

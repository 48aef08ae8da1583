/* Whether this machine computes as the certificates take for granted. */
#ifndef RIFFLE_ARITHMETIC_H
#define RIFFLE_ARITHMETIC_H

#include "riffle/status.h"

/*
 * Check the arithmetic of the calling thread, which the threads that it starts
 * inherit: rounding to the nearest, subnormal numbers kept, no wider registers,
 * no fused or reordered operations, NaN unlike itself. A library built with
 * -ffast-math breaks some of it for the whole process by being loaded.
 * Fails with RIFFLE_EILLCONDITIONED, naming what is wrong. Cost: nothing.
 */
enum riffle_status
riffle_arithmetic_check(struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

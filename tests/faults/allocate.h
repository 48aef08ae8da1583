/* Allocations that fail when a test wants them to. */
#ifndef FAULTS_ALLOCATE_H
#define FAULTS_ALLOCATE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * From now on fail allocation number `at`, from 1, of the program's own (those
 * of libraries always succeed); with `on`, every one after it as well. 0: none.
 */
void allocate_fail(size_t at, bool on);

/* How many there were since; allocate_fail(0, false) stops the count. */
size_t allocate_count(void);

#endif

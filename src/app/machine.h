/* What this machine has. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stddef.h>

/* Bytes of memory, or of what a control group leaves of it; 0: not known. */
size_t machine_memory(void);

#endif

/* The limits in force: those asked for, and the published ones otherwise. */
#ifndef DATA_LIMITS_H
#define DATA_LIMITS_H

#include "riffle/limits.h"

/* Put the published value wherever there is none. */
void limits_fill(struct riffle_limits *limits);

#endif

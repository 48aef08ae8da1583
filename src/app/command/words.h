/* Small pieces of sentences that several commands print. */
#ifndef COMMAND_WORDS_H
#define COMMAND_WORDS_H

#include "riffle/clock.h"
#include "riffle/number.h"

#include <stddef.h>

/* "" for one of a thing, "s" otherwise. */
const char *plural(size_t n);

/* `value` in at most `digits` significant digits; a dash when not finite. */
const char *short_number(char text[RIFFLE_NUMBER_SIZE], double value,
                         int digits);

#endif

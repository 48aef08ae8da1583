/* Small pieces of sentences that several commands print. */
#include "command/words.h"

#include <math.h>
#include <stdio.h>

const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

const char *short_number(char text[RIFFLE_NUMBER_SIZE], double value,
                         int digits)
{
    if (isfinite(value))
        (void)snprintf(text, RIFFLE_NUMBER_SIZE, "%.*g", digits, value);
    else
        (void)snprintf(text, RIFFLE_NUMBER_SIZE, "-");
    return text;
}

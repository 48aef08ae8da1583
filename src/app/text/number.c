/* Numbers for people: so many digits, whatever they are. */
#include "text/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *number_text(char text[NUMBER_TEXT], double value, int digits,
                        bool plus)
{
    if (!isfinite(value) || value == 0) {
        (void)snprintf(text, NUMBER_TEXT, "%c", isfinite(value) ? '0' : '-');
        return text;
    }
    /* # keeps trailing zeros, and a point that nothing follows */
    (void)snprintf(text, NUMBER_TEXT, plus ? "%+#.*g" : "%#.*g", digits, value);
    size_t n = strlen(text);
    if (text[n - 1] == '.')
        text[n - 1] = '\0';
    return text;
}

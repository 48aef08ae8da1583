/* How wide text is on a terminal, whatever the C library thinks. */
#include "text/utf8.h"

#include <string.h>

#include "text/codepoints.h"

int codepoint_columns(uint32_t code)
{
    size_t low = 0;
    size_t high = codepoint_range_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct codepoint_range *range = &codepoint_ranges[middle];
        if (code > range->last)
            low = middle + 1;
        else if (code < range->first)
            high = middle;
        else
            return range->columns;
    }
    return -1;
}

size_t utf8_columns(const char *text)
{
    size_t length = strlen(text);
    size_t width = 0;
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        size_t bytes = riffle_utf8_decode(text + i, length - i, &code);
        int columns = bytes ? codepoint_columns(code) : 1;
        width += columns > 0 ? (size_t)columns : 0;
        i += bytes ? bytes : 1;
    }
    return width;
}

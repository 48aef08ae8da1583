/* UTF-8 by hand (RFC 3629): the C locale's functions cannot be trusted. */
#include "text/utf8.h"

#include <string.h>

#include "text/codepoints.h"

static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};

static size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

size_t utf8_decode(const char *text, size_t length, uint32_t *code)
{
    if (length == 0)
        return 0;
    unsigned char lead = (unsigned char)text[0];
    size_t n = sequence_length(lead);
    if (n == 0 || n > length)
        return 0;
    uint32_t value = n == 1 ? lead : lead & (0x7FU >> n);
    for (size_t i = 1; i < n; i++) {
        unsigned char next = (unsigned char)text[i];
        if ((next & 0xC0U) != 0x80)
            return 0;
        value = value << 6 | (next & 0x3FU);
    }
    if (value < smallest[n] || value > 0x10FFFF ||
        (value >= 0xD800 && value < 0xE000))
        return 0;
    *code = value;
    return n;
}

size_t utf8_encode(uint32_t code, char text[UTF8_MAX])
{
    if (code < 0x80) {
        text[0] = (char)code;
        return 1;
    }
    size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--) {
        text[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    text[0] = (char)((0xF00U >> n & 0xFFU) | code);
    return n;
}

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
        size_t bytes = utf8_decode(text + i, length - i, &code);
        int columns = bytes ? codepoint_columns(code) : 1;
        width += columns > 0 ? (size_t)columns : 0;
        i += bytes ? bytes : 1;
    }
    return width;
}

/* UTF-8 by hand (RFC 3629): the C locale's functions cannot be trusted. */
#include "riffle/utf8.h"

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

size_t riffle_utf8_decode(const char *text, size_t length, uint32_t *code)
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

size_t riffle_utf8_encode(uint32_t code, char text[RIFFLE_UTF8_MAX])
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

/* What may reach a terminal, written from the list of threats. */
#ifndef SUPPORT_TERMINAL_SAFE_H
#define SUPPORT_TERMINAL_SAFE_H

#include "riffle/utf8.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Controls, directions, nothing to see, nobody's, no characters. */
static inline bool terminal_danger(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || (c >= 0xE000 && c <= 0xF8FF) ||
           c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xFFF0 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE ||
           c == 0x378 || c >= 0xE0000;
}

/* Valid UTF-8 without danger; ASCII unless `unicode`, one line unless `lines`.
 */
static inline bool terminal_safe(const char *text, size_t length, bool unicode,
                                 bool lines)
{
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        const size_t bytes = riffle_utf8_decode(text + i, length - i, &code);
        const bool ends = lines && code == '\n';
        if (bytes == 0 || (!ends && terminal_danger(code)) ||
            (!unicode && code >= 0x80))
            return false;
        i += bytes;
    }
    return true;
}

#endif

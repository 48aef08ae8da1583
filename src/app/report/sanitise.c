/* Foreign bytes to text that only prints. */
#include "report/sanitise.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/codepoints.h"
#include "text/utf8.h"

/* "\xNN" for a byte and "<U+0085>" for two: no byte becomes more than four. */
enum { GROWTH = 4, MOST_MARKS = 4 };

struct twin {
    uint32_t code;
    const char *ascii;
};

/* Punctuation that riffle itself writes or that data often hold. */
static const struct twin twins[] = {
    {0xA0, " "},    {0xB1, "+-"},   {0xB2, "^2"},  {0xB7, "."},
    {0xD7, "x"},    {0x2010, "-"},  {0x2011, "-"}, {0x2012, "-"},
    {0x2013, "-"},  {0x2014, "-"},  {0x2018, "'"}, {0x2019, "'"},
    {0x201C, "\""}, {0x201D, "\""}, {0x2022, "*"}, {0x2026, "..."},
    {0x2190, "<-"}, {0x2192, "->"}, {0x2212, "-"}, {0x2264, "<="},
    {0x2265, ">="}, {0x2500, "-"},  {0x2502, "|"},
};

static const char *find_twin(uint32_t code)
{
    for (size_t i = 0; i < sizeof(twins) / sizeof(twins[0]); i++)
        if (twins[i].code == code)
            return twins[i].ascii;
    return NULL;
}

static size_t put_control(uint32_t code, char *to)
{
    to[0] = '^';
    to[1] = (char)(code ^ 0x40U);
    return 2;
}

static size_t put_number(uint32_t code, char *to)
{
    char text[16];
    snprintf(text, sizeof(text), "<U+%04X>", (unsigned)code);
    return (size_t)(stpcpy(to, text) - to);
}

static size_t put_byte(char byte, char *to)
{
    static const char digits[] = "0123456789ABCDEF";
    unsigned char value = (unsigned char)byte;
    to[0] = '\\';
    to[1] = 'x';
    to[2] = digits[value >> 4];
    to[3] = digits[value & 15];
    return 4;
}

/* Beyond ASCII, where the terminal has only ASCII. */
static size_t put_twin(uint32_t code, char *to)
{
    const char *twin = find_twin(code);
    return twin ? (size_t)(stpcpy(to, twin) - to) : put_number(code, to);
}

/* `marks`: combining marks since the last letter; none may come first. */
static size_t put_code(uint32_t code, bool unicode, size_t *marks, char *to)
{
    if (code < 0x20 || code == 0x7F) {
        *marks = MOST_MARKS;
        return put_control(code, to);
    }
    int columns = codepoint_columns(code);
    if (columns < 0 || (columns == 0 && *marks >= MOST_MARKS)) {
        *marks = MOST_MARKS;
        return put_number(code, to);
    }
    *marks = columns == 0 ? *marks + 1 : 0;
    if (code >= 0x80 && !unicode)
        return put_twin(code, to);
    return riffle_utf8_encode(code, to);
}

char *sanitise(const char *text, size_t length, bool unicode, bool lines)
{
    if (length > (SIZE_MAX - 1) / GROWTH)
        return NULL;
    char *shown = malloc(length * GROWTH + 1);
    if (!shown)
        return NULL;
    size_t n = 0;
    size_t marks = MOST_MARKS;
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        size_t bytes = riffle_utf8_decode(text + i, length - i, &code);
        if (bytes == 0)
            n += put_byte(text[i], shown + n);
        else if (code == '\n' && lines)
            shown[n++] = '\n';
        else
            n += put_code(code, unicode, &marks, shown + n);
        if (bytes == 0 || code == '\n')
            marks = MOST_MARKS;
        i += bytes ? bytes : 1;
    }
    shown[n] = '\0';
    return shown;
}

size_t sanitise_width(const char *text)
{
    return utf8_columns(text);
}

/* The terminal's clipboard. */
#include "tui/clipboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Three bytes as four letters of base64; fewer are filled up with `='. */
static void put_letters(FILE *out, const char *bytes, size_t n)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqr"
                                  "stuvwxyz0123456789+/";
    unsigned bits = 0;
    for (size_t i = 0; i < 3; i++)
        bits = bits << 8 | (i < n ? (unsigned char)bytes[i] : 0U);
    for (size_t i = 0; i < 4; i++)
        (void)putc(i <= n ? letters[bits >> (18 - 6 * i) & 63] : '=', out);
}

char *clipboard_sequence(const char *text)
{
    char *sequence = NULL;
    size_t size = 0;
    size_t n = strlen(text);
    FILE *out = open_memstream(&sequence, &size);
    if (!out)
        return NULL;
    fputs("\033]52;c;", out);
    for (size_t i = 0; i < n; i += 3)
        put_letters(out, text + i, n - i < 3 ? n - i : 3);
    fputs("\a", out);
    if (fclose(out) == 0)
        return sequence;
    free(sequence);
    return NULL;
}

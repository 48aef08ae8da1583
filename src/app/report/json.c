/* Strings that are valid UTF-8, and escapes beyond those of json-c. */
#include "report/json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/codepoints.h"
#include "text/utf8.h"

static void print_escaped(uint32_t code, FILE *out)
{
    if (code < 0x10000) {
        fprintf(out, "\\u%04x", (unsigned)code);
        return;
    }
    unsigned rest = code - 0x10000;
    fprintf(out, "\\u%04x\\u%04x", 0xD800 + (rest >> 10),
            0xDC00 + (rest & 0x3FF));
}

/* json-c escapes C0; what is left beyond ASCII stands inside strings. */
void json_print(struct json_object *object, bool unicode, FILE *out)
{
    const char *text = json_object_to_json_string_ext(
        object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t code = '?';
        size_t bytes = riffle_utf8_decode(text + i, length - i, &code);
        bool plain = code < 0x7F || (unicode && codepoint_columns(code) >= 0);
        if (plain)
            fwrite(text + i, 1, bytes ? bytes : 1, out);
        else
            print_escaped(code, out);
        i += bytes ? bytes : 1;
    }
    putc('\n', out);
}

struct json_object *json_string(const char *text)
{
    if (!text)
        return NULL;
    size_t length = strlen(text);
    if (length > INT32_MAX / 4)
        return NULL;
    char *valid = malloc(length * 4 + 1);
    if (!valid)
        return NULL;
    size_t n = 0;
    for (size_t i = 0; i < length;) {
        uint32_t code;
        size_t bytes = riffle_utf8_decode(text + i, length - i, &code);
        if (bytes)
            memcpy(valid + n, text + i, bytes);
        else
            snprintf(valid + n, 5, "\\x%02X", (unsigned)(unsigned char)text[i]);
        n += bytes ? bytes : 4;
        i += bytes ? bytes : 1;
    }
    struct json_object *string = json_object_new_string_len(valid, (int)n);
    free(valid);
    return string;
}

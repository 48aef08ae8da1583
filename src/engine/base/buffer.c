#include "base/buffer.h"

#include "riffle/number.h"
#include "riffle/save.h"
#include "riffle/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool buffer_grow(struct buffer *buffer, size_t size)
{
    size_t needed, capacity = buffer->capacity > 0 ? buffer->capacity : 4096;
    if (buffer->failed || __builtin_add_overflow(buffer->size, size, &needed))
        return false;
    while (capacity < needed)
        if (__builtin_mul_overflow(capacity, 2, &capacity))
            return false;
    if (capacity == buffer->capacity)
        return true;
    char *bytes = realloc(buffer->bytes, capacity);
    if (bytes == NULL)
        return false;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t size)
{
    if (size == 0)
        return;
    if (!buffer_grow(buffer, size)) {
        buffer->failed = true;
        return;
    }
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
}

void buffer_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

void buffer_number(struct buffer *buffer, double value)
{
    char text[RIFFLE_NUMBER_SIZE];
    buffer_text(buffer, riffle_number_format(text, value));
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    char *text;
    va_list arguments;
    va_start(arguments, format);
    const int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        buffer->failed = true;
        return;
    }
    buffer_add(buffer, text, (size_t)length);
    free(text);
}

/* Blanks at the ends are quoted too: many readers leave them out. */
static bool needs_quotes(const char *text)
{
    const size_t length = strlen(text);
    return text[strcspn(text, ",;\"\r\n\t")] != '\0' ||
           (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));
}

void buffer_csv(struct buffer *buffer, const char *text)
{
    if (!needs_quotes(text)) {
        buffer_text(buffer, text);
        return;
    }
    buffer_add(buffer, "\"", 1);
    for (; *text != '\0'; text++)
        buffer_add(buffer, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    buffer_add(buffer, "\"", 1);
}

void buffer_json(struct buffer *buffer, const char *text)
{
    size_t left = strlen(text);
    buffer_add(buffer, "\"", 1);
    while (left > 0) {
        uint32_t code = 0xfffd;
        const size_t length = riffle_utf8_decode(text, left, &code);
        if (length == 0)
            buffer_text(buffer, "\\ufffd");
        else if (code == '"' || code == '\\')
            buffer_print(buffer, "\\%c", (char)code);
        else if (code < 0x20 || code == 0x7f)
            buffer_print(buffer, "\\u%04x", (unsigned)code);
        else
            buffer_add(buffer, text, length);
        text += length > 0 ? length : 1;
        left -= length > 0 ? length : 1;
    }
    buffer_add(buffer, "\"", 1);
}

enum riffle_status buffer_save(const struct buffer *buffer, const char *path,
                               struct riffle_error *err)
{
    if (buffer->failed)
        return riffle_fail_memory(err, buffer->size);
    return riffle_save(path, buffer->bytes, buffer->size, err);
}

void buffer_release(struct buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

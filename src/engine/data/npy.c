/* The items of an NPY array: numbers as doubles, texts as UTF-8. */
#include "data/npy.h"

#include "riffle/utf8.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 16 };

enum riffle_status npy_fail(const struct npy_source *source,
                            struct riffle_error *err, const char *format, ...)
{
    char sentence[512];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    const bool inside = source->member != NULL;
    return riffle_fail(err, RIFFLE_EFORMAT, "%s%s%.80s%s: %s", source->path,
                       inside ? "[" : "", inside ? source->member : "",
                       inside ? "]" : "", sentence);
}

enum riffle_status npy_take_bytes(struct npy_source *source, void *bytes,
                                  size_t size, struct riffle_error *err)
{
    unsigned char *to = bytes;
    while (size > 0) {
        size_t got;
        const enum riffle_status status =
            source->read(source, to, size, &got, err);
        if (status != RIFFLE_OK)
            return status;
        if (got == 0)
            return npy_fail(source, err, "byte %zu: the file ends too early",
                            source->offset);
        source->offset += got;
        to += got;
        size -= got;
    }
    return RIFFLE_OK;
}

/* Where the item that is stored as number `at` belongs in row-major order. */
static size_t place_of(const struct npy *npy, size_t at)
{
    if (!npy->fortran)
        return at;
    return at % npy->shape[0] * npy->shape[1] + at / npy->shape[0];
}

/* Item `at`, counted as they are stored. */
static enum riffle_status fail_item(const struct npy *npy, size_t at,
                                    const char *what, struct riffle_error *err)
{
    const size_t place = place_of(npy, at);
    return npy_fail(npy->source, err, "byte %zu: row %zu, column %zu: %s",
                    npy->first + at * npy->item, place / npy->shape[1],
                    place % npy->shape[1], what);
}

static enum riffle_status convert(const struct npy *npy,
                                  const unsigned char *bytes, size_t first,
                                  size_t count, double *values,
                                  struct riffle_error *err)
{
    const struct dtype *dtype = npy->dtype;
    for (size_t i = 0; i < count; i++) {
        const size_t place = place_of(npy, first + i);
        const uint64_t bits =
            dtype_bits(bytes + i * dtype->size, dtype->size, npy->big);
        if (!dtype->value(bits, dtype->size, &values[place]))
            return fail_item(npy, first + i,
                             "a whole number that no double holds exactly",
                             err);
        if (isinf(values[place]))
            return fail_item(npy, first + i, "an infinite number", err);
    }
    return RIFFLE_OK;
}

enum riffle_status npy_numbers(struct npy *npy, double *values,
                               struct riffle_error *err)
{
    if (npy->dtype == NULL)
        return npy_fail(npy->source, err,
                        "the items are text, expected numbers");
    unsigned char bytes[PIECE];
    const size_t total = npy->shape[0] * npy->shape[1];
    const size_t piece = PIECE / npy->item;
    for (size_t done = 0; done < total;) {
        const size_t count = total - done < piece ? total - done : piece;
        enum riffle_status status =
            npy_take_bytes(npy->source, bytes, count * npy->item, err);
        if (status == RIFFLE_OK)
            status = convert(npy, bytes, done, count, values, err);
        if (status != RIFFLE_OK)
            return status;
        done += count;
    }
    return RIFFLE_OK;
}

/* A code point that text may hold. */
static bool is_character(uint64_t code)
{
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
}

/* One item without its padding, as UTF-8; false when it is malformed. */
static bool decode(const struct npy *npy, const unsigned char *bytes,
                   char *text, size_t *length)
{
    const size_t width = npy->text == 'U' ? 4 : 1;
    size_t units = npy->item / width;
    while (units > 0 &&
           dtype_bits(bytes + (units - 1) * width, width, npy->big) == 0)
        units--;
    *length = 0;
    for (size_t i = 0; i < units; i++) {
        const uint64_t unit = dtype_bits(bytes + i * width, width, npy->big);
        if (!is_character(unit))
            return false;
        if (width == 1)
            text[(*length)++] = (char)unit; /* bytes are kept as they are */
        else
            *length += riffle_utf8_encode((uint32_t)unit, text + *length);
    }
    text[*length] = '\0';
    return true;
}

static enum riffle_status take_texts(struct npy *npy, unsigned char *bytes,
                                     char *text, npy_take *take, void *data,
                                     struct riffle_error *err)
{
    const size_t total = npy->shape[0] * npy->shape[1];
    for (size_t i = 0; i < total; i++) {
        size_t length;
        enum riffle_status status =
            npy_take_bytes(npy->source, bytes, npy->item, err);
        if (status != RIFFLE_OK)
            return status;
        if (!decode(npy, bytes, text, &length))
            return fail_item(npy, i, "malformed text", err);
        status = take(data, text, length, err);
        if (status != RIFFLE_OK)
            return status;
    }
    return RIFFLE_OK;
}

enum riffle_status npy_texts(struct npy *npy, npy_take *take, void *data,
                             struct riffle_error *err)
{
    if (npy->text == 0)
        return npy_fail(npy->source, err,
                        "the items are numbers, expected text");
    unsigned char *bytes = malloc(npy->item + 1);
    char *text = malloc(npy->item + RIFFLE_UTF8_MAX); /* and a NUL */
    const enum riffle_status status =
        bytes != NULL && text != NULL
            ? take_texts(npy, bytes, text, take, data, err)
            : riffle_fail_memory(err, npy->item);
    free(bytes);
    free(text);
    return status;
}

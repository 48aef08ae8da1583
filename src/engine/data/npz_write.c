#include "data/npz_write.h"

#include "base/memory.h"
#include "riffle/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Version 1.0; NumPy wants the items to begin at a multiple of 64. */
static void add_header(struct buffer *buffer, const char *type, size_t rows,
                       size_t columns)
{
    char text[192], second[32] = "";
    if (columns > 0)
        (void)snprintf(second, sizeof second, " %zu", columns);
    int length =
        snprintf(text, sizeof text,
                 "{'descr': '%s', 'fortran_order': False, 'shape': (%zu,%s), }",
                 type, rows, second);
    while ((10 + length + 1) % 64 != 0)
        text[length++] = ' ';
    text[length++] = '\n';
    const char size[2] = {(char)(length & 0xff), (char)(length >> 8)};
    buffer_add(buffer, "\x93NUMPY\1\0", 8);
    buffer_add(buffer, size, sizeof size);
    buffer_add(buffer, text, (size_t)length);
}

/* Bytes lowest first, as the header says, whatever the machine does. */
static void add_bits(struct buffer *buffer, uint64_t bits, size_t size)
{
    char bytes[8];
    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(bits >> (8 * i));
    buffer_add(buffer, bytes, size);
}

void npy_add_numbers(struct buffer *buffer, const double *values, size_t rows,
                     size_t columns)
{
    const size_t count = columns > 0 ? rows * columns : rows;
    add_header(buffer, "<f8", rows, columns);
    for (size_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        add_bits(buffer, bits, sizeof bits);
    }
}

void npy_add_counts(struct buffer *buffer, const size_t *counts, size_t rows)
{
    add_header(buffer, "<i8", rows, 0);
    for (size_t i = 0; i < rows; i++)
        add_bits(buffer, counts[i], 8);
}

/* The next code point of a text; 0 at its end. */
static uint32_t next_code(const char **text)
{
    uint32_t code = 0xfffd; /* for bytes that are no UTF-8 */
    if (**text == '\0')
        return 0;
    const size_t length = riffle_utf8_decode(*text, strlen(*text), &code);
    *text += length > 0 ? length : 1;
    return code;
}

void npy_add_texts(struct buffer *buffer, const char *const *texts, size_t rows)
{
    size_t width = 1;
    for (size_t i = 0; i < rows; i++) {
        size_t codes = 0;
        for (const char *at = texts[i]; next_code(&at) != 0;)
            codes++;
        width = codes > width ? codes : width;
    }
    char type[32];
    (void)snprintf(type, sizeof type, "<U%zu", width);
    add_header(buffer, type, rows, 0);
    for (size_t i = 0; i < rows; i++) {
        const char *at = texts[i];
        for (size_t k = 0; k < width; k++)
            add_bits(buffer, next_code(&at), 4);
    }
}

static enum riffle_status fail_zip(struct riffle_error *err, const char *reason)
{
    return riffle_fail(err, RIFFLE_EIO, "cannot make the archive: %s", reason);
}

enum riffle_status npz_begin(struct npz *npz, struct riffle_error *err)
{
    zip_error_t error;
    *npz = (struct npz){0};
    zip_error_init(&error);
    npz->bytes = zip_source_buffer_create(NULL, 0, 0, &error);
    if (npz->bytes != NULL)
        npz->archive = zip_open_from_source(npz->bytes, ZIP_TRUNCATE, &error);
    if (npz->archive != NULL) {
        zip_source_keep(npz->bytes); /* the archive frees one reference */
        return RIFFLE_OK;
    }
    const enum riffle_status status = fail_zip(err, zip_error_strerror(&error));
    if (npz->bytes != NULL)
        zip_source_free(npz->bytes);
    zip_error_fini(&error);
    npz->bytes = NULL;
    return status;
}

enum riffle_status npz_add(struct npz *npz, const char *key, struct buffer *npy,
                           struct riffle_error *err)
{
    char *name;
    const size_t size = npy->size;
    if (npy->failed || asprintf(&name, "%s.npy", key) < 0) {
        buffer_release(npy);
        return riffle_fail_memory(err, size);
    }
    zip_source_t *source =
        zip_source_buffer(npz->archive, npy->bytes, npy->size, 1);
    if (source == NULL)
        free(npy->bytes);
    *npy = (struct buffer){0};
    const zip_int64_t index =
        source != NULL
            ? zip_file_add(npz->archive, name, source, ZIP_FL_ENC_UTF_8)
            : -1;
    free(name);
    if (source != NULL && index < 0)
        zip_source_free(source);
    /* The first of January 1980, so that the same content is the same file. */
    if (index < 0 || zip_file_set_dostime(npz->archive, (zip_uint64_t)index, 0,
                                          0x21, 0) != 0)
        return fail_zip(err, zip_strerror(npz->archive));
    return RIFFLE_OK;
}

/* The bytes of a closed archive. */
static enum riffle_status take_bytes(zip_source_t *source,
                                     struct buffer *buffer,
                                     struct riffle_error *err)
{
    char piece[1 << 14];
    zip_int64_t got;
    if (zip_source_open(source) != 0)
        return fail_zip(err, zip_error_strerror(zip_source_error(source)));
    while ((got = zip_source_read(source, piece, sizeof piece)) > 0)
        buffer_add(buffer, piece, (size_t)got);
    (void)zip_source_close(source);
    return got == 0 ? RIFFLE_OK : fail_zip(err, "its bytes are lost");
}

enum riffle_status npz_end(struct npz *npz, enum riffle_status status,
                           const char *path, struct riffle_error *err)
{
    struct buffer buffer = {0};
    if (status == RIFFLE_OK && zip_close(npz->archive) != 0)
        status = fail_zip(err, zip_strerror(npz->archive));
    else if (status == RIFFLE_OK)
        npz->archive = NULL;
    if (npz->archive != NULL)
        zip_discard(npz->archive);
    if (status == RIFFLE_OK)
        status = take_bytes(npz->bytes, &buffer, err);
    if (status == RIFFLE_OK)
        status = buffer_save(&buffer, path, err);
    buffer_release(&buffer);
    zip_source_free(npz->bytes);
    *npz = (struct npz){0};
    return status;
}

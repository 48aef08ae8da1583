/* PNG (RFC 2083) with a palette: the background, then a colour a role. */
#include "plot/png.h"

#include <stdlib.h>
#include <string.h>

#include "plot/raster.h"

/* Bytes that grow; a flag says when memory ran out. */
struct bytes {
    uint8_t *data;
    size_t n, room;
    bool failed;
};

static void add(struct bytes *bytes, const void *data, size_t n)
{
    if (bytes->failed)
        return;
    if (!bytes->data || bytes->n + n > bytes->room) {
        size_t room = 2 * (bytes->n + n);
        uint8_t *more = realloc(bytes->data, room);
        if (!more) {
            bytes->failed = true;
            return;
        }
        bytes->data = more;
        bytes->room = room;
    }
    memcpy(bytes->data + bytes->n, data, n);
    bytes->n += n;
}

/* Most significant byte first. */
static void add_number(struct bytes *bytes, uint32_t value)
{
    const uint8_t four[] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16),
                            (uint8_t)(value >> 8), (uint8_t)value};
    add(bytes, four, sizeof four);
}

static uint32_t crc_of(const uint8_t *data, size_t n)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320U : 0);
    }
    return ~crc;
}

static uint32_t adler_of(const uint8_t *data, size_t n)
{
    enum { PRIME = 65521 };
    uint32_t a = 1;
    uint32_t b = 0;
    for (size_t i = 0; i < n; i++) {
        a = (a + data[i]) % PRIME;
        b = (b + a) % PRIME;
    }
    return b << 16 | a;
}

static void add_chunk(struct bytes *png, const char name[5], const void *data,
                      size_t n)
{
    add_number(png, (uint32_t)n);
    size_t start = png->n;
    add(png, name, 4);
    if (n > 0)
        add(png, data, n);
    if (!png->failed)
        add_number(png, crc_of(png->data + start, png->n - start));
}

/* zlib (RFC 1950) of stored blocks (RFC 1951): what deflate is for data that
 * is not compressed. */
static void add_stored(struct bytes *zlib, const struct bytes *plain)
{
    enum { MOST = 65535 };
    add(zlib, "\x78\x01", 2);
    for (size_t at = 0; at < plain->n; at += MOST) {
        size_t n = plain->n - at < MOST ? plain->n - at : MOST;
        const uint8_t head[] = {at + n == plain->n, (uint8_t)n,
                                (uint8_t)(n >> 8), (uint8_t)~n,
                                (uint8_t)(~n >> 8)};
        add(zlib, head, sizeof head);
        add(zlib, plain->data + at, n);
    }
    add_number(zlib, adler_of(plain->data, plain->n));
}

static void add_palette(struct bytes *png, const struct theme *theme)
{
    uint8_t palette[3 * (ROLE_COUNT + 1)];
    for (size_t i = 0; i <= ROLE_COUNT; i++) {
        const char *hex = i == 0 ? theme_paper(theme)
                                 : theme_hex(theme, (enum theme_role)(i - 1));
        unsigned long rgb = strtoul(hex + 1, NULL, 16);
        for (size_t c = 0; c < 3; c++)
            palette[3 * i + c] = (uint8_t)(rgb >> (16 - 8 * c));
    }
    add_chunk(png, "PLTE", palette, sizeof palette);
}

/* A byte that says how the line is filtered (not at all), then its pixels. */
static void add_line(struct bytes *plain, const struct canvas *canvas, size_t y)
{
    const uint8_t none = 0;
    add(plain, &none, 1);
    for (size_t j = 0; j < canvas->width; j++) {
        const struct canvas_cell *cell = canvas_at(canvas, y / RASTER_DOWN, j);
        uint8_t pixels[RASTER_ACROSS];
        for (size_t x = 0; x < RASTER_ACROSS; x++)
            pixels[x] = raster_ink(cell->glyph, x, y % RASTER_DOWN)
                            ? (uint8_t)(cell->role + 1)
                            : 0;
        add(plain, pixels, sizeof pixels);
    }
}

static void add_header(struct bytes *png, const struct canvas *canvas)
{
    struct bytes header = {0};
    add_number(&header, (uint32_t)(canvas->width * RASTER_ACROSS));
    add_number(&header, (uint32_t)(canvas->height * RASTER_DOWN));
    add(&header, "\x08\x03\x00\x00\x00", 5); /* 8 bits, palette */
    if (!header.failed)
        add_chunk(png, "IHDR", header.data, header.n);
    png->failed |= header.failed;
    free(header.data);
}

/* tEXt: a keyword, a zero byte, the text. */
static void add_words(struct bytes *png, const char *words)
{
    static const char keyword[] = "Description";
    struct bytes text = {0};
    add(&text, keyword, sizeof keyword);
    add(&text, words, strlen(words));
    if (!text.failed)
        add_chunk(png, "tEXt", text.data, text.n);
    png->failed |= text.failed;
    free(text.data);
}

bool png_write(const struct canvas *canvas, const struct theme *theme,
               const char *words, FILE *out)
{
    struct bytes plain = {0};
    struct bytes zlib = {0};
    struct bytes png = {0};
    for (size_t y = 0; y < canvas->height * RASTER_DOWN; y++)
        add_line(&plain, canvas, y);
    add(&png, "\x89PNG\r\n\x1a\n", 8);
    add_header(&png, canvas);
    add_palette(&png, theme);
    add_words(&png, words);
    if (!plain.failed)
        add_stored(&zlib, &plain);
    if (!zlib.failed)
        add_chunk(&png, "IDAT", zlib.data, zlib.n);
    add_chunk(&png, "IEND", NULL, 0);
    bool good = !plain.failed && !zlib.failed && !png.failed;
    if (good)
        (void)fwrite(png.data, 1, png.n, out);
    free(plain.data);
    free(zlib.data);
    free(png.data);
    return good;
}

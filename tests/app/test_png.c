/* PNG files: what a reader would find in them. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "plot/png.h"
#include "plot/raster.h"
#include "support/plot_data.h"

struct file {
    uint8_t *bytes;
    size_t n;
};

static struct file png_of(const struct canvas *canvas)
{
    struct file file = {NULL, 0};
    char *text = NULL;
    FILE *out = open_memstream(&text, &file.n);
    assert_true(png_write(canvas, theme_builtin(), "riffle test", out));
    fclose(out);
    file.bytes = (uint8_t *)text;
    return file;
}

static uint32_t number_at(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
           (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The data of a chunk; fails when there is none. */
static const uint8_t *chunk(const struct file *file, const char *name,
                            size_t *n)
{
    size_t at = 8;
    while (at < file->n) {
        *n = number_at(file->bytes + at);
        if (memcmp(file->bytes + at + 4, name, 4) == 0)
            return file->bytes + at + 8;
        at += *n + 12;
    }
    fail_msg("no %s", name);
    return NULL;
}

/* The stored blocks joined; checks lengths and their complements. */
static uint8_t *inflated(const uint8_t *zlib, size_t size, size_t *n)
{
    uint8_t *plain = malloc(size);
    size_t at = 2;
    bool last = false;
    *n = 0;
    assert_int_equal((zlib[0] << 8 | zlib[1]) % 31, 0);
    while (!last) {
        size_t length = zlib[at + 1] | (size_t)zlib[at + 2] << 8;
        last = zlib[at] == 1;
        assert_int_equal(length ^ 0xFFFF,
                         zlib[at + 3] | (size_t)zlib[at + 4] << 8);
        memcpy(plain + *n, zlib + at + 5, length);
        *n += length;
        at += 5 + length;
    }
    assert_int_equal(at + 4, size);
    return plain;
}

static void test_png_holds_every_pixel(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(30);
    struct plot_options options = {.width = 80,
                                   .height = 24,
                                   .unicode = true,
                                   .equal = true,
                                   .low = NAN,
                                   .high = NAN};
    struct plot_counts counts;
    struct canvas *canvas = canvas_new(80, 24, true);
    size_t n;
    size_t size;
    plot_kind_find("scatter")->draw(&data, &options, canvas, &counts);
    struct file file = png_of(canvas);
    const uint8_t *header = chunk(&file, "IHDR", &n);
    size_t width = number_at(header);
    size_t height = number_at(header + 4);
    assert_int_equal(width, 80 * RASTER_ACROSS);
    assert_int_equal(height, 24 * RASTER_DOWN);
    const uint8_t *zlib = chunk(&file, "IDAT", &size);
    uint8_t *plain = inflated(zlib, size, &n);
    assert_int_equal(n, height * (width + 1));
    for (size_t y = 0; y < height; y++)
        for (size_t x = 0; x < width; x++) {
            const struct canvas_cell *cell =
                canvas_at(canvas, y / RASTER_DOWN, x / RASTER_ACROSS);
            bool ink =
                raster_ink(cell->glyph, x % RASTER_ACROSS, y % RASTER_DOWN);
            assert_int_equal(plain[y * (width + 1) + 1 + x],
                             ink ? cell->role + 1 : 0);
        }
    free(plain);
    free(file.bytes);
    canvas_free(canvas);
    free(data.points);
}

/* The last chunk of any PNG is these bytes, checksum and all. */
static void test_png_ends_with_the_known_checksum(void **state)
{
    (void)state;
    static const uint8_t end[] = {0,   0,   0,    0,    'I',  'E',
                                  'N', 'D', 0xAE, 0x42, 0x60, 0x82};
    struct canvas *canvas = canvas_new(3, 2, false);
    struct file file = png_of(canvas);
    assert_memory_equal(file.bytes, "\x89PNG\r\n\x1a\n", 8);
    assert_memory_equal(file.bytes + file.n - sizeof end, end, sizeof end);
    free(file.bytes);
    canvas_free(canvas);
}

static size_t ink_of(uint32_t glyph)
{
    size_t n = 0;
    for (size_t y = 0; y < RASTER_DOWN; y++)
        for (size_t x = 0; x < RASTER_ACROSS; x++)
            n += raster_ink(glyph, x, y);
    return n;
}

/* Marks differ from each other and from "?"; hollow ones have less ink. */
static void test_marks_have_shapes_of_their_own(void **state)
{
    (void)state;
    for (size_t a = 0; a < GLYPH_COUNT; a++) {
        uint32_t p = theme_glyph(theme_builtin(), a, true);
        bool unknown = true;
        for (size_t i = 0; i < RASTER_DOWN * RASTER_ACROSS; i++)
            unknown = unknown &&
                      raster_ink(p, i % RASTER_ACROSS, i / RASTER_ACROSS) ==
                          raster_ink('?', i % RASTER_ACROSS, i / RASTER_ACROSS);
        assert_false(unknown);
        assert_true(ink_of(p) > 0);
        if (a < THEME_SERIES)
            assert_true(ink_of(theme_glyph(theme_builtin(), GLYPH_HOLLOW_1 + a,
                                           true)) < ink_of(p));
    }
}

static void test_blocks_and_dots_are_as_large_as_they_say(void **state)
{
    (void)state;
    size_t all = RASTER_ACROSS * RASTER_DOWN;
    assert_int_equal(ink_of(' '), 0);
    assert_int_equal(ink_of(0x2588), all);
    for (uint32_t i = 1; i <= 8; i++)
        assert_int_equal(ink_of(0x2580 + i), i * all / 8);
    for (uint32_t q = 0x2596; q <= 0x259F; q++)
        assert_int_equal(ink_of(q) % (all / 4), 0);
    assert_true(ink_of(0x2591) < ink_of(0x2592));
    assert_true(ink_of(0x2592) < ink_of(0x2593));
    size_t one = ink_of(0x2801);
    for (int bit = 0; bit < 8; bit++)
        assert_int_equal(ink_of(0x2800U + (1U << bit)), one);
    assert_int_equal(ink_of(0x28FF), 8 * one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_png_holds_every_pixel),
        cmocka_unit_test(test_png_ends_with_the_known_checksum),
        cmocka_unit_test(test_marks_have_shapes_of_their_own),
        cmocka_unit_test(test_blocks_and_dots_are_as_large_as_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "plot/canvas.h"

static char *printed(const struct canvas *canvas, enum theme_depth depth)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    canvas_print(canvas, theme_builtin(), depth, out);
    fclose(out);
    return text;
}

static void test_canvas_cuts_trailing_blanks(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(9, 2, false);
    canvas_text(canvas, 0, 1, "a b", ROLE_TITLE);
    char *text = printed(canvas, DEPTH_NONE);
    assert_string_equal(text, " a b\n\n");
    free(text);
    canvas_free(canvas);
}

static void test_canvas_clips_what_is_outside(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(3, 1, true);
    canvas_text(canvas, 0, 1, "abcd", ROLE_TEXT);
    canvas_put(canvas, 1, 0, 'x', ROLE_TEXT, 0);
    canvas_put(canvas, (size_t)-1, 0, 'x', ROLE_TEXT, 0);
    assert_int_equal(canvas_at(canvas, 7, 7)->glyph, ' ');
    char *text = printed(canvas, DEPTH_NONE);
    assert_string_equal(text, " ab\n");
    free(text);
    canvas_free(canvas);
}

static void test_canvas_without_unicode_is_ascii(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(8, 1, false);
    canvas_text(canvas, 0, 0, "\u00e9\u4e2d\xff|", ROLE_TEXT);
    char *text = printed(canvas, DEPTH_NONE);
    assert_string_equal(text, "????|\n");
    free(text);
    canvas_free(canvas);
}

static void test_canvas_gives_wide_letters_two_cells(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(4, 1, true);
    canvas_text(canvas, 0, 0, "\u4e2d|\u4e2d", ROLE_TEXT);
    assert_int_equal(canvas_at(canvas, 0, 2)->glyph, '|');
    char *text = printed(canvas, DEPTH_NONE);
    assert_string_equal(text, "\u4e2d|?\n");
    free(text);
    canvas_free(canvas);
}

static void test_canvas_never_sends_a_control(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(6, 1, true);
    canvas_text(canvas, 0, 0, "\033[2J\n\u202e", ROLE_TEXT);
    char *text = printed(canvas, DEPTH_NONE);
    assert_string_equal(text, "?[2J??\n");
    free(text);
    canvas_free(canvas);
}

static void test_canvas_closes_every_look(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(3, 1, true);
    canvas_text(canvas, 0, 0, "ab", ROLE_TITLE);
    canvas_text(canvas, 0, 2, "c", ROLE_TEXT);
    char *text = printed(canvas, DEPTH_16);
    assert_string_equal(text, "\033[1mab\033[0mc\n");
    free(text);
    canvas_free(canvas);
}

static void test_canvas_refuses_a_size_that_wraps(void **state)
{
    (void)state;
    assert_null(canvas_new((size_t)-1, 3, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_canvas_cuts_trailing_blanks),
        cmocka_unit_test(test_canvas_clips_what_is_outside),
        cmocka_unit_test(test_canvas_without_unicode_is_ascii),
        cmocka_unit_test(test_canvas_gives_wide_letters_two_cells),
        cmocka_unit_test(test_canvas_never_sends_a_control),
        cmocka_unit_test(test_canvas_closes_every_look),
        cmocka_unit_test(test_canvas_refuses_a_size_that_wraps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

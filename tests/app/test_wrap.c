/* Where lines are broken, and where they go on. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "report/sanitise.h"
#include "report/wrap.h"

/* What `parts`, ended by NULL, become. Caller frees. */
static char *wrapped(struct wrap wrap, const char *const *parts)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    for (; *parts; parts++)
        wrap_print(&wrap, *parts, out);
    (void)fclose(out);
    return text;
}

static void check(size_t width, const char *text, const char *expected)
{
    const char *const parts[] = {text, NULL};
    char *shown = wrapped((struct wrap){.width = width}, parts);
    assert_string_equal(shown, expected);
    free(shown);
}

static void test_lines_break_between_words(void **state)
{
    (void)state;
    check(10, "one two three\n", "one two\n  three\n");
    check(13, "one two three\n", "one two three\n");
    check(0, "one two   three \n", "one two   three \n");
    check(4, "immense word\n", "immense\n  word\n");
}

static void test_lines_go_on_under_what_follows_the_key(void **state)
{
    (void)state;
    check(24, "  key     some more words\n",
          "  key     some more\n          words\n");
    check(24, "note: something long here\n", "note: something long\n  here\n");
}

static void test_parts_join_without_a_seam(void **state)
{
    (void)state;
    static const char *const parts[] = {"one tw", "o",     " ",
                                        "three",  ", 4\n", NULL};
    char *shown = wrapped((struct wrap){.width = 12}, parts);
    assert_string_equal(shown, "one two\n  three, 4\n");
    free(shown);
}

static void test_given_indent_holds_for_every_line(void **state)
{
    (void)state;
    static const char *const parts[] = {"a b c\n\nd", NULL};
    struct wrap wrap = {.width = 6, .column = 2, .indent = 2, .hanging = true};
    char *shown = wrapped(wrap, parts);
    assert_string_equal(shown, "a b\n  c\n\n  d");
    free(shown);
}

static void test_no_line_is_wider_than_it_may_be(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "  relative gradient  8.1e-16; th\xc3\xa9ta within 1.6e-13 of the "
        "optimum in the Hessian's norm, and some words more\n",
        NULL};
    for (size_t width = 24; width < 120; width++) {
        char *shown = wrapped((struct wrap){.width = width}, parts);
        for (char *line = strtok(shown, "\n"); line; line = strtok(NULL, "\n"))
            assert_true(sanitise_width(line) <= width);
        free(shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_break_between_words),
        cmocka_unit_test(test_lines_go_on_under_what_follows_the_key),
        cmocka_unit_test(test_parts_join_without_a_seam),
        cmocka_unit_test(test_given_indent_holds_for_every_line),
        cmocka_unit_test(test_no_line_is_wider_than_it_may_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

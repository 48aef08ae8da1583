#include "support/check.h"

#include <stdbool.h>
#include <string.h>

#include "support/plot_data.h"

static char *svg(const struct plot_data *data)
{
    char *text = NULL;
    size_t size = 0;
    struct plot_options options = {.equal = true, .low = NAN, .high = NAN};
    FILE *out = open_memstream(&text, &size);
    plot_svg(data, &options, theme_builtin(), out);
    fclose(out);
    return text;
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, word)); p++)
        n++;
    return n;
}

/* Tags balance and quotes close: enough of XML for what riffle writes. */
static bool well_formed(const char *text)
{
    int depth = 0;
    for (const char *p = text; *p; p++) {
        if (*p == '&' && p[1] != '#')
            return false;
        if (*p != '<')
            continue;
        const char *end = strchr(p, '>');
        if (!end)
            return false;
        depth += p[1] == '/' ? -1 : end[-1] == '/' ? 0 : 1;
        if (depth < 0)
            return false;
        p = end;
    }
    return depth == 0;
}

static void test_svg_holds_exactly_the_drawn_points(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(40);
    data.points[0].state = PLOT_PENDING;
    data.points[1].state = PLOT_FAILED;
    data.points[2].y = NAN;
    char *text = svg(&data);
    assert_int_equal(count(text, "<use "), 117);
    assert_non_null(strstr(text, "120 points = 117 drawn"));
    assert_true(well_formed(text));
    free(text);
    free(data.points);
}

static void test_svg_escapes_foreign_text(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(2);
    data.title = "<b>&\"\033\xff\xe2\x80\xae]]>";
    data.series[0].name = "</text><script>";
    char *text = svg(&data);
    assert_true(well_formed(text));
    assert_null(strstr(text, "<script"));
    assert_null(strstr(text, "\033"));
    assert_non_null(strstr(text, "&#60;b&#62;&#38;&#34;???]]&#62;"));
    free(text);
    free(data.points);
}

static void test_svg_gives_numbers_in_full(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(1);
    data.points[0].x = 0.1;
    data.points[0].y = 1.0 / 3;
    char *text = svg(&data);
    assert_non_null(strstr(text, "actual 0.1, predicted 0.333333333333333"));
    free(text);
    free(data.points);
}

static void test_svg_explains_hollow_marks(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(3);
    char *text = svg(&data);
    assert_null(strstr(text, "hollow"));
    free(text);
    data.points[0].bound = 2 * fabs(data.points[0].x);
    text = svg(&data);
    assert_non_null(strstr(text, "hollow: bound exceeds effect"));
    assert_int_equal(count(text, "class=\"h1\"><title>"), 1);
    assert_true(well_formed(text));
    free(text);
    free(data.points);
}

static void test_svg_without_points_is_a_picture(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(0);
    char *text = svg(&data);
    assert_true(well_formed(text));
    assert_int_equal(count(text, "<use "), 0);
    free(text);
    free(data.points);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_svg_holds_exactly_the_drawn_points),
        cmocka_unit_test(test_svg_escapes_foreign_text),
        cmocka_unit_test(test_svg_gives_numbers_in_full),
        cmocka_unit_test(test_svg_explains_hollow_marks),
        cmocka_unit_test(test_svg_without_points_is_a_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

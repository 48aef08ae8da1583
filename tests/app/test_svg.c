#include "support/check.h"

#include <stdbool.h>
#include <string.h>

#include "plot/svg.h"
#include "support/plot_data.h"

static char *svg_kind(const char *kind, const struct plot_data *data)
{
    char *text = NULL;
    size_t size = 0;
    struct plot_options options = {.equal = true, .low = NAN, .high = NAN};
    FILE *out = open_memstream(&text, &size);
    plot_svg(plot_kind_find(kind), data, &options, out);
    fclose(out);
    return text;
}

static char *svg(const struct plot_data *data)
{
    return svg_kind("scatter", data);
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

static void test_svg_of_errors_holds_the_same_points(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(40);
    char *text = svg_kind("residual", &data);
    assert_true(well_formed(text));
    assert_int_equal(count(text, "<use "), 120);
    assert_int_equal(count(text, ", error "), 120);
    free(text);
    free(data.points);
}

/* Each bar says how many errors it stands for; together all. */
static void test_svg_of_a_histogram_counts_every_error(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(40);
    char *text = svg_kind("histogram", &data);
    size_t sum = 0;
    assert_true(well_formed(text));
    for (const char *p = text; (p = strstr(p, "<title>")); p++) {
        const char *colon = strstr(p, ": ");
        const char *end = strstr(p, "</title>");
        if (colon && colon < end && strstr(colon, " errors from"))
            sum += strtoul(colon + 2, NULL, 10);
    }
    assert_int_equal(sum, 120);
    assert_non_null(strstr(text, " bins of "));
    free(text);
    free(data.points);
}

static void test_svg_of_a_grid_holds_every_panel(void **state)
{
    (void)state;
    static const char *const names[] = {"test_loss [nats]", "<self>"};
    struct grid_panel panels[4] = {0};
    struct plot_grid grid = {.title = "grid & all",
                             .rho_of = "RIF",
                             .rows = 2,
                             .columns = 2,
                             .row_names = names,
                             .panels = panels};
    struct plot_options options = {
        .width = 80, .height = 40, .equal = true, .low = NAN, .high = NAN};
    struct plot_counts counts;
    struct canvas *canvas = canvas_new(80, 40, false);
    char *text = NULL;
    size_t size = 0;
    for (size_t i = 0; i < 4; i++)
        panels[i] =
            (struct grid_panel){.data = plot_data_new(10), .name = "l2"};
    grid.drawing = &panels[0].data;
    plot_grid(&grid, &options, canvas, &counts);
    FILE *out = open_memstream(&text, &size);
    plot_svg_grid(&grid, &options, &counts, out);
    fclose(out);
    assert_true(well_formed(text));
    assert_int_equal(count(text, "<use "), counts.drawn);
    assert_int_equal(counts.drawn, 120);
    assert_null(strstr(text, "nan"));
    for (size_t i = 0; i < 4; i++)
        free(panels[i].data.points);
    free(text);
    canvas_free(canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_svg_holds_exactly_the_drawn_points),
        cmocka_unit_test(test_svg_escapes_foreign_text),
        cmocka_unit_test(test_svg_gives_numbers_in_full),
        cmocka_unit_test(test_svg_explains_hollow_marks),
        cmocka_unit_test(test_svg_without_points_is_a_picture),
        cmocka_unit_test(test_svg_of_errors_holds_the_same_points),
        cmocka_unit_test(test_svg_of_a_histogram_counts_every_error),
        cmocka_unit_test(test_svg_of_a_grid_holds_every_panel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

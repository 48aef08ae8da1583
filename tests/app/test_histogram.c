#include "support/check.h"

#include <string.h>

#include "support/plot_data.h"

static const struct plot_options options = {
    .width = 80, .height = 24, .low = NAN, .high = NAN};

static void test_histogram_says_its_bins_and_counts(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(100);
    struct plot_counts counts;
    char *text = plot_text("histogram", &data, &options, &counts);
    assert_non_null(strstr(text, " bins of "));
    assert_non_null(strstr(text, "(as many as fit)"));
    assert_non_null(strstr(text, "300 points = 300 drawn"));
    assert_non_null(strstr(text, "error = predicted - actual"));
    free(text);
    free(data.points);
}

/* NS predicts exactly here: all its errors fall into the bin from 0 on. */
static void test_exact_predictions_are_one_full_bar(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(100);
    struct canvas *canvas = canvas_new(80, 24, false);
    struct plot_counts counts;
    size_t first = 80;
    size_t last = 0;
    plot_kind_find("histogram")->draw(&data, &options, canvas, &counts);
    for (size_t i = 0; i < 24 * 80; i++) {
        const struct canvas_cell *cell = &canvas->cells[i];
        if (cell->role != ROLE_SERIES_1 + 2 || cell->glyph != '#')
            continue;
        first = i % 80 < first ? i % 80 : first;
        last = i % 80 > last ? i % 80 : last;
    }
    assert_true(first <= last);
    /* the zero line is the left edge of that bin */
    assert_int_equal(canvas_at(canvas, 3, first)->glyph, ':');
    canvas_free(canvas);
    free(data.points);
}

static void test_histogram_takes_errors_of_any_size(void **state)
{
    (void)state;
    const double scales[] = {1e-300, 1e-12, 1, 1e12, 1e300};
    for (size_t k = 0; k < sizeof(scales) / sizeof(scales[0]); k++) {
        struct plot_data data = plot_data_new(40);
        struct plot_counts counts;
        for (size_t i = 0; i < data.n_points; i++) {
            data.points[i].x *= scales[k];
            data.points[i].y *= scales[k];
        }
        data.points[0].y = 1e6 * scales[k];
        free(plot_text("histogram", &data, &options, &counts));
        assert_int_equal(counts.drawn, data.n_points);
        free(data.points);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_histogram_says_its_bins_and_counts),
        cmocka_unit_test(test_exact_predictions_are_one_full_bar),
        cmocka_unit_test(test_histogram_takes_errors_of_any_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

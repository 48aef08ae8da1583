#include "support/check.h"

#include <string.h>

#include "support/plot_data.h"

static const struct plot_options options = {
    .width = 80, .height = 24, .low = NAN, .high = NAN};

/* Cells that show any point of the data. */
static size_t marked_rows(const struct plot_data *data, size_t *first,
                          size_t *last)
{
    struct canvas *canvas = canvas_new(80, 24, false);
    struct plot_counts counts;
    size_t n = 0;
    plot_kind_find("residual")->draw(data, &options, canvas, &counts);
    *first = 24;
    *last = 0;
    for (size_t i = 0; i < 24 * 80; i++) {
        if (canvas->cells[i].tag == CANVAS_NO_TAG)
            continue;
        size_t row = i / 80;
        *first = row < *first ? row : *first;
        *last = row > *last ? row : *last;
        n++;
    }
    canvas_free(canvas);
    return n;
}

static void test_exact_predictions_lie_on_one_level(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(50);
    size_t first;
    size_t last;
    for (size_t i = 0; i < data.n_points; i++)
        data.points[i].y = data.points[i].x;
    assert_true(marked_rows(&data, &first, &last) > 10);
    assert_int_equal(first, last);
    free(data.points);
}

static void test_proportional_predictions_do_not(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(50);
    size_t first;
    size_t last;
    marked_rows(&data, &first, &last);
    assert_true(last > first + 10);
    free(data.points);
}

static void test_residual_leaves_its_data_alone(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(5);
    struct plot_data copy = plot_data_new(5);
    struct plot_counts counts;
    char *text = plot_text("residual", &data, &options, &counts);
    assert_memory_equal(data.points, copy.points,
                        data.n_points * sizeof(*data.points));
    assert_non_null(strstr(text, "predicted - actual"));
    free(text);
    free(data.points);
    free(copy.points);
}

/* Errors of proportional predictions grow with the size of the set: the mark
 * of each set is where its size and its error are. */
static void test_sizes_go_across(void **state)
{
    (void)state;
    struct plot_point points[] = {
        {.x = 1, .y = 2, .size = 10, .bound = NAN},
        {.x = -2, .y = -4, .size = 20, .bound = NAN, .tag = 1},
        {.x = NAN, .y = 3, .size = 30, .tag = 2, .state = PLOT_PENDING}};
    struct plot_data data = {.title = "t",
                             .x_label = "x",
                             .y_label = "predicted change [nats]",
                             .series = {{"IF", ""}},
                             .n_series = 1,
                             .points = points,
                             .n_points = 3};
    struct plot_counts counts;
    struct panel panel;
    struct plot_options own = options;
    struct canvas *canvas = canvas_new(80, 24, false);
    own.panel = &panel;
    plot_kind_find("size")->draw(&data, &own, canvas, &counts);
    assert_int_equal(counts.drawn, 2);
    assert_int_equal(counts.pending, 1);
    for (size_t i = 0; i < 2; i++) {
        size_t column;
        size_t cell;
        assert_true(axis_cell(&panel.x, points[i].size, panel.width, &column));
        assert_true(axis_cell(&panel.y, points[i].y - points[i].x, panel.height,
                              &cell));
        assert_int_equal(
            canvas_at(canvas, panel_row(&panel, cell), panel.left + column)
                ->tag,
            i);
    }
    canvas_free(canvas);
    char *text = plot_text("size", &data, &options, &counts);
    assert_non_null(strstr(text, "rows of the removal set"));
    assert_non_null(strstr(text, "error of the predicted change [nats]"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_predictions_lie_on_one_level),
        cmocka_unit_test(test_proportional_predictions_do_not),
        cmocka_unit_test(test_residual_leaves_its_data_alone),
        cmocka_unit_test(test_sizes_go_across),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

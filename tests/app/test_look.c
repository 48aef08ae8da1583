/* Scales, modes of marks, filters: what the look of a plot may not change. */
#include "support/check.h"

#include <string.h>

#include "plot/axes.h"
#include "plot/symlog.h"
#include "support/plot_data.h"

enum { WIDTH = 80, HEIGHT = 24 };

static struct plot_options options_of(enum plot_scale scale,
                                      enum plot_marks marks, bool unicode)
{
    return (struct plot_options){
        .width = WIDTH,
        .height = HEIGHT,
        .unicode = unicode,
        .equal = true,
        .look = {.x_scale = scale, .y_scale = scale, .marks = marks},
        .low = NAN,
        .high = NAN};
}

static struct canvas *drawn(const struct plot_data *data,
                            const struct plot_options *options,
                            struct plot_counts *counts)
{
    struct canvas *canvas =
        canvas_new(options->width, options->height, options->unicode);
    plot_kind_find("scatter")->draw(data, options, canvas, counts);
    return canvas;
}

static void test_symlog_goes_there_and_back(void **state)
{
    (void)state;
    struct dice dice = {3};
    for (size_t i = 0; i < 10000; i++) {
        double linear = pow(10, 40 * dice_roll(&dice) - 20);
        double value =
            (2 * dice_roll(&dice) - 1) * pow(10, 40 * dice_roll(&dice) - 20);
        double back = symlog_to(symlog_of(value, linear), linear);
        /* a logarithm of up to 40 and its power: 40 ln 10 roundings */
        assert_true(fabs(back - value) <= 1e-13 * fabs(value));
        assert_true(symlog_of(-value, linear) == -symlog_of(value, linear));
    }
}

/* The axis is monotonous, and its ends are its ends. */
static void test_symlog_cells_keep_the_order(void **state)
{
    (void)state;
    struct dice dice = {4};
    for (size_t trial = 0; trial < 300; trial++) {
        struct axis axis = {.linear = pow(10, -6 * dice_roll(&dice))};
        size_t cells = 1 + (size_t)(200 * dice_roll(&dice));
        size_t before = 0;
        axis_fit(&axis, -dice_roll(&dice), dice_roll(&dice), 4);
        for (size_t i = 0; i <= 500; i++) {
            size_t cell;
            double value = axis_value(&axis, (double)i / 500);
            assert_true(axis_cell(&axis, value, cells, &cell));
            assert_true(cell >= before && cell < cells);
            before = cell;
        }
        assert_int_equal(before, cells - 1);
    }
}

static void test_symlog_ticks_are_exact_and_inside(void **state)
{
    (void)state;
    struct dice dice = {6};
    for (size_t trial = 0; trial < 20000; trial++) {
        struct axis axis = {.linear =
                                pow(10, floor(30 * dice_roll(&dice)) - 20)};
        double high = axis.linear * pow(10, 16 * dice_roll(&dice) - 1);
        double low = trial % 3 ? -high * dice_roll(&dice) : 0.5 * high;
        axis_fit(&axis, low, high, 4);
        assert_true(axis.low <= low && axis.high >= high);
        axis_ticks(&axis, 2 + 8 * dice_roll(&dice));
        const struct ticks *t = &axis.ticks;
        assert_in_range(t->n, 2, TICKS_MAX);
        for (size_t i = 0; i < t->n; i++) {
            assert_true(t->value[i] >= axis.low && t->value[i] <= axis.high);
            if (t->exponent == 0)
                assert_true(strtod(t->label[i], NULL) == t->value[i]);
            if (i > 0)
                assert_true(t->value[i] > t->value[i - 1]);
        }
    }
}

static void test_linear_part_is_a_power_of_ten_within_the_data(void **state)
{
    (void)state;
    double none[] = {0, 0};
    double even[] = {1e-3, 3e-3, 1e-2, 5, 7, 0, 9, 11, 20, 30, 40};
    double wide[] = {1e-200, 1};
    assert_true(symlog_linear(none, 0) == 1);
    assert_true(symlog_linear(none, 2) == 1);
    assert_true(symlog_linear(even, 11) == 1e-3);
    assert_true(symlog_linear(wide, 2) == 1e-15);
}

/* Equal effects lie on the line, whatever the scale. */
static void test_symlog_identity_holds_equal_effects(void **state)
{
    (void)state;
    struct dice dice = {8};
    for (size_t trial = 0; trial < 1000; trial++) {
        struct panel panel = {.width = 1 + (size_t)(200 * dice_roll(&dice)),
                              .height = 1 + (size_t)(60 * dice_roll(&dice))};
        struct canvas *canvas = canvas_new(panel.width, panel.height, false);
        panel.x.linear = pow(10, -8 * dice_roll(&dice));
        axis_fit(&panel.x, -dice_roll(&dice), 10 * dice_roll(&dice), 4);
        panel.y = panel.x;
        panel_identity(&panel, '.', canvas);
        for (size_t i = 0; i < 100; i++) {
            double a = axis_value(&panel.x, dice_roll(&dice));
            size_t column;
            size_t cell;
            assert_true(axis_cell(&panel.x, a, panel.width, &column));
            assert_true(axis_cell(&panel.y, a, panel.height, &cell));
            assert_int_equal(
                canvas_at(canvas, panel_row(&panel, cell), column)->glyph, '.');
        }
        canvas_free(canvas);
    }
}

static void test_every_mode_fills_the_same_cells(void **state)
{
    (void)state;
    for (size_t n = 5; n < 50000; n *= 30) {
        struct plot_data data = plot_data_new(n);
        for (int scale = 0; scale < 2; scale++) {
            struct plot_counts counts;
            struct plot_options plain =
                options_of((enum plot_scale)scale, PLOT_GLYPH, false);
            struct canvas *first = drawn(&data, &plain, &counts);
            for (int mode = 0; mode <= 2 * PLOT_DENSITY + 1; mode++) {
                struct plot_options options =
                    options_of((enum plot_scale)scale,
                               (enum plot_marks)(mode / 2), mode % 2);
                struct canvas *canvas = drawn(&data, &options, &counts);
                for (size_t i = 0; i < WIDTH * HEIGHT; i++)
                    if (first->cells[i].tag != CANVAS_NO_TAG)
                        assert_int_not_equal(canvas->cells[i].glyph, ' ');
                for (size_t i = 0; i < WIDTH * HEIGHT; i++)
                    assert_int_equal(first->cells[i].tag == CANVAS_NO_TAG,
                                     canvas->cells[i].tag == CANVAS_NO_TAG);
                canvas_free(canvas);
            }
            canvas_free(first);
        }
        free(data.points);
    }
}

static void test_mode_that_is_asked_for_is_drawn(void **state)
{
    (void)state;
    static const uint32_t ranges[][2] = {[PLOT_GLYPH] = {0x25A0, 0x25FF},
                                         [PLOT_BRAILLE] = {0x2801, 0x28FF},
                                         [PLOT_BLOCK] = {0x2580, 0x259F},
                                         [PLOT_DENSITY] = {0x2588, 0x25AA}};
    struct plot_data data = plot_data_new(100);
    for (int mode = PLOT_GLYPH; mode <= PLOT_DENSITY; mode++) {
        struct plot_counts counts;
        struct plot_options options =
            options_of(PLOT_LINEAR, (enum plot_marks)mode, true);
        struct canvas *canvas = drawn(&data, &options, &counts);
        size_t n = 0;
        for (size_t i = 0; i < WIDTH * HEIGHT; i++) {
            const struct canvas_cell *cell = &canvas->cells[i];
            if (cell->tag == CANVAS_NO_TAG)
                continue;
            n++;
            assert_in_range(cell->glyph, ranges[mode][0], ranges[mode][1]);
        }
        assert_true(n > 20);
        canvas_free(canvas);
    }
    free(data.points);
}

/* A lone dot in each quarter of a cell gives that quarter. */
static void test_blocks_show_the_quarter_of_a_point(void **state)
{
    (void)state;
    static const uint32_t quarters[] = {0x2596, 0x2597, 0x2598, 0x259D};
    for (size_t q = 0; q < 4; q++) {
        struct plot_point point = {
            .x = q % 2 ? 0.75 : 0.25, .y = q / 2 ? 0.75 : 0.25, .bound = NAN};
        struct plot_data data = {.series = {{"IF", ""}},
                                 .n_series = 1,
                                 .points = &point,
                                 .n_points = 1};
        struct plot_options options = options_of(PLOT_LINEAR, PLOT_BLOCK, true);
        struct panel panel = {0};
        struct plot_counts counts;
        options.low = 0;
        options.panel = &panel;
        options.high = 1;
        canvas_free(drawn(&data, &options, &counts));
        /* a window of one unit for each cell */
        options.high = (double)panel.width;
        options.y_high = (double)panel.height;
        struct canvas *canvas = drawn(&data, &options, &counts);
        assert_int_equal(
            canvas_at(canvas, panel_row(&panel, 0), panel.left)->glyph,
            quarters[q]);
        canvas_free(canvas);
    }
}

static void test_filtered_points_are_counted_and_not_drawn(void **state)
{
    (void)state;
    struct plot_data data = plot_data_new(40);
    struct plot_options options = options_of(PLOT_LINEAR, PLOT_GLYPH, false);
    struct plot_counts counts;
    for (size_t i = 0; i < data.n_points; i++)
        data.points[i].filtered = data.points[i].series == 1;
    data.points[1].state = PLOT_PENDING; /* what is filtered is no more */
    struct canvas *canvas = drawn(&data, &options, &counts);
    assert_int_equal(counts.filtered, 40);
    assert_int_equal(counts.drawn, 80);
    assert_int_equal(counts.pending, 0);
    for (size_t i = 0; i < WIDTH * HEIGHT; i++)
        assert_false(canvas->cells[i].tag != CANVAS_NO_TAG &&
                     canvas->cells[i].role == ROLE_SERIES_1 + 1);
    canvas_free(canvas);
    free(data.points);
}

static void test_zoom_and_pan_keep_numbers_apart(void **state)
{
    (void)state;
    struct axis axis = {.low = 1, .high = 2};
    axis_zoom(&axis, 1.5, 0.5);
    assert_true(axis.low == 1.25 && axis.high == 1.75);
    axis_pan(&axis, 0.5);
    assert_true(axis.low == 1.5 && axis.high == 2);
    for (size_t i = 0; i < 200; i++)
        axis_zoom(&axis, 1.7, 0.5);
    assert_true(axis.high - axis.low >= ticks_smallest_span(1.7, 1.7));
    axis = (struct axis){.low = -10, .high = 1000, .linear = 1};
    axis_pan(&axis, 0.2); /* a fifth of two decades below and four above */
    assert_true(fabs(axis.high / pow(10, 4.2) - 1) < 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_symlog_goes_there_and_back),
        cmocka_unit_test(test_symlog_cells_keep_the_order),
        cmocka_unit_test(test_symlog_ticks_are_exact_and_inside),
        cmocka_unit_test(test_linear_part_is_a_power_of_ten_within_the_data),
        cmocka_unit_test(test_symlog_identity_holds_equal_effects),
        cmocka_unit_test(test_every_mode_fills_the_same_cells),
        cmocka_unit_test(test_mode_that_is_asked_for_is_drawn),
        cmocka_unit_test(test_blocks_show_the_quarter_of_a_point),
        cmocka_unit_test(test_filtered_points_are_counted_and_not_drawn),
        cmocka_unit_test(test_zoom_and_pan_keep_numbers_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plot/axes.h"
#include "support/plot_data.h"

/* What a reader makes of a label: it, and the exponent in the caption. */
static double read_label(const struct ticks *ticks, size_t i)
{
    char text[64];
    snprintf(text, sizeof(text), "%se%d", ticks->label[i], ticks->exponent);
    return strtod(text, NULL);
}

static void check_ticks(const struct axis *axis, const struct ticks *ticks)
{
    assert_in_range(ticks->n, 2, TICKS_MAX);
    for (size_t i = 0; i < ticks->n; i++) {
        assert_true(ticks->value[i] >= axis->low);
        assert_true(ticks->value[i] <= axis->high);
        assert_true(read_label(ticks, i) == ticks->value[i]);
        if (i > 0) {
            assert_true(ticks->value[i] > ticks->value[i - 1]);
            assert_string_not_equal(ticks->label[i], ticks->label[i - 1]);
        }
    }
}

/* Ranges of any size and place, some of them very narrow for their place. */
static void random_range(struct dice *dice, double *low, double *high)
{
    double scale = pow(10, 599 * dice_roll(dice) - 300);
    double narrow = pow(10, -12 * dice_roll(dice));
    double centre = 2 * dice_roll(dice) - 1;
    if (dice_roll(dice) < 0.3)
        centre = 0;
    *low = scale * (centre - narrow * dice_roll(dice));
    *high = scale * (centre + narrow * dice_roll(dice));
}

static void test_ticks_are_exact_distinct_and_inside(void **state)
{
    (void)state;
    struct dice dice = {1};
    const char *wanted = getenv("RIFFLE_TRIALS"); /* 100000: criterion 16 */
    size_t trials = wanted ? (size_t)strtoull(wanted, NULL, 10) : 20000;
    for (size_t trial = 0; trial < trials; trial++) {
        struct axis axis = {0};
        double low;
        double high;
        double target = 2 + 8 * dice_roll(&dice);
        random_range(&dice, &low, &high);
        axis_fit(&axis, low, high, target);
        assert_true(axis.low <= low && axis.high >= high);
        ticks_find(axis.low, axis.high, target, &axis.ticks);
        check_ticks(&axis, &axis.ticks);
    }
}

static void test_zero_is_a_tick_when_inside(void **state)
{
    (void)state;
    struct dice dice = {2};
    for (size_t trial = 0; trial < 2000; trial++) {
        struct ticks ticks;
        bool zero = false;
        ticks_find(-dice_roll(&dice) - 1e-3, dice_roll(&dice) + 1e-3, 4,
                   &ticks);
        for (size_t i = 0; i < ticks.n; i++)
            zero = zero || ticks.value[i] == 0;
        assert_true(zero);
    }
}

static void test_x_labels_never_touch(void **state)
{
    (void)state;
    struct dice dice = {3};
    for (size_t trial = 0; trial < 5000; trial++) {
        struct panel panel = {.top = 1, .left = 12, .height = 17};
        double low;
        double high;
        panel.width = 12 + (size_t)(100 * dice_roll(&dice));
        random_range(&dice, &low, &high);
        axis_fit(&panel.x, low, high, 4);
        panel.y = panel.x;
        panel_ticks(&panel);
        size_t end = 0;
        for (size_t i = 0; i < panel.x.ticks.n; i++) {
            const char *label = panel.x.ticks.label[i];
            size_t at =
                panel_label_column(&panel, panel.x.ticks.value[i], label);
            if (!*label)
                continue;
            assert_true(end == 0 || at > end);
            end = at + strlen(label);
            assert_true(end <= panel.left + panel.width || end == at + end);
        }
    }
}

static void test_familiar_ranges_have_familiar_ticks(void **state)
{
    (void)state;
    struct ticks ticks;
    ticks_find(-0.05, 1.05, 5, &ticks);
    assert_string_equal(ticks.label[0], "0.00");
    assert_string_equal(ticks.label[1], "0.25");
    assert_string_equal(ticks.label[4], "1.00");
    ticks_find(0, 100, 6, &ticks);
    assert_string_equal(ticks.label[1], "20");
    ticks_find(0, 0.0012, 4, &ticks);
    assert_int_equal(ticks.exponent, -3);
    assert_string_equal(ticks.label[0], "0.0");
    ticks_find(-2e7, 2e7, 3, &ticks);
    assert_int_equal(ticks.exponent, 6);
    assert_string_equal(ticks.label[0], "-20");
}

static void test_axis_of_one_number_has_room_around_it(void **state)
{
    (void)state;
    const double values[] = {0, 1, -7.5, 1e-300, -1e300, 1e18};
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        struct axis axis = {0};
        axis_fit(&axis, values[i], values[i], 4);
        assert_true(axis.low <= values[i] && axis.high >= values[i]);
        assert_true(axis.low < axis.high);
        ticks_find(axis.low, axis.high, 4, &axis.ticks);
        check_ticks(&axis, &axis.ticks);
    }
}

static void test_axis_without_numbers_is_zero_to_one(void **state)
{
    (void)state;
    struct axis axis = {0};
    axis_fit(&axis, 1, -1, 4);
    assert_true(axis.low <= 0 && axis.high >= 1 && axis.high < 1.2);
}

static void test_cells_include_both_ends(void **state)
{
    (void)state;
    struct axis axis = {.low = -1, .high = 3};
    for (size_t cells = 1; cells < 300; cells++) {
        size_t cell = 99;
        assert_true(axis_cell(&axis, -1, cells, &cell));
        assert_int_equal(cell, 0);
        assert_true(axis_cell(&axis, 3, cells, &cell));
        assert_int_equal(cell, cells - 1);
        assert_false(axis_cell(&axis, nextafter(3, 4), cells, &cell));
        assert_false(axis_cell(&axis, NAN, cells, &cell));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ticks_are_exact_distinct_and_inside),
        cmocka_unit_test(test_zero_is_a_tick_when_inside),
        cmocka_unit_test(test_x_labels_never_touch),
        cmocka_unit_test(test_familiar_ranges_have_familiar_ticks),
        cmocka_unit_test(test_axis_of_one_number_has_room_around_it),
        cmocka_unit_test(test_axis_without_numbers_is_zero_to_one),
        cmocka_unit_test(test_cells_include_both_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

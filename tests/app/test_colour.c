/* Contrast and distance, against published values. */
#include "support/check.h"

#include <stddef.h>

#include "theme/check.h"

/* Sharma, Wu, Dalal 2005, table 1: pairs that catch each usual mistake. */
static void test_ciede2000_gives_the_published_values(void **state)
{
    (void)state;
    static const double pairs[][7] = {
        {50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425},
        {50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615},
        {50, 2.8361, -74.0200, 50, 0, -82.7485, 3.4412},
        {50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000},
        {50, 0, 0, 50, -1, 2, 2.3669},
        {50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792},
        {50, 2.5, 0, 73, 25, -18, 27.1492},
        {50, 2.5, 0, 61, -5, 29, 22.8977},
        {50, 2.5, 0, 56, -27, -3, 31.9030},
        {50, 2.5, 0, 58, 24, 15, 19.4535},
        {60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644},
        {22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        double forth = colour_ciede2000(pairs[i], pairs[i] + 3);
        double back = colour_ciede2000(pairs[i] + 3, pairs[i]);
        assert_true(fabs(forth - pairs[i][6]) < 5.1e-5); /* four digits */
        assert_true(fabs(forth - back) < 1e-9);
    }
}

/* WCAG 2: black on white is 21; #767676 on white is the lightest grey above
 * 4.5. */
static void test_contrast_is_that_of_wcag(void **state)
{
    (void)state;
    assert_true(fabs(colour_contrast(0, 0xffffff) - 21) < 1e-9);
    assert_true(colour_contrast(0x123456, 0x123456) == 1);
    assert_true(colour_contrast(0x767676, 0xffffff) >= 4.5);
    assert_true(colour_contrast(0x777777, 0xffffff) < 4.5);
}

/* Red and green of one lightness: far apart, but not for everyone. */
static void test_kinds_of_vision_differ(void **state)
{
    (void)state;
    double normal = colour_distance(0xd55e00, 0x7a8a00, VISION_NORMAL);
    double deutan = colour_distance(0xd55e00, 0x7a8a00, VISION_DEUTAN);
    assert_true(normal > 35);
    assert_true(deutan < 0.5 * normal);
    for (int v = 0; v < VISION_COUNT; v++)
        assert_true(
            colour_distance(0xabcdef, 0xabcdef, (enum colour_vision)v) == 0);
}

static void test_indices_are_xterm_s(void **state)
{
    (void)state;
    assert_int_equal(colour_of_index(16), 0x000000);
    assert_int_equal(colour_of_index(214), 0xffaf00);
    assert_int_equal(colour_of_index(231), 0xffffff);
    assert_int_equal(colour_of_index(232), 0x080808);
    assert_int_equal(colour_of_index(255), 0xeeeeee);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ciede2000_gives_the_published_values),
        cmocka_unit_test(test_contrast_is_that_of_wcag),
        cmocka_unit_test(test_kinds_of_vision_differ),
        cmocka_unit_test(test_indices_are_xterm_s),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Numbers for people keep their digits. */
#include "support/check.h"

#include <math.h>

#include "text/number.h"

static void shows(double value, int digits, bool plus, const char *wanted)
{
    char text[NUMBER_TEXT];
    assert_string_equal(number_text(text, value, digits, plus), wanted);
}

static void test_trailing_zeros_stay(void **state)
{
    (void)state;
    shows(0.4, 4, true, "+0.4000");
    shows(10.3, 4, false, "10.30");
    shows(-0.19, 3, true, "-0.190");
    shows(1e-5, 4, true, "+1.000e-05");
    shows(99999, 4, false, "1.000e+05");
}

static void test_no_point_that_nothing_follows(void **state)
{
    (void)state;
    shows(1234, 4, true, "+1234");
    shows(7, 1, false, "7");
}

static void test_words_for_what_has_no_digits(void **state)
{
    (void)state;
    shows(0, 4, true, "0");
    shows(-0.0, 4, true, "0");
    shows((double)NAN, 4, true, "-");
    shows(-(double)INFINITY, 17, false, "-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trailing_zeros_stay),
        cmocka_unit_test(test_no_point_that_nothing_follows),
        cmocka_unit_test(test_words_for_what_has_no_digits),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}

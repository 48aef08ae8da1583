/* Sizes, ranges, rows, bytes: accepted and refused. */
#include "support/check.h"

#include <string.h>

#include "command/value.h"

static void test_size_is_rows_or_a_share(void **state)
{
    (void)state;
    struct value_size size;
    assert_true(value_size("20", &size));
    assert_false(size.percent);
    assert_true(size.number == 20);
    assert_true(value_size("0.5%", &size));
    assert_true(size.percent);
    assert_true(size.number == 0.5);
    static const char *const refused[] = {"",    "0",   "-1",   "2.5",
                                          "5 %", "%",   "101%", "0%",
                                          "1e3", "nan", "5%%",  "0x10"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_false(value_size(refused[i], &size));
}

static void test_range_goes_upwards(void **state)
{
    (void)state;
    double ends[2] = {-1, -1};
    assert_true(value_range("0.1%:5%", ends));
    assert_close(ends[0], 0.001, 1e-15); /* one division */
    assert_close(ends[1], 0.05, 1e-15);
    static const char *const refused[] = {"5%:1%", "5%",  "1:5", ":",
                                          "1%:",   ":5%", "",    "1%:101%"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_false(value_range(refused[i], ends));
}

static void test_rows_are_one_or_first_to_last(void **state)
{
    (void)state;
    size_t first;
    size_t last;
    assert_true(value_rows("7", 1, &first, &last));
    assert_int_equal(first, 7);
    assert_int_equal(last, 7);
    assert_true(value_rows("10-20", 5, &first, &last));
    assert_int_equal(first, 10);
    assert_int_equal(last, 20);
    static const char *const refused[] = {"",   "-",     "5-", "-5", "9-3",
                                          "1.", "1-2-3", "+1", " 1", "a"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_false(value_rows(refused[i], strlen(refused[i]), &first, &last));
}

static void test_bytes_have_units(void **state)
{
    (void)state;
    size_t bytes;
    char text[32];
    assert_true(value_bytes("512M", &bytes));
    assert_int_equal(bytes, (size_t)512 << 20);
    value_bytes_format(bytes, text, sizeof text);
    assert_string_equal(text, "512M");
    assert_true(value_bytes("none", &bytes));
    assert_int_equal(bytes, 0);
    value_bytes_format(bytes, text, sizeof text);
    assert_string_equal(text, "none");
    static const char *const refused[] = {"",     "M",  "0",           "-1",
                                          "1.5G", "1X", "99999999999G"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_false(value_bytes(refused[i], &bytes));
}

static void test_choice_is_exact(void **state)
{
    (void)state;
    assert_int_equal(value_choice("abs|+|-", "+", 1), 1);
    assert_int_equal(value_choice("abs|+|-", "ab", 2), VALUE_NONE);
    assert_int_equal(value_choice("a", "", 0), VALUE_NONE);
}

static void test_items_keep_the_empty_ones(void **state)
{
    (void)state;
    static const char text[] = "a,,bc";
    static const size_t lengths[] = {1, 0, 2};
    const char *item;
    size_t length;
    size_t n = 0;
    for (size_t at = 0; value_item(text, &at, &item, &length); n++)
        assert_int_equal(length, lengths[n]);
    assert_int_equal(n, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_size_is_rows_or_a_share),
        cmocka_unit_test(test_range_goes_upwards),
        cmocka_unit_test(test_rows_are_one_or_first_to_last),
        cmocka_unit_test(test_bytes_have_units),
        cmocka_unit_test(test_choice_is_exact),
        cmocka_unit_test(test_items_keep_the_empty_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

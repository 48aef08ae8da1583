#include "support/check.h"

#include "command/where.h"

#include <stdbool.h>
#include <string.h>

enum { ROWS = 4 };

static double x[ROWS * 2] = {1, -5, 2, 0, 3, 5, 4, 2.5};
static uint8_t y[ROWS] = {0, 1, 1, 0};
static size_t origin[ROWS] = {0, 1, 2, 3};
static char *names[] = {"age", "mean radius"};

static const struct riffle_dataset *data(void)
{
    static const struct riffle_dataset set = {
        .n_features = 2,
        .feature_names = names,
        .label_name = "diagnosis",
        .class_names = {"benign", "malignant"},
        .train = {.n = ROWS, .x = x, .y = y, .origin = origin},
    };
    return &set;
}

/* The rows that a condition holds for, as "0110". */
static void assert_rows(const char *condition, const char *expected)
{
    struct where *where = NULL;
    size_t at = 0;
    struct riffle_error err = {0};
    char rows[ROWS + 1] = "";
    if (where_compile(condition, data(), NULL, &where, &at, &err) != RIFFLE_OK)
        fail_msg("%s: %s", condition, err.message);
    for (size_t i = 0; i < ROWS; i++)
        rows[i] = where_holds(where, i) ? '1' : '0';
    where_free(where);
    if (strcmp(rows, expected) != 0)
        fail_msg("%s: %s, expected %s", condition, rows, expected);
}

static void assert_refused(const char *condition, enum riffle_status expected,
                           const char *quoted)
{
    struct where *where = NULL;
    size_t at = 0;
    struct riffle_error err = {0};
    assert_int_equal(where_compile(condition, data(), NULL, &where, &at, &err),
                     expected);
    assert_null(where);
    if (!strstr(err.message, quoted))
        fail_msg("%s: `%s' says nothing of %s", condition, err.message, quoted);
}

static void test_comparisons_read_both_sides(void **state)
{
    (void)state;
    assert_rows("age < 3", "1100");
    assert_rows("age <= 3", "1110");
    assert_rows("age > 3", "0001");
    assert_rows("age >= 3", "0011");
    assert_rows("age == 3", "0010");
    assert_rows("age != 3", "1101");
    assert_rows("2.5e0<age", "0011");
    assert_rows("row >= 2", "0011");
    assert_rows("row == age", "0000");
}

static void test_numbers_may_be_negative(void **state)
{
    (void)state;
    assert_rows("`mean radius` > -5", "0111");
    assert_rows("`mean radius` >= -5e0", "1111");
}

static void test_names_with_blanks_stand_in_quotes(void **state)
{
    (void)state;
    assert_rows("`mean radius` == 2.5", "0001");
    assert_rows("\"mean radius\" == 2.5", "0001");
    assert_rows("'mean radius' == 2.5", "0001");
}

static void test_label_is_compared_with_a_class(void **state)
{
    (void)state;
    assert_rows("label == malignant", "0110");
    assert_rows("malignant == label", "0110");
    assert_rows("label != 'malignant'", "1001");
    assert_rows("diagnosis == benign", "1001");
}

static void test_and_binds_before_or_and_not_before_and(void **state)
{
    (void)state;
    assert_rows("row == 0 or row == 1 and age > 2", "1000");
    assert_rows("(row == 0 or row == 1) and age > 1", "0100");
    assert_rows("not row == 0 and age < 4", "0110");
    assert_rows("not (row == 0 and age < 4)", "0111");
    assert_rows("not not row == 0", "1000");
}

static void test_de_morgan_holds(void **state)
{
    (void)state;
    assert_rows("not (age > 1 and label == malignant)", "1001");
    assert_rows("not age > 1 or not label == malignant", "1001");
}

static void test_mistakes_are_quoted(void **state)
{
    (void)state;
    assert_refused("", RIFFLE_EUSAGE, "ends");
    assert_refused("age", RIFFLE_EUSAGE, "ends");
    assert_refused("age >", RIFFLE_EUSAGE, "ends");
    assert_refused("age = 3", RIFFLE_EUSAGE, "`='");
    assert_refused("agee > 3", RIFFLE_EUSAGE, "agee");
    assert_refused("age > 3 4", RIFFLE_EUSAGE, "`4'");
    assert_refused("(age > 3", RIFFLE_EUSAGE, "ends");
    assert_refused("age > 3)", RIFFLE_EUSAGE, "`)'");
    assert_refused("label == mild", RIFFLE_EUSAGE, "mild");
    assert_refused("label < malignant", RIFFLE_EUSAGE, "<");
    assert_refused("`age > 3", RIFFLE_EUSAGE, "`age");
    assert_refused("age > 1e999", RIFFLE_EUSAGE, "1e999");
}

static void test_mistakes_are_located(void **state)
{
    (void)state;
    struct where *where = NULL;
    size_t at = 0;
    assert_int_equal(
        where_compile("age > 3 or aeg < 2", data(), NULL, &where, &at, NULL),
        RIFFLE_EUSAGE);
    assert_int_equal(at, strlen("age > 3 or "));
    assert_int_equal(where_compile("age >", data(), NULL, &where, &at, NULL),
                     RIFFLE_EUSAGE);
    assert_int_equal(at, strlen("age >"));
}

static void test_what_needs_a_fit_says_so(void **state)
{
    (void)state;
    assert_refused("loss > 1", RIFFLE_ESTATE, "loss");
    assert_refused("age > 1 and p < 0.5", RIFFLE_ESTATE, "p");
}

static void test_nesting_has_a_limit(void **state)
{
    (void)state;
    char deep[4096] = "";
    for (int i = 0; i < 1000; i++)
        strcat(deep, "(");
    assert_refused(deep, RIFFLE_ELIMIT, "deep");
    deep[0] = '\0';
    for (int i = 0; i < 64; i++)
        strcat(deep, "(row == 0 or row == 1 and ");
    strcat(deep, "row == 1");
    for (int i = 0; i < 64; i++)
        strcat(deep, ")");
    assert_rows(deep, "1100");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_comparisons_read_both_sides),
        cmocka_unit_test(test_numbers_may_be_negative),
        cmocka_unit_test(test_names_with_blanks_stand_in_quotes),
        cmocka_unit_test(test_label_is_compared_with_a_class),
        cmocka_unit_test(test_and_binds_before_or_and_not_before_and),
        cmocka_unit_test(test_de_morgan_holds),
        cmocka_unit_test(test_mistakes_are_quoted),
        cmocka_unit_test(test_mistakes_are_located),
        cmocka_unit_test(test_what_needs_a_fit_says_so),
        cmocka_unit_test(test_nesting_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

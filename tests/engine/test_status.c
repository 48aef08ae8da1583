#include "support/check.h"

#include "riffle/status.h"

#include <string.h>

static void test_failure_records_sentence_and_clears_hint(void **state)
{
    (void)state;
    struct riffle_error err = {.hint = "old"};
    assert_int_equal(riffle_fail(&err, RIFFLE_EIO, "row %d", 7), RIFFLE_EIO);
    assert_string_equal(err.message, "row 7");
    assert_string_equal(err.hint, "");
    assert_int_equal(err.status, RIFFLE_EIO);
}

static void test_failure_without_error_keeps_status(void **state)
{
    (void)state;
    assert_int_equal(riffle_fail(NULL, RIFFLE_ELIMIT, "x"), RIFFLE_ELIMIT);
    riffle_hint(NULL, "nothing to write to");
}

static void test_every_status_has_a_name(void **state)
{
    (void)state;
    for (int s = RIFFLE_OK; s <= RIFFLE_EEMPTY; s++)
        assert_string_not_equal(riffle_status_name((enum riffle_status)s),
                                "unknown");
    assert_string_equal(riffle_status_name((enum riffle_status)99), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_failure_records_sentence_and_clears_hint),
        cmocka_unit_test(test_failure_without_error_keeps_status),
        cmocka_unit_test(test_every_status_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

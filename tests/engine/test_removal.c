#include "support/check.h"

#include "riffle/removal.h"

#include <stdlib.h>
#include <string.h>

static void test_removal_is_sorted_and_distinct(void **state)
{
    (void)state;
    const size_t rows[] = {7, 0, 3, 7, 3, 7};
    struct riffle_removal removal;
    size_t merged = 99;
    assert_int_equal(riffle_removal_init(&removal, rows, 6, 8, &merged, NULL),
                     RIFFLE_OK);
    const size_t expected[] = {0, 3, 7};
    assert_int_equal(removal.k, 3);
    assert_memory_equal(removal.rows, expected, sizeof expected);
    assert_int_equal(merged, 3);
    assert_null(removal.strategy);
    riffle_removal_release(&removal);
    assert_null(removal.rows);
    riffle_removal_release(&removal);
}

static void test_removal_may_be_empty(void **state)
{
    (void)state;
    struct riffle_removal removal;
    assert_int_equal(riffle_removal_init(&removal, NULL, 0, 5, NULL, NULL),
                     RIFFLE_OK);
    assert_int_equal(removal.k, 0);
    riffle_removal_release(&removal);
}

static void test_removal_refuses_a_row_outside(void **state)
{
    (void)state;
    const size_t rows[] = {1, 5};
    struct riffle_removal removal = {.k = 42};
    struct riffle_error err = {0};
    assert_int_equal(riffle_removal_init(&removal, rows, 2, 5, NULL, &err),
                     RIFFLE_EUSAGE);
    assert_int_equal(removal.k, 42);
    assert_string_equal(err.message, "there is no training row 5");
    assert_string_equal(err.hint, "training rows are numbered from 0 to 4");
}

static void test_removal_copy_owns_everything(void **state)
{
    (void)state;
    const size_t rows[] = {4, 2};
    struct riffle_removal source;
    struct riffle_removal copy;
    assert_int_equal(riffle_removal_init(&source, rows, 2, 5, NULL, NULL),
                     RIFFLE_OK);
    source.strategy = strdup("random");
    source.seed = 17;
    assert_int_equal(riffle_removal_copy(&copy, &source, NULL), RIFFLE_OK);
    riffle_removal_release(&source);
    assert_int_equal(copy.k, 2);
    assert_int_equal(copy.rows[0], 2);
    assert_int_equal(copy.rows[1], 4);
    assert_string_equal(copy.strategy, "random");
    assert_int_equal(copy.seed, 17);
    riffle_removal_release(&copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_removal_is_sorted_and_distinct),
        cmocka_unit_test(test_removal_may_be_empty),
        cmocka_unit_test(test_removal_refuses_a_row_outside),
        cmocka_unit_test(test_removal_copy_owns_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "riffle/audit.h"
#include "riffle/rng.h"

#include <stdlib.h>

enum { N = 90 };

static struct riffle_retrieval retrieval_of(const double *values,
                                            const bool *wrong, size_t n,
                                            size_t inspected)
{
    struct riffle_retrieval retrieval;
    assert_int_equal(
        riffle_retrieval(values, wrong, n, inspected, &retrieval, NULL),
        RIFFLE_OK);
    return retrieval;
}

/* Every pair of a wrong and a right row by itself. */
static double area_by_pairs(const double *values, const bool *wrong, size_t n)
{
    double ahead = 0, pairs = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            if (!wrong[i] || wrong[j])
                continue;
            pairs++;
            ahead += values[i] > values[j];
            ahead += values[i] == values[j] ? 0.5 : 0;
        }
    }
    return ahead / pairs;
}

static void test_auc_counts_pairs_with_ties_half(void **state)
{
    (void)state;
    struct riffle_rng rng;
    double values[N];
    bool wrong[N];
    riffle_rng_init(&rng, 3, "test");
    for (size_t levels = 2; levels < 200; levels *= 3) {
        for (size_t i = 0; i < N; i++) {
            wrong[i] = i < 2 || riffle_rng_below(&rng, 5) == 0;
            values[i] = (double)(riffle_rng_below(&rng, levels) + wrong[i]);
        }
        wrong[N - 1] = false;
        /* halves and whole numbers: one division rounds */
        assert_close(retrieval_of(values, wrong, N, 5).auc,
                     area_by_pairs(values, wrong, N), 1e-15);
    }
}

static void test_counts_of_an_order_made_by_hand(void **state)
{
    (void)state;
    const double values[] = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
    const bool wrong[] = {true,  false, true,  true,  false,
                          false, true,  false, false, false};
    struct riffle_retrieval r = retrieval_of(values, wrong, 10, 3);
    assert_int_equal(r.wrong, 4);
    assert_int_equal(r.found, 2);
    assert_close(r.precision, 2.0 / 3, 1e-15);
    assert_int_equal(r.inspected_for_90, 7); /* nine tenths of 4 are all 4 */
    /* right rows behind each wrong one: 6 5 5 3 of 6 */
    assert_close(r.auc, 19.0 / 24, 1e-15);
    assert_int_equal(retrieval_of(values, wrong, 10, 99).inspected, 10);
}

static void test_nine_tenths_of_ten_are_nine(void **state)
{
    (void)state;
    double values[20];
    bool wrong[20] = {false};
    for (size_t i = 0; i < 20; i++)
        values[i] = -(double)i;
    for (size_t i = 0; i < 20; i += 2)
        wrong[i] = true;
    assert_int_equal(retrieval_of(values, wrong, 20, 0).inspected_for_90, 17);
}

static void test_ends_of_the_scale(void **state)
{
    (void)state;
    const double falling[] = {3, 2, 1, 0};
    const double none[] = {NAN, NAN, NAN, NAN};
    const bool first[] = {true, true, false, false};
    const bool last[] = {false, false, true, true};
    const bool nobody[] = {false, false, false, false};
    assert_true(retrieval_of(falling, first, 4, 2).auc == 1);
    assert_true(retrieval_of(falling, last, 4, 2).auc == 0);
    assert_true(retrieval_of(none, last, 4, 2).auc == 0.5);
    assert_true(isnan(retrieval_of(falling, nobody, 4, 2).auc));
    assert_int_equal(retrieval_of(falling, nobody, 4, 2).inspected_for_90, 0);
    assert_true(isnan(retrieval_of(falling, first, 4, 0).precision));
}

static void test_rows_without_a_value_come_last(void **state)
{
    (void)state;
    const double values[] = {NAN, -1e300, 2};
    const bool wrong[] = {true, false, false};
    struct riffle_retrieval r = retrieval_of(values, wrong, 3, 1);
    assert_true(r.auc == 0);
    assert_int_equal(r.inspected_for_90, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_auc_counts_pairs_with_ties_half),
        cmocka_unit_test(test_counts_of_an_order_made_by_hand),
        cmocka_unit_test(test_nine_tenths_of_ten_are_nine),
        cmocka_unit_test(test_ends_of_the_scale),
        cmocka_unit_test(test_rows_without_a_value_come_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

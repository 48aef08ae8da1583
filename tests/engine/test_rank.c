#include "support/check.h"

#include "riffle/rng.h"

#include "base/rank.h"
#include "base/sum.h"

enum { N = 200 };

static void test_rank_agrees_with_repeated_minimum(void **state)
{
    (void)state;
    struct riffle_rng rng;
    riffle_rng_init(&rng, 1, "test");
    struct ranked items[N];
    for (size_t i = 0; i < N; i++)
        items[i] = (struct ranked){(double)riffle_rng_below(&rng, 40), 0, i};
    double keys[N];
    for (size_t i = 0; i < N; i++)
        keys[i] = items[i].key;
    rank_first(items, N, 77);
    for (size_t j = 0; j < 77; j++) {
        size_t first = N;
        for (size_t i = 0; i < N; i++) {
            if (keys[i] >= 0 && (first == N || keys[i] < keys[first]))
                first = i;
        }
        assert_int_equal(items[j].item, first);
        keys[first] = -1;
    }
}

static void test_rank_breaks_ties_by_tie_then_item(void **state)
{
    (void)state;
    struct ranked items[] = {{1, 5, 0}, {1, 2, 9}, {1, 2, 3}, {0, 9, 7}};
    rank_first(items, 4, 4);
    const size_t expected[] = {7, 3, 9, 0};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(items[i].item, expected[i]);
}

static void test_rank_puts_nan_last(void **state)
{
    (void)state;
    struct ranked items[] = {{NAN, 0, 0}, {INFINITY, 0, 1}, {-1, 0, 2}};
    rank_first(items, 3, 2);
    assert_int_equal(items[0].item, 2);
    assert_int_equal(items[1].item, 1);
    rank_first(items, 3, 0);
}

static void test_sum_keeps_what_cancels(void **state)
{
    (void)state;
    const double terms[] = {1, 1e100, 1, -1e100};
    struct sum sum = {0};
    for (size_t i = 0; i < 4; i++)
        sum_add(&sum, terms[i]);
    assert_true(sum_value(&sum) == 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rank_agrees_with_repeated_minimum),
        cmocka_unit_test(test_rank_breaks_ties_by_tie_then_item),
        cmocka_unit_test(test_rank_puts_nan_last),
        cmocka_unit_test(test_sum_keeps_what_cancels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

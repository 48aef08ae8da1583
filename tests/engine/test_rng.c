#include "support/check.h"

#include "riffle/rng.h"

/* The reference implementation's first outputs from state {1, 2, 3, 4}. */
static void test_rng_is_xoshiro256_starstar(void **state)
{
    (void)state;
    struct riffle_rng rng = {{1, 2, 3, 4}};
    static const uint64_t expected[] = {
        11520, 0, 1509978240, 1215971899390074240, 1216172134540287360,
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        assert_true(riffle_rng_next(&rng) == expected[i]);
}

static void test_rng_separates_purposes_and_seeds(void **state)
{
    (void)state;
    struct riffle_rng split, probe, again, other;
    riffle_rng_init(&split, 1, "split");
    riffle_rng_init(&probe, 1, "probe");
    riffle_rng_init(&again, 1, "split");
    riffle_rng_init(&other, 2, "split");
    const uint64_t first = riffle_rng_next(&split);
    assert_true(first == riffle_rng_next(&again));
    assert_true(first != riffle_rng_next(&probe));
    assert_true(first != riffle_rng_next(&other));
}

/* Counts of 60000 throws lie within 5 standard deviations (91) of 10000. */
static void test_rng_below_is_uniform(void **state)
{
    (void)state;
    struct riffle_rng rng;
    riffle_rng_init(&rng, 1, "dice");
    int counts[6] = {0};
    for (int i = 0; i < 60000; i++)
        counts[riffle_rng_below(&rng, 6)]++;
    for (int i = 0; i < 6; i++)
        assert_in_range(counts[i], 10000 - 5 * 91, 10000 + 5 * 91);
}

static void test_rng_below_one_is_zero(void **state)
{
    (void)state;
    struct riffle_rng rng;
    riffle_rng_init(&rng, 1, "one");
    for (int i = 0; i < 10; i++)
        assert_int_equal(riffle_rng_below(&rng, 1), 0);
}

/* Moments of 10^5 draws, within 5 standard deviations of theirs. */
static void test_rng_moments(void **state)
{
    (void)state;
    struct riffle_rng rng;
    riffle_rng_init(&rng, 1, "moments");
    const int draws = 100000;
    double mean = 0, square = 0, uniform = 0;
    for (int i = 0; i < draws; i++) {
        const double z = riffle_rng_normal(&rng);
        const double u = riffle_rng_uniform(&rng);
        assert_true(u >= 0 && u < 1);
        mean += z / draws;
        square += z * z / draws;
        uniform += u / draws;
    }
    assert_close(mean, 0, 5 * sqrt(1.0 / draws));
    assert_close(square, 1, 5 * sqrt(2.0 / draws));
    assert_close(uniform, 0.5, 5 * sqrt(1.0 / 12 / draws));
}

static void test_rng_choose_permutes(void **state)
{
    (void)state;
    struct riffle_rng rng;
    riffle_rng_init(&rng, 1, "choose");
    size_t items[50];
    int seen[50] = {0};
    for (size_t i = 0; i < 50; i++)
        items[i] = i;
    riffle_rng_choose(&rng, items, 50, 20);
    for (size_t i = 0; i < 50; i++)
        seen[items[i]]++;
    for (size_t i = 0; i < 50; i++)
        assert_int_equal(seen[i], 1);
    riffle_rng_choose(&rng, items, 0, 0);
    riffle_rng_choose(&rng, items, 50, 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rng_is_xoshiro256_starstar),
        cmocka_unit_test(test_rng_separates_purposes_and_seeds),
        cmocka_unit_test(test_rng_below_is_uniform),
        cmocka_unit_test(test_rng_below_one_is_zero),
        cmocka_unit_test(test_rng_moments),
        cmocka_unit_test(test_rng_choose_permutes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

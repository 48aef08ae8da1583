#include "support/check.h"

#include "riffle/rng.h"
#include "riffle/summary.h"

#include <string.h>

enum { N = 40 };

static void interval_of(const double *estimate, const double *actual, size_t n,
                        uint64_t seed, struct riffle_summary ends[2])
{
    const struct riffle_bootstrap bootstrap = {.draws = 200, .seed = seed};
    assert_int_equal(
        riffle_bootstrap(actual, estimate, n, &bootstrap, ends, NULL),
        RIFFLE_OK);
}

/* estimate = slope * actual + noise of this size */
static void draw(struct riffle_rng *rng, double slope, double noise,
                 double *estimate, double *actual)
{
    for (size_t i = 0; i < N; i++) {
        actual[i] = riffle_rng_normal(rng);
        estimate[i] = slope * actual[i] + noise * riffle_rng_normal(rng);
    }
}

static void test_interval_covers_the_slope_as_often_as_it_says(void **state)
{
    (void)state;
    enum { WORLDS = 200 };
    const double slope = 0.7, noise = 0.5;
    struct riffle_rng rng;
    riffle_rng_init(&rng, 11, "worlds");
    size_t covered = 0;
    double width = 0, expected = 0;
    for (size_t w = 0; w < WORLDS; w++) {
        double estimate[N], actual[N], squares = 0;
        struct riffle_summary ends[2];
        draw(&rng, slope, noise, estimate, actual);
        interval_of(estimate, actual, N, w + 1, ends);
        covered += ends[0].slope <= slope && slope <= ends[1].slope;
        for (size_t i = 0; i < N; i++)
            squares += actual[i] * actual[i];
        width += ends[1].slope - ends[0].slope;
        expected += 2 * 1.96 * noise / sqrt(squares);
    }
    /* 95 % of 200 are 190 +- 3; percentile intervals of 40 pairs are known to
       be a few percent short, and so is their width */
    assert_in_range(covered, 174, 198);
    assert_close(width / expected, 1, 0.1);
}

static void test_perfect_estimates_leave_no_doubt(void **state)
{
    (void)state;
    double values[N];
    for (size_t i = 0; i < N; i++)
        values[i] = (double)i - 7;
    struct riffle_summary ends[2];
    interval_of(values, values, N, 1, ends);
    for (size_t end = 0; end < 2; end++) {
        assert_true(ends[end].error == 0);
        assert_close(ends[end].slope, 1, 1e-14);
        assert_close(ends[end].spearman, 1, 1e-14);
        assert_int_equal(ends[end].n, N);
    }
}

static void test_same_seed_same_interval(void **state)
{
    (void)state;
    struct riffle_rng rng;
    riffle_rng_init(&rng, 5, "test");
    double estimate[N], actual[N];
    draw(&rng, 1, 1, estimate, actual);
    struct riffle_summary a[2], b[2], c[2];
    interval_of(estimate, actual, N, 1, a);
    interval_of(estimate, actual, N, 1, b);
    interval_of(estimate, actual, N, 2, c);
    assert_true(a[0].error == b[0].error && a[1].spearman == b[1].spearman);
    assert_true(a[0].error != c[0].error);
    assert_true(a[0].error < a[1].error && a[0].spearman < a[1].spearman);
}

static void test_two_pairs_have_no_interval(void **state)
{
    (void)state;
    const double values[] = {1, 2};
    struct riffle_summary ends[2];
    interval_of(values, values, 2, 1, ends);
    assert_true(isnan(ends[0].error) && isnan(ends[1].slope));
    interval_of(NULL, NULL, 0, 1, ends);
    assert_true(isnan(ends[0].spearman));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interval_covers_the_slope_as_often_as_it_says),
        cmocka_unit_test(test_perfect_estimates_leave_no_doubt),
        cmocka_unit_test(test_same_seed_same_interval),
        cmocka_unit_test(test_two_pairs_have_no_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "model/logistic.h"

#include <float.h>

/* Logits from certain to undecided, and moves from tiny to overwhelming. */
static const double logits[] = {-700, -40, -20, -3, -0.1, 0, 0.7, 5, 25, 600};
static const double moves[] = {1e-300, 1e-12, 1e-3, 0.5, 2, 25, 29.9, 31, 800};

enum {
    LOGITS = sizeof logits / sizeof logits[0],
    MOVES = sizeof moves / sizeof moves[0],
};

/* Differences in extended precision, from the small tail of each. */
static long double tail(long double z)
{
    return 1 / (1 + expl(-z));
}

static long double loss_change(long double z, long double t)
{
    /* log(1 + e^(z + t)) - log(1 + e^z) for t > 0 */
    return log1pl(tail(z) * expm1l(t));
}

static void check_relative(double actual, long double expected)
{
    /* A dozen roundings of half an ulp, and expm1 and log1p to one ulp. */
    double allowed = 16 * DBL_EPSILON * fabs((double)expected) + DBL_MIN;
    if (!(fabs(actual - (double)expected) <= allowed))
        fail_msg("%.17g is not %.17g", actual, (double)expected);
}

/* The rounding of z + delta alone moves a result by up to this share. */
static void check_back(double actual, double there, double z)
{
    double allowed = (16 + fabs(z)) * DBL_EPSILON * fabs(there) + DBL_MIN;
    if (!(fabs(actual + there) <= allowed))
        fail_msg("%.17g is not %.17g", actual, -there);
}

static void test_loss_change_keeps_every_digit(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOGITS; i++) {
        for (size_t j = 0; j < MOVES - 1; j++) {
            double z = logits[i];
            double up = logistic_loss_change(z, 0, moves[j]);
            check_relative(up, loss_change(z, moves[j]));
            check_relative(logistic_loss_change(-z, 1, -moves[j]), up);
        }
    }
}

static void test_loss_falls_by_what_it_rose(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOGITS; i++) {
        for (size_t j = 3; j < MOVES; j++) {
            double z = logits[i];
            double up = logistic_loss_change(z, 0, moves[j]);
            double down = logistic_loss_change(z + moves[j], 0, -moves[j]);
            check_back(down, up, fabs(z) + moves[j]);
        }
    }
}

static void test_probability_change_keeps_every_digit(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOGITS; i++) {
        for (size_t j = 0; j < MOVES; j++) {
            long double z = logits[i];
            long double growth = expm1l(moves[j]);
            long double expected =
                tail(z) * tail(-z) * growth / (1 + tail(z) * growth);
            double up = logistic_probability_change(logits[i], moves[j]);
            check_relative(up, expected);
            /* sigma(-z) = 1 - sigma(z) turns the fall into a rise. */
            double down = logistic_probability_change(-logits[i], -moves[j]);
            check_back(down, up, fabs(logits[i]) + moves[j]);
        }
    }
}

static void test_no_move_is_no_change(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOGITS; i++) {
        assert_true(logistic_loss_change(logits[i], 0, 0) == 0);
        assert_true(logistic_loss_change(logits[i], 1, 0) == 0);
        assert_true(logistic_probability_change(logits[i], 0) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loss_change_keeps_every_digit),
        cmocka_unit_test(test_loss_falls_by_what_it_rose),
        cmocka_unit_test(test_probability_change_keeps_every_digit),
        cmocka_unit_test(test_no_move_is_no_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "riffle/fit.h"

#include "support/fixture.h"

/* With an intercept only, theta = logit of the share of positives. */
static void test_intercept_alone_is_the_logit(void **state)
{
    (void)state;
    for (size_t n = 2; n <= 30; n++)
        for (size_t a = 1; a < n; a++) {
            struct riffle_dataset *data = fixture_zeros(n, 0, 0);
            for (size_t i = 0; i < a; i++)
                data->train.y[i] = 1;
            struct riffle_fit *fit = fixture_fit(data, 0, RIFFLE_PENALTY_FIXED,
                                                 RIFFLE_INTERCEPT_FREE);
            double exact = log((double)a / (double)(n - a));
            assert_close(riffle_fit_theta(fit)[0], exact, 1e-14);
            riffle_fit_free(fit);
            riffle_dataset_free(data);
        }
}

/* More features than rows and fewer go different ways to the same theta:
   padding with columns of zeros forces the rotated one. */
static void test_rotated_fit_equals_plain_fit(void **state)
{
    (void)state;
    size_t n = 30, d = 12, wide = 80;
    struct riffle_dataset *plain = fixture_random(n, 10, d, 7);
    struct riffle_dataset *padded = fixture_zeros(n, 10, wide);
    for (size_t i = 0; i < n; i++) {
        memcpy(padded->train.x + i * wide, plain->train.x + i * d,
               d * sizeof(double));
        padded->train.y[i] = plain->train.y[i];
    }
    for (int intercept = RIFFLE_INTERCEPT_FREE;
         intercept <= RIFFLE_INTERCEPT_NONE; intercept++) {
        enum riffle_intercept kind = (enum riffle_intercept)intercept;
        struct riffle_fit *a =
            fixture_fit(plain, 0.01, RIFFLE_PENALTY_FIXED, kind);
        struct riffle_fit *b =
            fixture_fit(padded, 0.01, RIFFLE_PENALTY_FIXED, kind);
        for (size_t j = 0; j < d; j++)
            assert_close(riffle_fit_theta(b)[j], riffle_fit_theta(a)[j],
                         1e-11); /* two optima, each to about 1e-13 */
        for (size_t i = 0; i < n; i++)
            assert_close(riffle_fit_train(b)->leverage[i],
                         riffle_fit_train(a)->leverage[i], 1e-11);
        riffle_fit_free(a);
        riffle_fit_free(b);
    }
    riffle_dataset_free(plain);
    riffle_dataset_free(padded);
}

static void expect_status(const struct riffle_dataset *data, double lambda,
                          enum riffle_intercept intercept,
                          enum riffle_status expected)
{
    const struct riffle_fit_options options = {.lambda = lambda,
                                               .intercept = intercept};
    struct riffle_error err = {0};
    struct riffle_fit *fit = NULL;
    assert_int_equal(riffle_fit_new(data, &options, NULL, &fit, &err),
                     expected);
    assert_true(expected == RIFFLE_OK || err.message[0] != '\0');
    assert_true(expected == RIFFLE_OK || fit == NULL);
    riffle_fit_free(fit);
}

static void test_no_finite_optimum_is_refused(void **state)
{
    (void)state;
    struct riffle_dataset *line = fixture_zeros(4, 0, 1);
    for (size_t i = 0; i < 4; i++) {
        line->train.x[i] = (double)i;
        line->train.y[i] = i >= 2;
    }
    expect_status(line, 0, RIFFLE_INTERCEPT_FREE, RIFFLE_ESEPARATED);
    expect_status(line, 1e-6, RIFFLE_INTERCEPT_FREE, RIFFLE_OK);
    memset(line->train.y, 1, 4);
    expect_status(line, 1, RIFFLE_INTERCEPT_FREE, RIFFLE_ESINGLECLASS);
    expect_status(line, 0, RIFFLE_INTERCEPT_NONE, RIFFLE_ESINGLECLASS);
    expect_status(line, 1, RIFFLE_INTERCEPT_PENALIZED, RIFFLE_OK);
    riffle_dataset_free(line);
    struct riffle_dataset *wide = fixture_random(10, 0, 20, 3);
    expect_status(wide, 0, RIFFLE_INTERCEPT_NONE, RIFFLE_ESEPARATED);
    expect_status(wide, 0, RIFFLE_INTERCEPT_FREE, RIFFLE_ESEPARATED);
    riffle_dataset_free(wide);
    struct riffle_dataset *bare = fixture_zeros(4, 0, 0);
    bare->train.y[0] = 1;
    expect_status(bare, 1, RIFFLE_INTERCEPT_NONE, RIFFLE_EUSAGE);
    expect_status(bare, 1, RIFFLE_INTERCEPT_PENALIZED, RIFFLE_OK);
    riffle_dataset_free(bare);
    struct riffle_dataset *empty = fixture_zeros(0, 0, 3);
    expect_status(empty, 1, RIFFLE_INTERCEPT_NONE, RIFFLE_EEMPTY);
    riffle_dataset_free(empty);
}

/* One empty cell of a 2 x 2 table: theta of the indicator goes to infinity,
   yet no direction separates strictly. */
static void test_quasi_separation_is_refused(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_zeros(8, 0, 1);
    for (size_t i = 0; i < 8; i++) {
        data->train.x[i] = i < 4;
        data->train.y[i] = i < 4 || i % 2;
    }
    expect_status(data, 0, RIFFLE_INTERCEPT_FREE, RIFFLE_ESEPARATED);
    riffle_dataset_free(data);
}

static void test_dependent_columns_are_named(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(40, 0, 3, 5);
    for (size_t i = 0; i < 40; i++)
        data->train.x[3 * i + 2] = 2 * data->train.x[3 * i];
    const struct riffle_fit_options options = {.lambda = 0};
    struct riffle_error err = {0};
    struct riffle_fit *fit = NULL;
    assert_int_equal(riffle_fit_new(data, &options, NULL, &fit, &err),
                     RIFFLE_EUNIDENTIFIABLE);
    assert_non_null(strstr(err.message, "`x0'"));
    assert_non_null(strstr(err.message, "`x2'"));
    assert_null(strstr(err.message, "`x1'"));
    struct riffle_fit *held =
        fixture_fit(data, 0.1, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const double *theta = riffle_fit_theta(held);
    /* least norm on the line theta_0 + 2 theta_2 = c */
    assert_close(theta[2], 2 * theta[0], 1e-12);
    riffle_fit_free(held);
    riffle_dataset_free(data);
}

/* Multiplying a column by c and its penalty's share not at all: at lambda 0
   theta_j becomes theta_j / c, even where squares overflow. */
static void test_columns_of_any_scale_fit(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(50, 0, 3, 11);
    struct riffle_fit *plain =
        fixture_fit(data, 0, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    for (size_t i = 0; i < 50; i++) {
        data->train.x[3 * i] *= 1e150;
        data->train.x[3 * i + 1] *= 1e-140;
    }
    struct riffle_fit *scaled =
        fixture_fit(data, 0, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const double *a = riffle_fit_theta(plain), *b = riffle_fit_theta(scaled);
    assert_close(b[0] * 1e150, a[0], 1e-12);
    assert_close(b[1] * 1e-140, a[1], 1e-12);
    assert_close(b[2], a[2], 1e-12);
    riffle_fit_free(plain);
    riffle_fit_free(scaled);
    riffle_dataset_free(data);
}

/* theta_j of a column too small to matter against the penalty is its pull over
   lambda n, so it goes with the column's unit. That is well-conditioned. */
static void test_column_of_tiny_unit_is_no_trouble(void **state)
{
    (void)state;
    double theta[2];
    for (size_t t = 0; t < 2; t++) {
        struct riffle_dataset *data = fixture_random(50, 0, 3, 11);
        for (size_t i = 0; i < 50; i++)
            data->train.x[3 * i + 1] *= t == 0 ? 1e-9 : 1e-12;
        struct riffle_fit *fit = fixture_fit(data, 1e-3, RIFFLE_PENALTY_FIXED,
                                             RIFFLE_INTERCEPT_FREE);
        theta[t] = riffle_fit_theta(fit)[1];
        assert_true(riffle_fit_summary(fit)->condition < 1e3);
        riffle_fit_free(fit);
        riffle_dataset_free(data);
    }
    assert_close(theta[1] * 1e3 / theta[0], 1, 1e-9); /* 1e-15, and rounding */
}

/* Sum of leverages = d - lambda n trace(H^-1), so below d and above 0. */
static void test_leverages_lie_in_range(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(60, 5, 8, 2);
    struct riffle_fit *fit =
        fixture_fit(data, 1e-8, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double total = 0;
    for (size_t i = 0; i < 60; i++) {
        double h = riffle_fit_train(fit)->leverage[i];
        assert_true(h >= 0 && h < 1);
        total += h;
    }
    assert_close(total, 9, 1e-4); /* lambda n / smallest eigenvalue of H */
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

static bool stop_at_once(void *data, const char *stage, size_t done,
                         size_t total)
{
    (void)data;
    (void)stage;
    (void)done;
    (void)total;
    return false;
}

static void test_fit_stops_when_asked(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(20, 0, 2, 1);
    const struct riffle_progress progress = {.step = stop_at_once};
    const struct riffle_fit_options options = {.lambda = 0.1};
    struct riffle_fit *fit = NULL;
    assert_int_equal(riffle_fit_new(data, &options, &progress, &fit, NULL),
                     RIFFLE_STOPPED);
    assert_null(fit);
    riffle_dataset_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intercept_alone_is_the_logit),
        cmocka_unit_test(test_rotated_fit_equals_plain_fit),
        cmocka_unit_test(test_no_finite_optimum_is_refused),
        cmocka_unit_test(test_quasi_separation_is_refused),
        cmocka_unit_test(test_dependent_columns_are_named),
        cmocka_unit_test(test_columns_of_any_scale_fit),
        cmocka_unit_test(test_column_of_tiny_unit_is_no_trouble),
        cmocka_unit_test(test_leverages_lie_in_range),
        cmocka_unit_test(test_fit_stops_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

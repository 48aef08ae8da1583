/* The edge table of the specification: what each case returns, and why. */
#include "support/check.h"

#include "riffle/experiment.h"

#include "model/fit.h"
#include "support/fixture.h"

static enum riffle_status status_of(const struct riffle_dataset *data,
                                    double lambda,
                                    enum riffle_intercept intercept)
{
    const struct riffle_fit_options options = {.lambda = lambda,
                                               .intercept = intercept};
    struct riffle_error err = {0};
    struct riffle_fit *fit = NULL;
    enum riffle_status status =
        riffle_fit_new(data, &options, NULL, &fit, &err);
    assert_true((status == RIFFLE_OK) == (fit != NULL));
    assert_true(status == RIFFLE_OK || err.message[0] != '\0');
    riffle_fit_free(fit);
    return status;
}

/* n x d values row by row; the last of each row is the label. */
static struct riffle_dataset *table_of(size_t n, size_t d, const double *cells)
{
    struct riffle_dataset *data = fixture_zeros(n, 0, d);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < d; j++)
            data->train.x[i * d + j] = cells[i * (d + 1) + j];
        data->train.y[i] = cells[i * (d + 1) + d] != 0;
    }
    return data;
}

/* The estimator's answer without some rows; u: p. */
static struct riffle_shift answer(const char *estimator,
                                  const struct riffle_fit *fit,
                                  const size_t *rows, size_t k, double *u)
{
    struct riffle_removal removal;
    struct riffle_shift shift = {.u = u};
    assert_int_equal(riffle_removal_init(&removal, rows, k, fit->n, NULL, NULL),
                     RIFFLE_OK);
    assert_int_equal(riffle_estimator_find(estimator)->shift(
                         fit, &removal, 1, &shift, NULL, NULL),
                     RIFFLE_OK);
    riffle_removal_release(&removal);
    return shift;
}

/* Status and shift of theta (d, may be NULL) without some rows, retrained. */
static enum riffle_status without(const struct riffle_fit *fit,
                                  const size_t *rows, size_t k,
                                  double *theta_shift)
{
    double u[64] = {0};
    assert_true(riffle_shift_length(fit) <= 64);
    struct riffle_shift shift = answer("actual", fit, rows, k, u);
    if (shift.status == RIFFLE_OK && theta_shift != NULL)
        assert_int_equal(riffle_shift_theta(fit, u, theta_shift, NULL),
                         RIFFLE_OK);
    return shift.status;
}

static void test_separation_has_no_optimum_unless_penalised(void **state)
{
    (void)state;
    const double complete[] = {0, 0, 1, 0, 2, 1, 3, 1};
    const double quasi[] = {0, 0, 0, 1, 0, 0, 1, 1, 1, 1};
    struct riffle_dataset *data = table_of(4, 1, complete);
    assert_int_equal(status_of(data, 0, RIFFLE_INTERCEPT_FREE),
                     RIFFLE_ESEPARATED);
    assert_int_equal(status_of(data, 1e-6, RIFFLE_INTERCEPT_FREE), RIFFLE_OK);
    riffle_dataset_free(data);
    data = table_of(5, 1, quasi);
    assert_int_equal(status_of(data, 0, RIFFLE_INTERCEPT_FREE),
                     RIFFLE_ESEPARATED);
    riffle_dataset_free(data);
}

static void test_dependent_columns_share_their_weight(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(30, 0, 2, 3);
    for (size_t i = 0; i < 30; i++)
        data->train.x[2 * i + 1] = data->train.x[2 * i];
    assert_int_equal(status_of(data, 0, RIFFLE_INTERCEPT_FREE),
                     RIFFLE_EUNIDENTIFIABLE);
    struct riffle_fit *fit =
        fixture_fit(data, 1e-3, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    assert_close(fit->theta[0] - fit->theta[1], 0, 1e-12);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

/* A constant column beside a free intercept, and one of zeros. */
static void test_columns_that_say_nothing_get_no_weight(void **state)
{
    (void)state;
    for (double constant = 0; constant <= 3; constant += 3) {
        struct riffle_dataset *data = fixture_random(30, 0, 2, 4);
        for (size_t i = 0; i < 30; i++)
            data->train.x[2 * i + 1] = constant;
        assert_int_equal(status_of(data, 0, RIFFLE_INTERCEPT_FREE),
                         RIFFLE_EUNIDENTIFIABLE);
        struct riffle_fit *fit = fixture_fit(data, 1e-2, RIFFLE_PENALTY_FIXED,
                                             RIFFLE_INTERCEPT_FREE);
        assert_close(fit->theta[1], 0, 1e-13);
        riffle_fit_free(fit);
        riffle_dataset_free(data);
    }
}

/* d >= n of full rank separates; a penalty gives an optimum. */
static void test_more_columns_than_rows(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(40, 0, 400, 5);
    assert_int_equal(status_of(data, 0, RIFFLE_INTERCEPT_NONE),
                     RIFFLE_ESEPARATED);
    assert_int_equal(status_of(data, 1e-3, RIFFLE_INTERCEPT_NONE), RIFFLE_OK);
    riffle_dataset_free(data);
}

/* lambda huge: theta = X' (y - 1/2) / (lambda n) but for 1 / lambda^2. */
static void test_huge_penalties_leave_the_first_gradient(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(25, 0, 3, 6);
    for (double lambda = 1e8; lambda <= 1e300; lambda *= 1e73) {
        struct riffle_fit *fit = fixture_fit(data, lambda, RIFFLE_PENALTY_FIXED,
                                             RIFFLE_INTERCEPT_NONE);
        for (size_t j = 0; j < 3; j++) {
            double pull = 0;
            for (size_t i = 0; i < 25; i++)
                pull += data->train.x[3 * i + j] * (data->train.y[i] - 0.5);
            assert_close(fit->theta[j] * lambda * 25 / pull, 1, 1e-7);
        }
        assert_true(fit->summary.bound >= 0);
        riffle_fit_free(fit);
    }
    riffle_dataset_free(data);
}

static void test_weights_that_underflow_stay_numbers(void **state)
{
    (void)state;
    const double far[] = {-1e4, 0, -745, 0, -1, 1, 1, 0, 745, 1, 1e4, 1};
    struct riffle_dataset *data = table_of(6, 1, far);
    struct riffle_fit *fit =
        fixture_fit(data, 1e-9, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_NONE);
    const struct riffle_points *train = riffle_fit_train(fit);
    for (size_t i = 0; i < 6; i++) {
        assert_true(train->weight[i] >= 0 && train->loss[i] >= 0);
        assert_true(train->leverage[i] >= 0 && train->leverage[i] <= 1);
        assert_true(isfinite(train->residual[i]));
    }
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

static void test_removals_at_the_ends(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(12, 0, 2, 7);
    size_t all[12], ones[12], k = 0;
    double shift[3] = {1, 1, 1};
    for (size_t i = 0; i < 12; i++) {
        all[i] = i;
        if (data->train.y[i])
            ones[k++] = i;
    }
    struct riffle_fit *fit =
        fixture_fit(data, 0.1, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    assert_int_equal(without(fit, all, 0, shift), RIFFLE_OK);
    for (size_t j = 0; j < 3; j++)
        assert_true(shift[j] == 0); /* no rounding dust */
    assert_int_equal(without(fit, ones, k, NULL), RIFFLE_ESINGLECLASS);
    assert_int_equal(without(fit, all, 12, NULL), RIFFLE_EEMPTY);
    assert_int_equal(answer("ns", fit, all, 12, shift).status, RIFFLE_EEMPTY);
    riffle_fit_free(fit);
    fit = fixture_fit(data, 0.1, RIFFLE_PENALTY_FIXED,
                      RIFFLE_INTERCEPT_PENALIZED);
    assert_int_equal(without(fit, ones, k, NULL), RIFFLE_OK);
    assert_int_equal(without(fit, all, 12, shift), RIFFLE_OK);
    for (size_t j = 0; j < 3; j++) /* theta = 0, p = 1/2 */
        assert_close(fit->theta[j] + shift[j], 0, 1e-12);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

/*
 * Columns of very different sizes, hardly a penalty, most rows gone: digits run
 * out. What is then found must not pass for an answer without a bound.
 */
static void test_no_retrain_is_ok_without_a_bound(void **state)
{
    (void)state;
    size_t rows[24], refused = 0;
    double u[64];
    for (size_t i = 0; i < 24; i++)
        rows[i] = i;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct riffle_dataset *data = fixture_random(30, 0, 4, seed);
        for (size_t i = 0; i < 30; i++)
            for (size_t j = 0; j < 4; j++)
                data->train.x[4 * i + j] *= pow(10, 6 * ((double)j - 1.5));
        struct riffle_fit *fit =
            fixture_fit(data, seed % 2 ? 1e-12 : 1e-9, RIFFLE_PENALTY_FIXED,
                        RIFFLE_INTERCEPT_FREE);
        size_t k = 12 + seed % 13;
        struct riffle_shift shift = answer("actual", fit, rows, k, u);
        assert_true(shift.status != RIFFLE_OK ||
                    isfinite(shift.certificate.radius));
        refused += shift.status == RIFFLE_EUNCERTIFIED;
        riffle_fit_free(fit);
        riffle_dataset_free(data);
    }
    print_message("# %zu of 40 without a bound\n", refused);
    assert_true(refused > 0); /* or the test says nothing */
}

/* All rows of a level gone: its column is zeros, lambda 0 has no answer. */
static void test_removing_a_level_is_unidentifiable(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(20, 0, 2, 8);
    const size_t level[] = {3, 9, 10, 15};
    for (size_t i = 0; i < 20; i++)
        data->train.x[2 * i + 1] = 0;
    for (size_t t = 0; t < 4; t++) {
        data->train.x[2 * level[t] + 1] = 1;
        data->train.y[level[t]] = t % 2;
    }
    struct riffle_fit *fit =
        fixture_fit(data, 0, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    assert_int_equal(without(fit, level, 4, NULL), RIFFLE_EUNIDENTIFIABLE);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

/* lambda theta = x sigma(-x theta): one row, one feature, y = 1. */
static void test_one_row_solves_its_equation(void **state)
{
    (void)state;
    for (double lambda = 1e-3; lambda <= 1e3; lambda *= 10)
        for (double x = 0.01; x <= 100; x *= 10) {
            const double cells[] = {x, 1};
            struct riffle_dataset *data = table_of(1, 1, cells);
            struct riffle_fit *fit = fixture_fit(
                data, lambda, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_NONE);
            double theta = fit->theta[0];
            assert_close(lambda * theta * (1 + exp(x * theta)) / x, 1, 1e-12);
            riffle_fit_free(fit);
            riffle_dataset_free(data);
        }
}

/* Intercept alone: logit((a - k) / (n - k)) without k of the a ones. */
static void test_intercept_alone_without_ones(void **state)
{
    (void)state;
    for (size_t n = 4; n <= 12; n++)
        for (size_t a = 2; a < n; a++) {
            struct riffle_dataset *data = fixture_zeros(n, 0, 0);
            size_t rows[12];
            for (size_t i = 0; i < a; i++) {
                data->train.y[i] = 1;
                rows[i] = i;
            }
            struct riffle_fit *fit = fixture_fit(data, 0, RIFFLE_PENALTY_FIXED,
                                                 RIFFLE_INTERCEPT_FREE);
            for (size_t k = 1; k < a; k++) {
                double shift = 0;
                assert_int_equal(without(fit, rows, k, &shift), RIFFLE_OK);
                assert_close(
                    fit->theta[0] + shift,
                    log((double)(a - k) / (double)(n - a)),
                    1e-10); /* a retrain ends at a relative gradient of 1e-11 */
            }
            riffle_fit_free(fit);
            riffle_dataset_free(data);
        }
}

/* A saturated model of two groups has their logits; an empty cell, none. */
static void test_saturated_groups_have_cell_logits(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_zeros(20, 0, 1);
    for (size_t i = 0; i < 20; i++) {
        data->train.x[i] = i >= 8;
        data->train.y[i] = i < 3 || (i >= 8 && i < 15);
    }
    struct riffle_fit *fit =
        fixture_fit(data, 0, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    assert_close(fit->theta[1], log(3.0 / 5), 1e-13);
    assert_close(fit->theta[0], log(7.0 / 5) - log(3.0 / 5), 1e-13);
    riffle_fit_free(fit);
    for (size_t i = 0; i < 8; i++)
        data->train.y[i] = 0;
    assert_int_equal(status_of(data, 0, RIFFLE_INTERCEPT_FREE),
                     RIFFLE_ESEPARATED);
    riffle_dataset_free(data);
}

static void test_removal_rows_in_any_shape(void **state)
{
    (void)state;
    const size_t messy[] = {7, 0, 7, 3}, outside[] = {1, 10};
    struct riffle_removal removal;
    size_t merged = 0;
    assert_int_equal(riffle_removal_init(&removal, messy, 4, 10, &merged, NULL),
                     RIFFLE_OK);
    assert_int_equal(merged, 1);
    assert_int_equal(removal.k, 3);
    assert_int_equal(removal.rows[0], 0);
    assert_int_equal(removal.rows[2], 7);
    riffle_removal_release(&removal);
    assert_int_equal(riffle_removal_init(&removal, outside, 2, 10, NULL, NULL),
                     RIFFLE_EUSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_separation_has_no_optimum_unless_penalised),
        cmocka_unit_test(test_dependent_columns_share_their_weight),
        cmocka_unit_test(test_columns_that_say_nothing_get_no_weight),
        cmocka_unit_test(test_more_columns_than_rows),
        cmocka_unit_test(test_huge_penalties_leave_the_first_gradient),
        cmocka_unit_test(test_weights_that_underflow_stay_numbers),
        cmocka_unit_test(test_removals_at_the_ends),
        cmocka_unit_test(test_no_retrain_is_ok_without_a_bound),
        cmocka_unit_test(test_removing_a_level_is_unidentifiable),
        cmocka_unit_test(test_one_row_solves_its_equation),
        cmocka_unit_test(test_intercept_alone_without_ones),
        cmocka_unit_test(test_saturated_groups_have_cell_logits),
        cmocka_unit_test(test_removal_rows_in_any_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

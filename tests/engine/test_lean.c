/* The solver for large problems, on small ones: its answers are the others'. */
#include "support/check.h"

#include "model/certify.h"
#include "model/fit.h"
#include "model/lean.h"

#include "support/dense.h"

enum { MOST = 64 };

/* A lean solver of a data set, its penalty and, in `fit`, what it is of. */
struct bench {
    struct riffle_dataset *data;
    struct riffle_fit *fit; /* by exact factors */
    struct lean lean;
    double penalty[MOST];
};

static void set_up(struct bench *bench, const struct sparse *sparse,
                   double lambda, enum riffle_intercept intercept)
{
    const struct riffle_dataset *data = bench->data;
    size_t n = data->train.n, features = data->n_features;
    bool ones = intercept != RIFFLE_INTERCEPT_NONE;
    const struct pass_of of = {&data->train, features, ones, sparse};
    bench->fit = fixture_fit(data, lambda, RIFFLE_PENALTY_FIXED, intercept);
    for (size_t j = 0; j <= features; j++)
        bench->penalty[j] = lambda * (double)n;
    if (intercept == RIFFLE_INTERCEPT_FREE)
        bench->penalty[features] = 0;
    assert_int_equal(lean_init(&bench->lean, &of, bench->penalty, NULL),
                     RIFFLE_OK);
}

static void tear_down(struct bench *bench)
{
    lean_release(&bench->lean);
    riffle_fit_free(bench->fit);
}

/* Two optima, each within its bound in the norm of a Hessian above lambda n. */
static void assert_same_optimum(struct bench *bench)
{
    bool arrived = false;
    const struct riffle_fit_summary *summary = riffle_fit_summary(bench->fit);
    assert_int_equal(
        lean_solve(&bench->lean, NULL, 1e-12, NULL, &arrived, NULL), RIFFLE_OK);
    assert_true(arrived);
    for (size_t j = 0; j < summary->d; j++)
        assert_close(bench->lean.at.w[j], riffle_fit_theta(bench->fit)[j],
                     1e-12);
    assert_close(bench->lean.at.objective, summary->objective, 1e-13);
}

static void test_lean_optimum_is_the_exact_one(void **state)
{
    (void)state;
    for (int kind = RIFFLE_INTERCEPT_FREE; kind <= RIFFLE_INTERCEPT_NONE;
         kind++)
        for (uint64_t seed = 1; seed <= 4; seed++) {
            /* more rows than columns, and fewer */
            size_t n = seed % 2 ? 200 : 25;
            struct bench bench = {.data = fixture_random(n, 5, 40, seed)};
            set_up(&bench, NULL, 1e-2, (enum riffle_intercept)kind);
            assert_same_optimum(&bench);
            tear_down(&bench);
            riffle_dataset_free(bench.data);
        }
}

/* Columns of very different size need a factor, and some of its diagonal given
   back: squares are 1e10 apart, beyond single precision. */
static void test_lean_optimum_with_a_rough_factor(void **state)
{
    (void)state;
    struct bench bench = {.data = fixture_random(300, 5, 60, 9)};
    size_t n = bench.data->train.n, d = bench.data->n_features;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < d; j++) {
            double common = bench.data->train.x[i * d];
            double *x = &bench.data->train.x[i * d + j];
            *x = common + 1e-3 * *x; /* nearly the same column 60 times */
        }
    set_up(&bench, NULL, 1e-9, RIFFLE_INTERCEPT_FREE);
    bool arrived = false;
    assert_int_equal(lean_solve(&bench.lean, NULL, 1e-12, NULL, &arrived, NULL),
                     RIFFLE_OK);
    assert_true(arrived);
    for (size_t i = 0; i < n; i++) /* condition about 1e9: digits are lost */
        assert_close(bench.lean.at.logit[i],
                     riffle_fit_train(bench.fit)->logit[i], 1e-7);
    tear_down(&bench);
    riffle_dataset_free(bench.data);
}

static void test_lean_optimum_of_sparse_rows(void **state)
{
    (void)state;
    struct bench bench = {.data = fixture_random(200, 5, 40, 3)};
    size_t n = bench.data->train.n, d = bench.data->n_features;
    for (size_t i = 0; i < n * d; i++)
        if (i % 11 != 0)
            bench.data->train.x[i] = 0;
    struct sparse *sparse = sparse_new(n, d, bench.data->train.x);
    assert_non_null(sparse);
    set_up(&bench, sparse, 1e-3, RIFFLE_INTERCEPT_FREE);
    assert_same_optimum(&bench);
    tear_down(&bench);
    sparse_free(sparse);
    riffle_dataset_free(bench.data);
}

/* Stops a fit after so many steps. */
static bool stop_after(void *data, const char *stage, size_t done, size_t total)
{
    (void)stage;
    (void)total;
    return done < *(const size_t *)data;
}

/* ||v||_H with the Hessian at the lean point; or, inverse, ||v||_H^-1. */
static double hessian_norm(const struct bench *bench, const double *v,
                           bool inverse)
{
    size_t d = riffle_fit_summary(bench->fit)->d, n = bench->data->train.n;
    double *h = calloc(d * d, sizeof *h), square = 0;
    double solved[MOST] = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t r = 0; r < d; r++)
            for (size_t c = 0; c < d; c++)
                h[r * d + c] += bench->lean.weight[i] *
                                dense_x(bench->fit, i, r) *
                                dense_x(bench->fit, i, c);
    for (size_t j = 0; j < d; j++)
        h[j * d + j] += bench->penalty[j];
    for (size_t r = 0; r < d; r++)
        for (size_t c = 0; c < d; c++)
            solved[r] += h[r * d + c] * v[c];
    if (inverse) {
        memcpy(solved, v, d * sizeof *v);
        dense_solve(d, h, solved);
    }
    for (size_t j = 0; j < d; j++)
        square += v[j] * solved[j];
    free(h);
    return sqrt(square);
}

/* On the way, where nothing is rounding: the gradient is at most as long as
   the certificate says, and the optimum no further than its bound. */
static void assert_bound_holds(struct bench *bench, size_t steps,
                               size_t *bounded)
{
    bool arrived = false;
    const struct riffle_progress progress = {stop_after, &steps};
    size_t d = riffle_fit_summary(bench->fit)->d;
    struct riffle_fit at = {.data = bench->data,
                            .n = bench->data->train.n,
                            .summary = *riffle_fit_summary(bench->fit),
                            .theta = bench->lean.at.w};
    struct pass_survey survey;
    double off[MOST] = {0};
    enum riffle_status status =
        lean_solve(&bench->lean, NULL, 1e-12, &progress, &arrived, NULL);
    assert_true(status == RIFFLE_STOPPED || arrived);
    assert_int_equal(pass_survey(&bench->lean.pass, &survey, NULL), RIFFLE_OK);
    assert_int_equal(certify_lean(&at, &bench->lean, &survey, NULL), RIFFLE_OK);
    for (size_t j = 0; j < d; j++)
        off[j] = bench->lean.at.w[j] - riffle_fit_theta(bench->fit)[j];
    double nu = hessian_norm(bench, bench->lean.at.gradient, true);
    assert_true(nu <= at.summary.decrement);
    if (isfinite(at.summary.bound)) {
        assert_true(hessian_norm(bench, off, false) <= at.summary.bound);
        (*bounded)++;
    }
    pass_survey_release(&survey);
    free(at.start_gradient);
}

static void test_bound_without_a_factor_holds_on_the_way(void **state)
{
    (void)state;
    size_t bounded = 0;
    for (int kind = RIFFLE_INTERCEPT_FREE; kind <= RIFFLE_INTERCEPT_NONE;
         kind++)
        for (size_t steps = 1; steps <= 5; steps++) {
            struct bench bench = {.data = fixture_random(150, 5, 12, steps)};
            for (size_t i = 0; i < 150; i++) /* far from centred */
                bench.data->train.x[i * 12] += 3;
            set_up(&bench, NULL, 1e-1, (enum riffle_intercept)kind);
            assert_bound_holds(&bench, steps, &bounded);
            tear_down(&bench);
            riffle_dataset_free(bench.data);
        }
    assert_true(bounded >= 6); /* rho nu < 1 from some step on */
}

/* What is put off changes nothing that is there already. */
static void test_later_is_the_same_fit(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(1300, 20, 900, 5);
    const struct riffle_fit_options options = {.lambda = 1e-2, .later = true};
    struct riffle_fit *late = NULL;
    struct riffle_fit *now =
        fixture_fit(data, 1e-2, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    assert_int_equal(riffle_fit_new(data, &options, NULL, &late, NULL),
                     RIFFLE_OK);
    assert_true(riffle_fit_is_complete(now));
    assert_false(riffle_fit_is_complete(late));
    assert_true(isnan(riffle_fit_train(late)->leverage[0]));
    size_t d = riffle_fit_summary(now)->d;
    double bound = riffle_fit_summary(late)->bound;
    assert_memory_equal(riffle_fit_theta(now), riffle_fit_theta(late),
                        d * sizeof(double));
    assert_true(bound > 0 && bound == riffle_fit_summary(now)->bound);
    size_t none = 0;
    const struct riffle_progress stopped = {stop_after, &none};
    assert_int_equal(riffle_fit_complete(late, &stopped, NULL), RIFFLE_STOPPED);
    assert_false(riffle_fit_is_complete(late));
    assert_int_equal(riffle_fit_complete(late, NULL, NULL), RIFFLE_OK);
    assert_memory_equal(riffle_fit_train(now)->leverage,
                        riffle_fit_train(late)->leverage,
                        data->train.n * sizeof(double));
    riffle_fit_free(now);
    riffle_fit_free(late);
    riffle_dataset_free(data);
}

/* Hardly more columns than rows stay as they are; zeros beside them make it
   pay to rotate. Both see the same rows. */
static void test_rotation_changes_no_leverage(void **state)
{
    (void)state;
    size_t n = 800, d = 1150, wide = 1250;
    struct riffle_dataset *plain = fixture_random(n, 10, d, 7);
    struct riffle_dataset *padded = fixture_zeros(n, 10, wide);
    for (size_t i = 0; i < n; i++) {
        memcpy(padded->train.x + i * wide, plain->train.x + i * d,
               d * sizeof(double));
        padded->train.y[i] = plain->train.y[i];
    }
    struct riffle_fit *a =
        fixture_fit(plain, 0.01, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_fit *b =
        fixture_fit(padded, 0.01, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    assert_int_equal(riffle_fit_summary(a)->p, d + 1);
    assert_int_equal(riffle_fit_summary(b)->p, n + 1);
    for (size_t i = 0; i < n; i++) {
        /* conditions of about 1e4, two optima to about 1e-13 each */
        assert_close(riffle_fit_train(b)->leverage[i],
                     riffle_fit_train(a)->leverage[i], 1e-10);
        assert_close(riffle_fit_train(b)->logit[i],
                     riffle_fit_train(a)->logit[i], 1e-10);
    }
    riffle_fit_free(a);
    riffle_fit_free(b);
    riffle_dataset_free(plain);
    riffle_dataset_free(padded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lean_optimum_is_the_exact_one),
        cmocka_unit_test(test_lean_optimum_with_a_rough_factor),
        cmocka_unit_test(test_lean_optimum_of_sparse_rows),
        cmocka_unit_test(test_bound_without_a_factor_holds_on_the_way),
        cmocka_unit_test(test_later_is_the_same_fit),
        cmocka_unit_test(test_rotation_changes_no_leverage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

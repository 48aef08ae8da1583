/*
 * Estimators against dense linear algebra written out here, at lambda > 0,
 * under both conventions, with fewer and more removed rows than parameters,
 * and with more features than rows.
 */
#include "support/check.h"

#include "riffle/estimator.h"

#include "attribution/retrain.h"
#include "model/fit.h"
#include "support/dense.h"
#include "support/fixture.h"

struct shape {
    size_t n, d, k;
    enum riffle_intercept intercept;
    double lambda;
};

static const struct shape shapes[] = {
    {40, 5, 1, RIFFLE_INTERCEPT_FREE, 0.02},
    {40, 5, 4, RIFFLE_INTERCEPT_FREE, 0.02},
    {40, 5, 12, RIFFLE_INTERCEPT_PENALIZED, 0.02}, /* k > p */
    {40, 5, 9, RIFFLE_INTERCEPT_NONE, 1e-4},
    {20, 33, 1, RIFFLE_INTERCEPT_FREE, 0.05}, /* d > n */
    {20, 33, 6, RIFFLE_INTERCEPT_PENALIZED, 0.05},
    {20, 33, 6, RIFFLE_INTERCEPT_NONE, 1e-3},
};

enum { SHAPES = sizeof shapes / sizeof shapes[0] };

/* Two factorisations of matrices of condition below 1e5. */
static const double rounding = 1e-10;

struct scene {
    struct riffle_dataset *data;
    struct riffle_fit *fit;
    struct riffle_removal removal;
    size_t d; /* parameters */
};

static void scene_open(struct scene *scene, const struct shape *shape,
                       enum riffle_penalty penalty)
{
    scene->data = fixture_random(shape->n, 8, shape->d, 17 + shape->k);
    scene->fit =
        fixture_fit(scene->data, shape->lambda, penalty, shape->intercept);
    scene->d = riffle_fit_summary(scene->fit)->d;
    size_t rows[64];
    for (size_t t = 0; t < shape->k; t++)
        rows[t] = (3 * t + 1) % shape->n;
    assert_int_equal(riffle_removal_init(&scene->removal, rows, shape->k,
                                         shape->n, NULL, NULL),
                     RIFFLE_OK);
}

static void scene_close(struct scene *scene)
{
    riffle_removal_release(&scene->removal);
    riffle_fit_free(scene->fit);
    riffle_dataset_free(scene->data);
}

/* The estimator's shift of theta; the caller frees. */
static double *shift_of(const struct scene *scene, const char *name,
                        const struct riffle_removal *removal)
{
    struct riffle_error err = {0};
    double *theta = calloc(scene->d, sizeof *theta);
    struct riffle_shift shift = {
        .u = calloc(riffle_shift_length(scene->fit), sizeof(double)),
    };
    assert_int_equal(riffle_estimator_find(name)->shift(scene->fit, removal, 1,
                                                        &shift, NULL, &err),
                     RIFFLE_OK);
    assert_int_equal(shift.status, RIFFLE_OK);
    assert_int_equal(riffle_shift_theta(scene->fit, shift.u, theta, &err),
                     RIFFLE_OK);
    free(shift.u);
    return theta;
}

static void expect_equal(size_t d, const double *actual, const double *expected,
                         double tolerance)
{
    double scale = 0;
    for (size_t j = 0; j < d; j++)
        scale = fmax(scale, fabs(expected[j]));
    for (size_t j = 0; j < d; j++)
        assert_close(actual[j] / scale, expected[j] / scale, tolerance);
}

/* Run `check` for every shape under both conventions. */
static void for_each_scene(void (*check)(const struct scene *scene,
                                         const struct shape *shape))
{
    for (size_t s = 0; s < SHAPES; s++)
        for (int b = 0; b < 2; b++) {
            struct scene scene = {0};
            scene_open(&scene, &shapes[s],
                       b ? RIFFLE_PENALTY_SCALED : RIFFLE_PENALTY_FIXED);
            check(&scene, &shapes[s]);
            scene_close(&scene);
        }
}

static void check_newton(const struct scene *scene, const struct shape *shape)
{
    (void)shape;
    double *expected = calloc(scene->d, sizeof *expected);
    dense_newton_step(scene->fit, &scene->removal, expected);
    double *actual = shift_of(scene, "ns", &scene->removal);
    expect_equal(scene->d, actual, expected, rounding);
    free(actual);
    free(expected);
}

static void test_newton_equals_dense_inverse(void **state)
{
    (void)state;
    for_each_scene(check_newton);
}

/* By definition RIF adds up the rows' own Newton steps. */
static void check_rescaled(const struct scene *scene, const struct shape *shape)
{
    (void)shape;
    double *expected = calloc(scene->d, sizeof *expected);
    double *one = calloc(scene->d, sizeof *one);
    for (size_t t = 0; t < scene->removal.k; t++) {
        const struct riffle_removal row = {.rows = scene->removal.rows + t,
                                           .k = 1};
        dense_newton_step(scene->fit, &row, one);
        for (size_t j = 0; j < scene->d; j++)
            expected[j] += one[j];
    }
    double *actual = shift_of(scene, "rif", &scene->removal);
    expect_equal(scene->d, actual, expected, rounding);
    free(actual);
    free(one);
    free(expected);
}

static void test_rescaled_adds_newton_steps_of_rows(void **state)
{
    (void)state;
    for_each_scene(check_rescaled);
}

static void check_influence(const struct scene *scene,
                            const struct shape *shape)
{
    (void)shape;
    double *expected = calloc(scene->d, sizeof *expected);
    dense_influence(scene->fit, &scene->removal, expected);
    double *actual = shift_of(scene, "if", &scene->removal);
    expect_equal(scene->d, actual, expected, rounding);
    free(actual);
    free(expected);
}

static void test_influence_equals_dense_inverse(void **state)
{
    (void)state;
    for_each_scene(check_influence);
}

static void check_single(const struct scene *scene, const struct shape *shape)
{
    for (size_t i = 0; i < shape->n; i += 5) {
        const struct riffle_removal row = {.rows = &i, .k = 1};
        double *rif = shift_of(scene, "rif", &row);
        double *ns = shift_of(scene, "ns", &row);
        expect_equal(scene->d, rif, ns, 1e-12);
        free(rif);
        free(ns);
    }
}

static void test_rescaled_equals_newton_for_one_row(void **state)
{
    (void)state;
    for_each_scene(check_single);
}

/* The shifted parameters are the optimum of the data without T, from scratch
   and with the penalty the convention says. */
static void check_actual(const struct scene *scene, const struct shape *shape)
{
    struct riffle_dataset *less = dense_without(scene->data, &scene->removal);
    const struct riffle_fit_summary *summary = riffle_fit_summary(scene->fit);
    bool scaled = summary->penalty == RIFFLE_PENALTY_SCALED;
    double share = scaled ? 1 : (double)shape->n / (double)less->train.n;
    struct riffle_fit *refit = fixture_fit(
        less, shape->lambda * share, RIFFLE_PENALTY_FIXED, shape->intercept);
    double *expected = calloc(scene->d, sizeof *expected);
    for (size_t j = 0; j < scene->d; j++)
        expected[j] =
            riffle_fit_theta(refit)[j] - riffle_fit_theta(scene->fit)[j];
    double *actual = shift_of(scene, "actual", &scene->removal);
    expect_equal(scene->d, actual, expected, 1e-9); /* two optima */
    free(actual);
    free(expected);
    riffle_fit_free(refit);
    riffle_dataset_free(less);
}

static void test_actual_equals_a_fit_from_scratch(void **state)
{
    (void)state;
    for_each_scene(check_actual);
}

/*
 * With more features than rows the classes are separable: at so small a lambda
 * gradients are tiny everywhere, so a small one does not mean to have arrived.
 */
static void test_actual_arrives_where_all_gradients_are_small(void **state)
{
    (void)state;
    for (double lambda = 1e-6; lambda > 1e-9; lambda /= 10) {
        const struct shape shape = {20, 33, 6, RIFFLE_INTERCEPT_NONE, lambda};
        struct scene scene = {0};
        scene_open(&scene, &shape, RIFFLE_PENALTY_FIXED);
        check_actual(&scene, &shape);
        scene_close(&scene);
    }
}

/* Put row 0, whose label is 0, where theta gives it a logit of -20. */
static void send_away(struct riffle_dataset *data, const double *theta)
{
    double size = theta[0] * theta[0] + theta[1] * theta[1];
    for (size_t j = 0; j < 2; j++)
        data->train.x[j] = -20 * theta[j] / size;
}

/* A row that the model is sure of pulls with r = 1e-12 only: the effect is so
   small that one Newton step is the truth, but it is not zero. */
static void test_actual_of_a_negligible_row_is_its_newton_step(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(30, 0, 2, 4);
    struct scene scene = {.data = data, .d = 2};
    scene.fit =
        fixture_fit(data, 1e-3, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_NONE);
    send_away(data, riffle_fit_theta(scene.fit));
    riffle_fit_free(scene.fit);
    scene.fit =
        fixture_fit(data, 1e-3, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_NONE);
    size_t row = 0;
    const struct riffle_removal one = {.rows = &row, .k = 1};
    double *newton = shift_of(&scene, "ns", &one);
    double *actual = shift_of(&scene, "actual", &one);
    assert_true(fabs(newton[0]) > 1e-13 && fabs(newton[0]) < 1e-10);
    /* the fit ends within 1e-15 of its optimum */
    expect_equal(2, actual, newton, 0.02);
    free(newton);
    free(actual);
    riffle_fit_free(scene.fit);
    riffle_dataset_free(data);
}

static void check_starts(const struct scene *scene, const struct shape *shape)
{
    (void)shape;
    size_t p = riffle_shift_length(scene->fit);
    double *u = calloc(2 * p, sizeof *u);
    struct riffle_rng rng;
    riffle_rng_init(&rng, 5, "start");
    for (size_t j = 0; j < p; j++)
        u[p + j] = 3 * riffle_rng_normal(&rng);
    struct riffle_shift near = {.u = u}, far = {.u = u + p};
    assert_int_equal(
        retrain_from(scene->fit, &scene->removal, 1, &near, NULL, NULL),
        RIFFLE_OK);
    assert_int_equal(
        retrain_from(scene->fit, &scene->removal, 1, &far, NULL, NULL),
        RIFFLE_OK);
    assert_int_equal(near.status, RIFFLE_OK);
    assert_int_equal(far.status, RIFFLE_OK);
    double gap = 0;
    for (size_t j = 0; j < p; j++)
        gap += (u[j] - u[p + j]) * (u[j] - u[p + j]);
    assert_true(near.certificate.radius < 1e-8);
    /* 1e-13: rounding of the two solutions themselves */
    assert_true(sqrt(gap) <=
                near.certificate.radius + far.certificate.radius + 1e-13);
    free(u);
}

static void test_two_starts_give_one_retrain(void **state)
{
    (void)state;
    for_each_scene(check_starts);
}

static void check_empty(const struct scene *scene, const struct shape *shape)
{
    (void)shape;
    const struct riffle_removal none = {0};
    for (size_t e = 0; e < riffle_estimator_count(); e++) {
        const struct riffle_estimator *estimator = riffle_estimator(e);
        double *shift = shift_of(scene, estimator->name, &none);
        for (size_t j = 0; j < scene->d; j++)
            assert_true(estimator->exact ? fabs(shift[j]) < 1e-9
                                         : shift[j] == 0);
        free(shift);
    }
}

static void test_removing_nothing_moves_nothing(void **state)
{
    (void)state;
    for_each_scene(check_empty);
}

static void check_additive(const struct scene *scene, const struct shape *shape)
{
    (void)shape;
    const char *const names[] = {"if", "rif"};
    for (size_t e = 0; e < 2; e++) {
        double *whole = shift_of(scene, names[e], &scene->removal);
        double *sum = calloc(scene->d, sizeof *sum);
        for (size_t t = 0; t < scene->removal.k; t++) {
            const struct riffle_removal row = {.rows = scene->removal.rows + t,
                                               .k = 1};
            double *one = shift_of(scene, names[e], &row);
            for (size_t j = 0; j < scene->d; j++)
                sum[j] += one[j];
            free(one);
        }
        expect_equal(scene->d, sum, whole, 1e-12);
        free(sum);
        free(whole);
    }
}

static void test_influence_and_rescaled_are_additive(void **state)
{
    (void)state;
    for_each_scene(check_additive);
}

/* A row that alone has a feature: without it theta_j is 0, which RIF knows
   exactly and IF only in part (mathematics 3.3). */
static void test_isolated_feature_returns_to_zero(void **state)
{
    (void)state;
    for (double lambda = 1e-2; lambda > 1e-9; lambda /= 10) {
        struct riffle_dataset *data = fixture_random(30, 0, 4, 9);
        for (size_t i = 0; i < 30; i++)
            data->train.x[4 * i + 3] = i == 7 ? 1.5 : 0;
        struct scene scene = {
            .data = data,
            .fit = fixture_fit(data, lambda, RIFFLE_PENALTY_FIXED,
                               RIFFLE_INTERCEPT_FREE),
            .d = 5,
        };
        size_t row = 7;
        const struct riffle_removal one = {.rows = &row, .k = 1};
        double *rif = shift_of(&scene, "rif", &one);
        double *actual = shift_of(&scene, "actual", &one);
        double theta = riffle_fit_theta(scene.fit)[3];
        assert_close(rif[3] / theta, -1, 1e-9);
        assert_close(actual[3] / theta, -1, 1e-9);
        free(rif);
        free(actual);
        riffle_fit_free(scene.fit);
        riffle_dataset_free(data);
    }
}

/* The Newton step without row i, its Hessian summed over the others alone. */
static void step_without(const struct scene *scene, size_t i, double *step)
{
    size_t d = scene->d, k = 0, rest[64];
    size_t n = riffle_fit_summary(scene->fit)->n;
    for (size_t r = 0; r < n; r++)
        if (r != i)
            rest[k++] = r;
    const struct riffle_removal others = {.rows = rest, .k = k};
    const struct riffle_removal one = {.rows = &i, .k = 1};
    double share = dense_share(scene->fit, 1);
    double *a = calloc(d * d, sizeof *a);
    dense_add_rows(scene->fit, &others, 1, a);
    for (size_t j = 0; j < d; j++)
        a[j * d + j] += share * dense_penalty(scene->fit, j);
    dense_gradient(scene->fit, &one, share, step);
    dense_solve(d, a, step);
    free(a);
}

/* One entry grows until 1 - leverage is far below the digits of a difference
   from 1; RIF stays the row's own Newton step. */
static void test_rescaled_is_exact_for_outliers(void **state)
{
    (void)state;
    double least = 1;
    for (int b = 0; b < 2; b++)
        for (double size = 1e2; size <= 1e8; size *= 10) {
            struct riffle_dataset *data = fixture_random(30, 0, 4, 9);
            data->train.x[4 * 7 + 3] = size;
            data->train.y[7] = 0; /* against the others: theta_3 > 0 */
            struct scene scene = {
                .data = data,
                .fit = fixture_fit(data, 1e-3, (enum riffle_penalty)b,
                                   RIFFLE_INTERCEPT_FREE),
                .d = 5,
            };
            size_t row = 7;
            const struct riffle_removal one = {.rows = &row, .k = 1};
            double *rif = shift_of(&scene, "rif", &one);
            double *expected = calloc(5, sizeof *expected);
            step_without(&scene, row, expected);
            expect_equal(5, rif, expected, 1e-9); /* the digits of Z_7 */
            least = fmin(least, scene.fit->slack[row]);
            free(expected);
            free(rif);
            riffle_fit_free(scene.fit);
            riffle_dataset_free(data);
        }
    assert_true(least < 1e-7);
}

static enum riffle_status actual_status(const struct scene *scene,
                                        const size_t *rows, size_t k)
{
    struct riffle_removal removal;
    assert_int_equal(riffle_removal_init(&removal, rows, k,
                                         scene->data->train.n, NULL, NULL),
                     RIFFLE_OK);
    struct riffle_shift shift = {
        .u = calloc(riffle_shift_length(scene->fit), sizeof(double))};
    assert_int_equal(riffle_estimator_find("actual")->shift(
                         scene->fit, &removal, 1, &shift, NULL, NULL),
                     RIFFLE_OK);
    free(shift.u);
    riffle_removal_release(&removal);
    return shift.status;
}

static void test_removals_without_an_optimum_say_so(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_zeros(6, 0, 1);
    const double x[] = {0, 1, 2, 3, 1.6, 1.4};
    for (size_t i = 0; i < 6; i++) {
        data->train.x[i] = x[i];
        data->train.y[i] = i == 2 || i == 3 || i == 5;
    }
    struct scene scene = {.data = data};
    scene.fit =
        fixture_fit(data, 0, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const size_t mixed[] = {4, 5}, ones[] = {2, 3, 5},
                 all[] = {0, 1, 2, 3, 4, 5};
    assert_int_equal(actual_status(&scene, mixed, 2), RIFFLE_ESEPARATED);
    assert_int_equal(actual_status(&scene, ones, 3), RIFFLE_ESINGLECLASS);
    assert_int_equal(actual_status(&scene, all, 6), RIFFLE_EEMPTY);
    riffle_fit_free(scene.fit);
    scene.fit = fixture_fit(data, 0.1, RIFFLE_PENALTY_FIXED,
                            RIFFLE_INTERCEPT_PENALIZED);
    scene.d = 2;
    assert_int_equal(actual_status(&scene, ones, 3), RIFFLE_OK);
    struct riffle_removal whole;
    assert_int_equal(riffle_removal_init(&whole, all, 6, 6, NULL, NULL),
                     RIFFLE_OK);
    double *shift = shift_of(&scene, "actual", &whole);
    for (size_t j = 0; j < 2; j++) /* only the penalty is left: theta = 0 */
        assert_close(shift[j], -riffle_fit_theta(scene.fit)[j], 1e-10);
    free(shift);
    riffle_removal_release(&whole);
    riffle_fit_free(scene.fit);
    riffle_dataset_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_newton_equals_dense_inverse),
        cmocka_unit_test(test_rescaled_adds_newton_steps_of_rows),
        cmocka_unit_test(test_influence_equals_dense_inverse),
        cmocka_unit_test(test_rescaled_equals_newton_for_one_row),
        cmocka_unit_test(test_actual_equals_a_fit_from_scratch),
        cmocka_unit_test(test_actual_arrives_where_all_gradients_are_small),
        cmocka_unit_test(test_actual_of_a_negligible_row_is_its_newton_step),
        cmocka_unit_test(test_two_starts_give_one_retrain),
        cmocka_unit_test(test_removing_nothing_moves_nothing),
        cmocka_unit_test(test_influence_and_rescaled_are_additive),
        cmocka_unit_test(test_isolated_feature_returns_to_zero),
        cmocka_unit_test(test_rescaled_is_exact_for_outliers),
        cmocka_unit_test(test_removals_without_an_optimum_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

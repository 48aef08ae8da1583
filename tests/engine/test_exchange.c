/*
 * Rows that go and come at once, against dense linear algebra written out
 * here; lists of edits; and fits that begin where another ended.
 */
#include "support/check.h"

#include "riffle/edit.h"
#include "riffle/exchange.h"

#include "support/dense.h"
#include "support/fixture.h"

struct shape {
    size_t n, d, k, m;
    enum riffle_intercept intercept;
    double lambda;
};

/* Rows that only go, only come, or both; more than there are parameters; more
   features than rows, where what comes leaves the span of what is there. */
static const struct shape shapes[] = {
    {40, 5, 0, 1, RIFFLE_INTERCEPT_FREE, 0.02},
    {40, 5, 1, 1, RIFFLE_INTERCEPT_FREE, 0.02},
    {40, 5, 4, 2, RIFFLE_INTERCEPT_PENALIZED, 0.02},
    {40, 5, 9, 7, RIFFLE_INTERCEPT_NONE, 1e-4},
    {20, 33, 0, 1, RIFFLE_INTERCEPT_FREE, 0.05},
    {20, 33, 2, 3, RIFFLE_INTERCEPT_PENALIZED, 0.05},
    {20, 33, 3, 1, RIFFLE_INTERCEPT_NONE, 1e-2},
};

enum { SHAPES = sizeof shapes / sizeof shapes[0], MOST = 40 };

/* Two factorisations of matrices of condition below 1e5. */
static const double rounding = 1e-10;

struct scene {
    struct riffle_dataset *data, *more; /* more->train holds what comes */
    struct riffle_fit *fit;
    struct riffle_exchange exchange;
    size_t d; /* parameters */
};

static void scene_open(struct scene *scene, const struct shape *shape,
                       enum riffle_penalty penalty)
{
    size_t rows[MOST];
    scene->data = fixture_random(shape->n, 8, shape->d, 23 + shape->k);
    scene->more = fixture_random(shape->m, 1, shape->d, 5);
    scene->fit =
        fixture_fit(scene->data, shape->lambda, penalty, shape->intercept);
    scene->d = riffle_fit_summary(scene->fit)->d;
    for (size_t t = 0; t < shape->k; t++)
        rows[t] = (3 * t + 1) % shape->n;
    scene->exchange = (struct riffle_exchange){
        .m = shape->m,
        .x = scene->more->train.x,
        .y = scene->more->train.y,
    };
    assert_int_equal(riffle_removal_init(&scene->exchange.gone, rows, shape->k,
                                         shape->n, NULL, NULL),
                     RIFFLE_OK);
}

static void scene_close(struct scene *scene)
{
    riffle_removal_release(&scene->exchange.gone);
    riffle_fit_free(scene->fit);
    riffle_dataset_free(scene->data);
    riffle_dataset_free(scene->more);
}

static double row_at(const struct scene *scene, size_t i, size_t j)
{
    size_t features = scene->data->n_features;
    return j < features ? scene->exchange.x[i * features + j] : 1;
}

/* What the penalty is multiplied by once `come` rows came and k went. */
static double share_of(const struct scene *scene, size_t k, size_t come)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(scene->fit);
    if (summary->penalty == RIFFLE_PENALTY_FIXED)
        return 1;
    return ((double)summary->n - (double)k + (double)come) / (double)summary->n;
}

/* Add row i of those that come to the gradient g and the Hessian a. */
static void add_arrival(const struct scene *scene, size_t i, double *a,
                        double *g)
{
    size_t d = scene->d;
    double z = 0;
    for (size_t j = 0; j < d; j++)
        z += row_at(scene, i, j) * riffle_fit_theta(scene->fit)[j];
    double p = 1 / (1 + exp(-z)), r = p - scene->exchange.y[i];
    for (size_t j = 0; j < d; j++) {
        g[j] -= r * row_at(scene, i, j);
        for (size_t c = 0; a != NULL && c < d; c++)
            a[j * d + c] +=
                p * (1 - p) * row_at(scene, i, j) * row_at(scene, i, c);
    }
}

/* One Newton step once rows first .. first + come - 1 came and T went, the
   Hessian as it was when `curved` is false. */
static void dense_exchange(const struct scene *scene,
                           const struct riffle_removal *gone, size_t first,
                           size_t come, bool curved, double *shift)
{
    size_t d = scene->d;
    double *a = calloc(d * d, sizeof *a);
    double share = share_of(scene, gone->k, come);
    dense_add_rows(scene->fit, NULL, 1, a);
    if (curved)
        dense_add_rows(scene->fit, gone, -1, a);
    dense_gradient(scene->fit, gone, share, shift);
    for (size_t i = first; i < first + come; i++)
        add_arrival(scene, i, curved ? a : NULL, shift);
    for (size_t j = 0; j < d; j++)
        a[j * d + j] += (curved ? share : 1) * dense_penalty(scene->fit, j);
    dense_solve(d, a, shift);
    free(a);
}

static void assert_near(size_t d, const double *shift, const double *expected)
{
    double size = 0;
    for (size_t j = 0; j < d; j++)
        size = fmax(size, fabs(expected[j]));
    for (size_t j = 0; j < d; j++)
        assert_close(shift[j] / size, expected[j] / size, rounding);
}

static void predict(const struct scene *scene,
                    enum riffle_exchange_estimate which, double *shift)
{
    struct riffle_error err = {0};
    if (riffle_exchange_theta(scene->fit, &scene->exchange, which, shift,
                              &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
}

static void check_shape(const struct shape *shape, enum riffle_penalty penalty)
{
    struct scene scene;
    double shift[MOST], expected[MOST];
    scene_open(&scene, shape, penalty);
    const struct riffle_removal *gone = &scene.exchange.gone;
    predict(&scene, RIFFLE_EXCHANGE_IF, shift);
    dense_exchange(&scene, gone, 0, shape->m, false, expected);
    assert_near(scene.d, shift, expected);
    predict(&scene, RIFFLE_EXCHANGE_NS, shift);
    dense_exchange(&scene, gone, 0, shape->m, true, expected);
    assert_near(scene.d, shift, expected);
    scene_close(&scene);
}

static void test_estimates_are_dense_newton_steps(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAPES; i++) {
        check_shape(&shapes[i], RIFFLE_PENALTY_FIXED);
        check_shape(&shapes[i], RIFFLE_PENALTY_SCALED);
    }
}

/* RIF adds up what each row does alone, whether it goes or comes. */
static void test_rescaled_adds_single_newton_steps(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAPES; i++) {
        struct scene scene;
        double shift[MOST], one[MOST], expected[MOST] = {0};
        const struct riffle_removal nobody = {0};
        scene_open(&scene, &shapes[i], (enum riffle_penalty)(i % 2));
        for (size_t t = 0; t < shapes[i].k; t++) {
            struct riffle_removal alone = {&scene.exchange.gone.rows[t], 1,
                                           NULL, 0};
            dense_exchange(&scene, &alone, 0, 0, true, one);
            for (size_t j = 0; j < scene.d; j++)
                expected[j] += one[j];
        }
        for (size_t t = 0; t < shapes[i].m; t++) {
            dense_exchange(&scene, &nobody, t, 1, true, one);
            for (size_t j = 0; j < scene.d; j++)
                expected[j] += one[j];
        }
        predict(&scene, RIFFLE_EXCHANGE_RIF, shift);
        assert_near(scene.d, shift, expected);
        scene_close(&scene);
    }
}

/* A new label leaves the Hessian as it is: NS is IF, whatever the leverage. */
static void test_relabelling_is_a_gradient_step(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAPES; i++) {
        struct scene scene;
        double first[MOST], newton[MOST];
        scene_open(&scene, &shapes[i], (enum riffle_penalty)(i % 2));
        size_t row = 3;
        const uint8_t label = !scene.data->train.y[row];
        const struct riffle_exchange relabel = {
            .gone = {.rows = &row, .k = 1},
            .m = 1,
            .x = scene.data->train.x + row * scene.data->n_features,
            .y = &label,
        };
        assert_int_equal(riffle_exchange_theta(scene.fit, &relabel,
                                               RIFFLE_EXCHANGE_IF, first, NULL),
                         RIFFLE_OK);
        assert_int_equal(riffle_exchange_theta(scene.fit, &relabel,
                                               RIFFLE_EXCHANGE_NS, newton,
                                               NULL),
                         RIFFLE_OK);
        assert_near(scene.d, newton, first);
        scene_close(&scene);
    }
}

static struct riffle_measure *measure_of(const struct riffle_fit *fit,
                                         const char *text)
{
    struct riffle_measure *measure = NULL;
    assert_int_equal(riffle_measure_new(text, fit, NULL, &measure, NULL),
                     RIFFLE_OK);
    return measure;
}

/* Effects are those of the shifted theta, in the span and out of it. */
static void test_effects_follow_theta(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAPES; i++) {
        struct scene scene;
        double shift[MOST];
        struct riffle_effect effects[2 * RIFFLE_EXCHANGE_ESTIMATES];
        scene_open(&scene, &shapes[i], RIFFLE_PENALTY_FIXED);
        struct riffle_measure *measures[] = {
            measure_of(scene.fit, "theta:x1"),
            measure_of(scene.fit, "logit:3"),
        };
        assert_int_equal(riffle_exchange_effects(scene.fit, &scene.exchange,
                                                 measures, 2, effects, NULL),
                         RIFFLE_OK);
        for (int e = 0; e < RIFFLE_EXCHANGE_ESTIMATES; e++) {
            predict(&scene, (enum riffle_exchange_estimate)e, shift);
            size_t features = scene.data->n_features;
            double logit = features < scene.d ? shift[features] : 0;
            for (size_t j = 0; j < features; j++)
                logit += scene.data->test.x[3 * features + j] * shift[j];
            assert_close(effects[2 * e].value, shift[1], rounding);
            assert_close(effects[2 * e + 1].value, logit, rounding);
        }
        riffle_measure_free(measures[0]);
        riffle_measure_free(measures[1]);
        scene_close(&scene);
    }
}

/* --- fits that begin elsewhere --------------------------------------- */

static struct riffle_fit *fit_from(const struct riffle_dataset *data,
                                   const double *start)
{
    const struct riffle_fit_options options = {.lambda = 0.01, .start = start};
    struct riffle_fit *fit = NULL;
    assert_int_equal(riffle_fit_new(data, &options, NULL, &fit, NULL),
                     RIFFLE_OK);
    return fit;
}

/* The optimum is where it is: two fits differ by their bounds at the most. */
static void check_start(size_t n, size_t d)
{
    struct riffle_dataset *data = fixture_random(n, 9, d, 3);
    double *start = calloc(d + 1, sizeof *start);
    struct riffle_rng rng;
    riffle_rng_init(&rng, 1, "start");
    for (size_t j = 0; j <= d; j++)
        start[j] = riffle_rng_normal(&rng);
    struct riffle_fit *cold = fit_from(data, NULL);
    struct riffle_fit *warm = fit_from(data, start);
    struct riffle_fit *again = fit_from(data, start);
    struct riffle_measure *before = measure_of(cold, "logit:2");
    struct riffle_measure *after = measure_of(warm, "logit:2");
    struct riffle_effect between = riffle_exchange_actual(before, after);
    assert_true(fabs(between.value) <= between.bound);
    assert_true(between.bound < 1e-9);
    assert_memory_equal(riffle_fit_theta(warm), riffle_fit_theta(again),
                        (d + 1) * sizeof(double));
    riffle_measure_free(before);
    riffle_measure_free(after);
    riffle_fit_free(cold);
    riffle_fit_free(warm);
    riffle_fit_free(again);
    riffle_dataset_free(data);
    free(start);
}

static void test_start_does_not_matter(void **state)
{
    (void)state;
    check_start(60, 5);
    check_start(30, 50);
}

/* --- lists of edits --------------------------------------------------- */

static struct riffle_edits *no_edits(const struct riffle_dataset *data)
{
    struct riffle_edits *edits = NULL;
    assert_int_equal(riffle_edits_new(data, &edits, NULL), RIFFLE_OK);
    return edits;
}

static struct riffle_edits *without(struct riffle_edits *from, size_t first,
                                    size_t second)
{
    struct riffle_edits *edits = NULL;
    const size_t rows[] = {first, second};
    assert_int_equal(riffle_edits_remove(from, rows, 2, &edits, NULL),
                     RIFFLE_OK);
    return edits;
}

static struct riffle_edits *with(struct riffle_edits *from, size_t row,
                                 const double *x, bool planted)
{
    struct riffle_edits *edits = NULL;
    const struct riffle_put put = {.row = row,
                                   .x = x,
                                   .y = 1,
                                   .planted = planted,
                                   .copied_test = RIFFLE_NO_ROW,
                                   .copied_base = RIFFLE_NO_ROW};
    assert_int_equal(riffle_edits_put(from, &put, 1, &edits, NULL), RIFFLE_OK);
    return edits;
}

static struct riffle_dataset *applied(const struct riffle_edits *edits,
                                      const struct riffle_dataset *base)
{
    struct riffle_dataset *data = NULL;
    assert_int_equal(riffle_edits_apply(edits, base, &data, NULL), RIFFLE_OK);
    return data;
}

static void test_no_edits_change_nothing(void **state)
{
    (void)state;
    struct riffle_dataset *base = fixture_random(9, 4, 3, 1);
    struct riffle_edits *edits = no_edits(base);
    struct riffle_dataset *data = applied(edits, base);
    assert_int_equal(riffle_edits_count(edits), 0);
    assert_int_equal(data->train.n, 9);
    assert_memory_equal(data->train.x, base->train.x, 27 * sizeof(double));
    assert_memory_equal(data->test.x, base->test.x, 12 * sizeof(double));
    riffle_dataset_free(data);
    riffle_edits_free(edits);
    riffle_dataset_free(base);
}

/* Rows keep their identity while others go and come. */
static void test_edits_follow_rows(void **state)
{
    (void)state;
    const double x[] = {7, 8, 9};
    struct riffle_dataset *base = fixture_random(9, 4, 3, 1);
    struct riffle_edits *none = no_edits(base);
    struct riffle_edits *less = without(none, 2, 5);
    struct riffle_edits *more = with(less, RIFFLE_NO_ROW, x, true);
    struct riffle_edits *put = with(more, 3, x, false); /* 4 of the base */
    struct riffle_edits *last = without(put, 0, 6);
    struct riffle_dataset *data = applied(last, base);
    assert_int_equal(riffle_edits_rows(put), 8);
    assert_int_equal(riffle_edits_follow(none, 2, last), RIFFLE_NO_ROW);
    assert_int_equal(riffle_edits_follow(none, 4, put), 3);
    assert_int_equal(riffle_edits_follow(none, 4, last), 2);
    assert_int_equal(riffle_edits_follow(more, 7, last), 5); /* the added */
    assert_int_equal(riffle_edits_follow(last, 2, none), 4); /* and back */
    assert_int_equal(riffle_edits_base(last, 5), RIFFLE_NO_ROW);
    assert_int_equal(data->train.n, 6);
    assert_int_equal(data->train.origin[2], 4);
    assert_true(data->train.origin[5] == RIFFLE_ORIGIN_ADDED);
    assert_memory_equal(data->train.x + 6, x, sizeof x);
    assert_memory_equal(data->train.x + 15, x, sizeof x);
    assert_memory_equal(data->train.x, base->train.x + 3, 3 * sizeof(double));
    assert_int_equal(data->n_planted, 1);
    assert_int_equal(data->planted[0], 5);
    riffle_dataset_free(data);
    riffle_edits_free(none); /* the others do not need it */
    riffle_edits_free(less);
    riffle_edits_free(more);
    riffle_edits_free(put);
    riffle_edits_free(last);
    riffle_dataset_free(base);
}

static void test_differences_are_all_there_is(void **state)
{
    (void)state;
    const double x[] = {7, 8, 9};
    struct riffle_dataset *base = fixture_random(9, 4, 3, 1);
    struct riffle_edits *none = no_edits(base);
    struct riffle_edits *less = without(none, 2, 5);
    struct riffle_edits *put = with(less, 6, x, false); /* 8 of the base */
    struct riffle_edits *more = with(put, RIFFLE_NO_ROW, x, false);
    assert_int_equal(riffle_edits_count(more), 4);
    struct riffle_difference d = riffle_edits_difference(more, 1);
    assert_int_equal(d.kind, RIFFLE_ROW_REMOVED);
    assert_int_equal(d.base, 5);
    d = riffle_edits_difference(more, 2);
    assert_int_equal(d.kind, RIFFLE_ROW_CHANGED);
    assert_int_equal(d.base, 8);
    assert_int_equal(d.row, 6);
    d = riffle_edits_difference(more, 3);
    assert_int_equal(d.kind, RIFFLE_ROW_ADDED);
    assert_int_equal(d.row, 7);
    assert_memory_equal(d.x, x, sizeof x);
    riffle_edits_free(none);
    riffle_edits_free(less);
    riffle_edits_free(put);
    riffle_edits_free(more);
    riffle_dataset_free(base);
}

/* A planted label that is put again as it should be is no longer planted. */
static void test_planted_rows_stay_planted_until_put_right(void **state)
{
    (void)state;
    const struct riffle_synth_options options = {
        .kind = "poisoned", .n = 50, .d = 3, .noise = 0.1};
    struct riffle_dataset *base = NULL;
    assert_int_equal(riffle_dataset_synth(&options, &base, NULL), RIFFLE_OK);
    assert_int_equal(base->n_planted, 5);
    struct riffle_edits *none = no_edits(base);
    struct riffle_edits *right =
        with(none, base->planted[1], base->train.x, false);
    struct riffle_edits *less =
        without(right, base->planted[2], base->planted[3]);
    struct riffle_dataset *data = applied(less, base);
    assert_int_equal(data->n_planted, 2);
    assert_int_equal(data->planted[0], base->planted[0]);
    assert_int_equal(data->planted[1], base->planted[4] - 2);
    riffle_dataset_free(data);
    riffle_edits_free(none);
    riffle_edits_free(right);
    riffle_edits_free(less);
    riffle_dataset_free(base);
}

static void test_edits_refuse_rows_that_are_not_there(void **state)
{
    (void)state;
    struct riffle_dataset *base = fixture_random(9, 4, 3, 1);
    struct riffle_edits *none = no_edits(base), *made = NULL;
    const size_t row = 9;
    const struct riffle_put put = {.row = 9, .x = base->train.x};
    assert_int_equal(riffle_edits_remove(none, &row, 1, &made, NULL),
                     RIFFLE_EUSAGE);
    assert_int_equal(riffle_edits_put(none, &put, 1, &made, NULL),
                     RIFFLE_EUSAGE);
    assert_null(made);
    riffle_edits_free(none);
    riffle_dataset_free(base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_estimates_are_dense_newton_steps),
        cmocka_unit_test(test_rescaled_adds_single_newton_steps),
        cmocka_unit_test(test_relabelling_is_a_gradient_step),
        cmocka_unit_test(test_effects_follow_theta),
        cmocka_unit_test(test_start_does_not_matter),
        cmocka_unit_test(test_no_edits_change_nothing),
        cmocka_unit_test(test_edits_follow_rows),
        cmocka_unit_test(test_differences_are_all_there_is),
        cmocka_unit_test(test_planted_rows_stay_planted_until_put_right),
        cmocka_unit_test(test_edits_refuse_rows_that_are_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

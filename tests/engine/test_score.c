#include "support/world.h"

#include "riffle/score.h"

enum { N = 60 };

static const char *const measures[] = {
    "test_prediction", "test_loss", "self_loss",   "logit:5",
    "loss:6",          "theta:x1",  "removed_loss"};
enum { MEASURES = sizeof measures / sizeof measures[0] };

/* All scores by one name, caller owns. */
static double *scores_of(const struct world *world, const char *score,
                         const char *measure)
{
    struct riffle_measure *made =
        measure == NULL ? NULL : world_measure(world, measure);
    double *values = calloc(world->fit->n, sizeof *values);
    assert_non_null(values);
    assert_int_equal(riffle_score_values(riffle_score_find(score), world->fit,
                                         made, values, NULL),
                     RIFFLE_OK);
    riffle_measure_free(made);
    return values;
}

/* Each row's score against the estimator's set of that one row. */
static void check_one_row_sets(const struct world *world, const char *name,
                               const char *measure_name)
{
    const struct riffle_estimator *estimator = riffle_estimator_find(name);
    struct riffle_measure *measure = world_measure(world, measure_name);
    double *values = scores_of(world, name, measure_name);
    struct riffle_shift shift = {
        .u = calloc(world->fit->p, sizeof(double)),
    };
    for (size_t i = 0; i < world->fit->n; i++) {
        struct riffle_removal removal = removal_of(world, &i, 1);
        assert_int_equal(
            estimator->shift(world->fit, &removal, 1, &shift, NULL, NULL),
            RIFFLE_OK);
        /* the same sums in another order, each of order 1 */
        assert_close(values[i],
                     effect_of(world, measure, &removal, &shift).linear, 1e-12);
        riffle_removal_release(&removal);
    }
    free(shift.u);
    free(values);
    riffle_measure_free(measure);
}

static void check_world(size_t n, size_t d, enum riffle_penalty penalty,
                        enum riffle_intercept intercept)
{
    struct world world = world_new(n, d, penalty, intercept);
    for (size_t q = 0; q < MEASURES; q++) {
        check_one_row_sets(&world, "if", measures[q]);
        check_one_row_sets(&world, "rif", measures[q]);
    }
    world_free(&world);
}

static void test_score_is_the_linear_effect_of_one_row(void **state)
{
    (void)state;
    check_world(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    check_world(N, 4, RIFFLE_PENALTY_SCALED, RIFFLE_INTERCEPT_FREE);
    check_world(N, 4, RIFFLE_PENALTY_SCALED, RIFFLE_INTERCEPT_PENALIZED);
    check_world(30, 50, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_NONE);
    check_world(30, 50, RIFFLE_PENALTY_SCALED, RIFFLE_INTERCEPT_NONE);
    check_world(30, 50, RIFFLE_PENALTY_SCALED, RIFFLE_INTERCEPT_FREE);
}

/* Mathematics 2.2: IF(b) is IF(a) centred, so it sums to 0. */
static void test_scaled_influence_is_centred(void **state)
{
    (void)state;
    struct world fixed =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct world scaled =
        world_new(N, 4, RIFFLE_PENALTY_SCALED, RIFFLE_INTERCEPT_FREE);
    for (size_t q = 0; q + 1 < MEASURES; q++) {
        double *a = scores_of(&fixed, "if", measures[q]);
        double *b = scores_of(&scaled, "if", measures[q]);
        double mean = 0;
        double sum = 0;
        double size = 0;
        for (size_t i = 0; i < N; i++) {
            mean += a[i] / N;
            sum += b[i];
            size += fabs(b[i]);
        }
        assert_true(fabs(mean) > 1e-6);
        /* the gradient at the fit, about 1e-14 of it, is what is left */
        assert_close(sum / size, 0, 1e-12);
        for (size_t i = 0; i < N; i++)
            assert_close(b[i], a[i] - mean, 1e-12);
        free(a);
        free(b);
    }
    world_free(&fixed);
    world_free(&scaled);
}

static void test_rescaled_is_influence_over_slack(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double *plain = scores_of(&world, "if", "test_loss");
    double *rescaled = scores_of(&world, "rif", "test_loss");
    for (size_t i = 0; i < N; i++)
        assert_close(rescaled[i], plain[i] / (1 - world.fit->train.leverage[i]),
                     1e-14);
    free(plain);
    free(rescaled);
    world_free(&world);
}

static void test_self_is_rescaled_influence_on_the_own_loss(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_SCALED, RIFFLE_INTERCEPT_FREE);
    double *self = scores_of(&world, "self", NULL);
    double *rescaled = scores_of(&world, "rif", "removed_loss");
    assert_memory_equal(self, rescaled, N * sizeof *self);
    free(self);
    free(rescaled);
    world_free(&world);
}

static void test_plain_self_influence_leaves_out_the_leverage(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double *plain = scores_of(&world, "self_if", NULL);
    double *self = scores_of(&world, "self", NULL);
    for (size_t i = 0; i < N; i++)
        assert_close(plain[i] / self[i], 1 - world.fit->train.leverage[i],
                     1e-13);
    free(plain);
    free(self);
    world_free(&world);
}

/* Largest |heldout - loss without the row| over the effects' largest size. */
static double heldout_error(const struct world *world, const char *estimator)
{
    struct riffle_measure *measure = world_measure(world, "removed_loss");
    double *heldout = scores_of(world, "heldout", NULL);
    double off = 0, size = 0;
    struct riffle_shift shift = {.u = calloc(world->fit->p, sizeof(double))};
    for (size_t i = 0; i < world->fit->n; i++) {
        struct riffle_removal removal = removal_of(world, &i, 1);
        assert_int_equal(riffle_estimator_find(estimator)->shift(
                             world->fit, &removal, 1, &shift, NULL, NULL),
                         RIFFLE_OK);
        double effect = effect_of(world, measure, &removal, &shift).value;
        double rise = heldout[i] - world->fit->train.loss[i];
        off = fmax(off, fabs(rise - effect));
        size = fmax(size, fabs(effect));
        riffle_removal_release(&removal);
    }
    free(shift.u);
    free(heldout);
    riffle_measure_free(measure);
    return off / size;
}

static void test_heldout_is_the_loss_after_one_newton_step(void **state)
{
    (void)state;
    for (int penalty = 0; penalty < 2; penalty++) {
        struct world world = world_new(30, 50, (enum riffle_penalty)penalty,
                                       RIFFLE_INTERCEPT_FREE);
        /* a loss of order 1 minus another: roundings of either */
        assert_close(heldout_error(&world, "ns"), 0, 1e-13);
        world_free(&world);
    }
}

/* What one Newton step misses is the change of the weights, of second order
   in the shift: it fades as the penalty grows. */
static void test_heldout_nears_the_retrained_loss(void **state)
{
    (void)state;
    const struct {
        double lambda, error;
    } steps[] = {{1e-2, 0.2}, {1, 1e-3}, {100, 1e-8}};
    double last = INFINITY;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_PENALIZED);
    for (size_t s = 0; s < 3; s++) {
        riffle_fit_free(world.fit);
        world.fit =
            fixture_fit(world.data, steps[s].lambda, RIFFLE_PENALTY_FIXED,
                        RIFFLE_INTERCEPT_PENALIZED);
        double error = heldout_error(&world, "actual");
        assert_true(error < steps[s].error && error < last);
        last = error;
    }
    world_free(&world);
}

/* (theta_{-i} - theta)' H (theta_{-i} - theta) is the step's ||u||^2. */
static void test_cook_is_the_length_of_the_step(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double *cook = scores_of(&world, "cook", NULL);
    double parameters = 0;
    for (size_t i = 0; i < N; i++)
        parameters += world.fit->train.leverage[i];
    /* a penalty, even a small one, leaves fewer than all five */
    assert_true(parameters > 4 && parameters < 5);
    double u[8];
    struct riffle_shift shift = {.u = u};
    for (size_t i = 0; i < N; i++) {
        struct riffle_removal removal = removal_of(&world, &i, 1);
        assert_int_equal(riffle_estimator_find("rif")->shift(
                             world.fit, &removal, 1, &shift, NULL, NULL),
                         RIFFLE_OK);
        double square = 0;
        for (size_t j = 0; j < world.fit->p; j++)
            square += u[j] * u[j];
        assert_close(cook[i], square / parameters, 1e-13);
        riffle_removal_release(&removal);
    }
    free(cook);
    world_free(&world);
}

static void test_plain_scores_are_the_fit_s(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const struct riffle_points *train = riffle_fit_train(world.fit);
    const struct {
        const char *name;
        const double *expected;
    } plain[] = {{"leverage", train->leverage},
                 {"loss", train->loss},
                 {"residual", train->residual}};
    for (size_t s = 0; s < 3; s++) {
        double *values = scores_of(&world, plain[s].name, NULL);
        assert_memory_equal(values, plain[s].expected, N * sizeof *values);
        free(values);
    }
    world_free(&world);
}

static void test_step_function_has_no_influence(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_measure *accuracy = world_measure(&world, "accuracy");
    struct riffle_error err = {0};
    double values[N] = {7};
    assert_int_equal(riffle_score_values(riffle_score_find("rif"), world.fit,
                                         accuracy, values, &err),
                     RIFFLE_ENOTAPPLICABLE);
    assert_true(values[0] == 7);
    assert_true(err.hint[0] != '\0');
    riffle_measure_free(accuracy);
    world_free(&world);
}

static void check_rank(enum riffle_sign sign, const size_t *expected, size_t k)
{
    const double values[] = {1, -5, NAN, 3, -3, 3, 0};
    size_t rows[7];
    assert_int_equal(riffle_score_rank(values, 7, sign, k, rows, NULL),
                     RIFFLE_OK);
    assert_memory_equal(rows, expected, k * sizeof *rows);
}

static void test_rank_knows_both_ends_ties_and_nan(void **state)
{
    (void)state;
    check_rank(RIFFLE_SIGN_POSITIVE, (const size_t[]){3, 5, 0, 6, 4, 1, 2}, 7);
    check_rank(RIFFLE_SIGN_NEGATIVE, (const size_t[]){1, 4, 6, 0, 3, 5, 2}, 7);
    check_rank(RIFFLE_SIGN_ABSOLUTE, (const size_t[]){1, 3, 4, 5, 0, 6, 2}, 7);
    check_rank(RIFFLE_SIGN_POSITIVE, (const size_t[]){3, 5}, 2);
    check_rank(RIFFLE_SIGN_POSITIVE, NULL, 0);
}

static void test_every_score_finds_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < riffle_score_count(); i++)
        assert_ptr_equal(riffle_score_find(riffle_score(i)->name),
                         riffle_score(i));
    assert_null(riffle_score_find("none"));
    assert_null(riffle_score(riffle_score_count()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_score_is_the_linear_effect_of_one_row),
        cmocka_unit_test(test_scaled_influence_is_centred),
        cmocka_unit_test(test_rescaled_is_influence_over_slack),
        cmocka_unit_test(test_self_is_rescaled_influence_on_the_own_loss),
        cmocka_unit_test(test_plain_self_influence_leaves_out_the_leverage),
        cmocka_unit_test(test_heldout_is_the_loss_after_one_newton_step),
        cmocka_unit_test(test_heldout_nears_the_retrained_loss),
        cmocka_unit_test(test_cook_is_the_length_of_the_step),
        cmocka_unit_test(test_plain_scores_are_the_fit_s),
        cmocka_unit_test(test_step_function_has_no_influence),
        cmocka_unit_test(test_rank_knows_both_ends_ties_and_nan),
        cmocka_unit_test(test_every_score_finds_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

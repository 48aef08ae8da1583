/* The steps from IF to the actual: each is what it says, and they add up. */
#include "support/check.h"

#include "riffle/why.h"

#include "support/dense.h"
#include "support/world.h"

static struct riffle_experiment *run_on(const struct world *world,
                                        const char *measure,
                                        const char *const *names, size_t n)
{
    static const size_t rows[] = {1, 4, 7, 20, 21};
    const struct riffle_estimator *estimators[4];
    for (size_t e = 0; e < n; e++)
        estimators[e] = riffle_estimator_find(names[e]);
    struct riffle_plan plan = {.n_sets = 1,
                               .n_measures = 1,
                               .estimators = estimators,
                               .n_estimators = n};
    plan.removals = calloc(1, sizeof *plan.removals);
    plan.measures = calloc(1, sizeof *plan.measures);
    plan.removals[0] = removal_of(world, rows, 5);
    plan.measures[0] = world_measure(world, measure);
    struct riffle_experiment *experiment = NULL;
    assert_int_equal(
        riffle_experiment_new(world->fit, &plan, &experiment, NULL), RIFFLE_OK);
    assert_int_equal(riffle_experiment_run(experiment, NULL, NULL), RIFFLE_OK);
    return experiment;
}

static const char *const all[] = {"if", "rif", "ns", "actual"};

static struct riffle_waterfall waterfall_of(const struct world *world,
                                            const char *measure)
{
    struct riffle_waterfall found;
    struct riffle_experiment *experiment = run_on(world, measure, all, 4);
    riffle_why(experiment, 0, 0, &found);
    riffle_experiment_free(experiment);
    return found;
}

static void test_steps_add_up(void **state)
{
    static const char *const measures[] = {
        "test_loss", "test_prediction", "self_loss", "removed_loss",
        "logit:3",   "loss:3",          "theta:x1"};
    (void)state;
    for (int scaled = 0; scaled < 2; scaled++) {
        struct world world = world_new(
            60, 6, scaled ? RIFFLE_PENALTY_SCALED : RIFFLE_PENALTY_FIXED,
            RIFFLE_INTERCEPT_FREE);
        for (size_t q = 0; q < sizeof measures / sizeof *measures; q++) {
            struct riffle_waterfall found = waterfall_of(&world, measures[q]);
            double sum = 0;
            assert_int_equal(found.status, RIFFLE_OK);
            for (size_t i = 0; i < RIFFLE_WHY_STEPS; i++)
                sum += found.step[i];
            /* five differences of numbers of this size, one rounding each */
            assert_close(sum, found.actual, 1e-14);
            assert_true(found.bound >= 0 && found.bound < 1e-6);
        }
        world_free(&world);
    }
}

/* A plane does not bend, and its steps are coordinates of dense shifts. */
static void test_steps_of_a_coefficient_are_dense(void **state)
{
    static const size_t rows[] = {1, 4, 7, 20, 21};
    (void)state;
    for (int scaled = 0; scaled < 2; scaled++) {
        struct world world = world_new(
            60, 6, scaled ? RIFFLE_PENALTY_SCALED : RIFFLE_PENALTY_FIXED,
            RIFFLE_INTERCEPT_FREE);
        struct riffle_waterfall found = waterfall_of(&world, "theta:x1");
        double influence[8], newton[8], rescaled = 0;
        for (size_t t = 0; t < 5; t++) {
            double one[8];
            struct riffle_removal row = removal_of(&world, rows + t, 1);
            dense_newton_step(world.fit, &row, one);
            rescaled += one[1];
            riffle_removal_release(&row);
        }
        struct riffle_removal removal = removal_of(&world, rows, 5);
        dense_influence(world.fit, &removal, influence);
        dense_newton_step(world.fit, &removal, newton);
        riffle_removal_release(&removal);
        /* 7 x 7 systems of condition about 100 */
        assert_close(found.step[RIFFLE_WHY_INFLUENCE], influence[1], 1e-11);
        assert_close(found.step[RIFFLE_WHY_LEVERAGE], rescaled - influence[1],
                     1e-11);
        assert_close(found.step[RIFFLE_WHY_TOGETHER], newton[1] - rescaled,
                     1e-11);
        assert_close(found.step[RIFFLE_WHY_NONLINEARITY], 0, 1e-14);
        assert_close(found.total[RIFFLE_WHY_CURVATURE], found.actual, 1e-14);
        world_free(&world);
    }
}

static void test_what_is_missing_is_named(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 6, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_waterfall found = waterfall_of(&world, "accuracy");
    assert_int_equal(found.status, RIFFLE_ENOTAPPLICABLE);
    assert_true(isnan(found.actual));
    static const char *const few[] = {"if", "rif", "actual"};
    struct riffle_experiment *experiment = run_on(&world, "logit:0", few, 3);
    riffle_why(experiment, 0, 0, &found);
    assert_int_equal(found.status, RIFFLE_ENOTAPPLICABLE);
    assert_string_equal(found.missing, "ns");
    riffle_experiment_free(experiment);
    world_free(&world);
}

static void test_dominant_is_the_largest_after_the_first(void **state)
{
    (void)state;
    const struct riffle_waterfall found = {.step = {9, 1, -4, 3, 0.5}};
    assert_int_equal(riffle_why_dominant(&found), RIFFLE_WHY_TOGETHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps_add_up),
        cmocka_unit_test(test_steps_of_a_coefficient_are_dense),
        cmocka_unit_test(test_what_is_missing_is_named),
        cmocka_unit_test(test_dominant_is_the_largest_after_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Certificates of estimates: intervals that hold the truth. */
#include "support/check.h"

#include "support/trial_plan.h"

static const char *const names[] = {"test_loss", "self_loss", NULL};

static struct riffle_experiment *
certified(const struct world *world, const size_t *sizes, size_t n_sets,
          double within, const struct riffle_estimator *const *estimators)
{
    struct riffle_plan plan = {
        .removals = spread_sets(world, sizes, n_sets),
        .n_sets = n_sets,
        .measures = calloc(2, sizeof(struct riffle_measure *)),
        .n_measures = 2,
        .certify = within,
    };
    const struct riffle_estimator *chosen[4];
    for (; estimators[plan.n_estimators] != NULL; plan.n_estimators++)
        chosen[plan.n_estimators] = estimators[plan.n_estimators];
    plan.estimators = chosen;
    for (size_t q = 0; q < 2; q++)
        plan.measures[q] = world_measure(world, names[q]);
    struct riffle_experiment *experiment = NULL;
    assert_int_equal(
        riffle_experiment_new(world->fit, &plan, &experiment, NULL), RIFFLE_OK);
    run_to_the_end(experiment);
    return experiment;
}

/* Where an interval exists it holds what retraining finds. */
static void test_intervals_hold_the_retrained_effect(void **state)
{
    (void)state;
    const size_t sizes[] = {1, 1, 2, 3, 5, 8, 20};
    size_t bounded = 0;
    for (int b = 0; b < 2; b++) {
        struct world world =
            world_new(90, 5, (enum riffle_penalty)b, RIFFLE_INTERCEPT_FREE);
        const struct riffle_estimator *both[] = {
            riffle_estimator_find("ns"), riffle_estimator_find("actual"), NULL};
        /* so strict that every set is retrained */
        struct riffle_experiment *experiment =
            certified(&world, sizes, 7, 1e-15, both);
        for (size_t s = 0; s < 7; s++)
            for (size_t q = 0; q < 2; q++) {
                const struct riffle_effect *ns =
                    riffle_experiment_effect(experiment, s, q, 0);
                const struct riffle_effect *actual =
                    riffle_experiment_effect(experiment, s, q, 1);
                assert_true(riffle_experiment_retrained(experiment, s));
                if (isnan(ns->bound))
                    continue;
                bounded++;
                assert_true(fabs(ns->value - actual->value) <=
                            ns->bound + actual->bound);
            }
        riffle_experiment_free(experiment);
        world_free(&world);
    }
    assert_true(bounded >= 20); /* all but the largest sets */
}

static void test_narrow_intervals_spare_the_retraining(void **state)
{
    (void)state;
    const size_t sizes[] = {1, 1, 1, 2, 30};
    struct world world =
        world_new(200, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const struct riffle_estimator *both[] = {
        riffle_estimator_find("ns"), riffle_estimator_find("actual"), NULL};
    struct riffle_experiment *experiment =
        certified(&world, sizes, 5, 0.1, both);
    size_t settled = 0;
    for (size_t s = 0; s < 5; s++) {
        const struct riffle_effect *actual =
            riffle_experiment_effect(experiment, s, 0, 1);
        assert_int_equal(actual->status, RIFFLE_OK);
        if (riffle_experiment_retrained(experiment, s)) {
            assert_true(riffle_experiment_actual(experiment, s)
                            ->certificate.iterations > 0);
            continue;
        }
        settled++;
        assert_true(actual->bound <= 0.1 * fabs(actual->value));
        assert_true(actual->value ==
                    riffle_experiment_effect(experiment, s, 0, 0)->value);
    }
    assert_true(settled > 0 && settled < 5);
    struct riffle_summary summary;
    riffle_experiment_summary(experiment, 0, 0, &summary);
    assert_int_equal(summary.n, 5 - settled); /* NS not with itself */
    riffle_experiment_free(experiment);
    world_free(&world);
}

/* One class left and a free intercept: no optimum, so no interval. */
static void test_no_optimum_gives_no_interval(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_zeros(8, 0, 1);
    for (size_t i = 0; i < 8; i++) {
        data->train.x[i] = (double)(i * i % 5);
        data->train.y[i] = i < 2;
    }
    struct riffle_fit *fit =
        fixture_fit(data, 0.1, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const size_t rows[] = {0, 1};
    struct riffle_removal removal;
    double u[2] = {0};
    struct riffle_shift shift = {.u = u};
    const struct riffle_certify_options options = {.effort = 1e9};
    assert_int_equal(riffle_removal_init(&removal, rows, 2, 8, NULL, NULL),
                     RIFFLE_OK);
    assert_int_equal(riffle_estimator_find("ns")->shift(fit, &removal, 1,
                                                        &shift, NULL, NULL),
                     RIFFLE_OK);
    assert_int_equal(
        riffle_certify(fit, &options, &removal, 1, &shift, NULL, NULL),
        RIFFLE_OK);
    assert_int_equal(shift.status, RIFFLE_OK); /* NS itself has a number */
    assert_int_equal(shift.certificate.status, RIFFLE_ESINGLECLASS);
    assert_true(isnan(shift.certificate.radius));
    riffle_removal_release(&removal);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intervals_hold_the_retrained_effect),
        cmocka_unit_test(test_narrow_intervals_spare_the_retraining),
        cmocka_unit_test(test_no_optimum_gives_no_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

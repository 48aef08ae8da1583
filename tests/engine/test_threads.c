/*
 * One answer on any number of threads: estimates to rounding, retrained
 * effects inside the two bounds; and what was stopped says so on each.
 */
#include "support/check.h"

#include "riffle/threads.h"
#include "support/trial_plan.h"

enum { SETS = 20, MEASURES = 2, ESTIMATORS = 4 };

static const char *const measures[] = {"test_loss", "self_loss", NULL};

static struct riffle_experiment *run_on(const struct world *world,
                                        size_t threads)
{
    size_t sizes[SETS];
    const struct riffle_estimator *const estimators[] = {
        riffle_estimator_find("if"), riffle_estimator_find("rif"),
        riffle_estimator_find("ns"), riffle_estimator_find("actual"), NULL};
    for (size_t s = 0; s < SETS; s++)
        sizes[s] = 1 + 3 * s;
    riffle_threads_set(threads);
    assert_int_equal(riffle_threads(), threads);
    struct riffle_experiment *experiment = experiment_of(
        world, spread_sets(world, sizes, SETS), SETS, measures, estimators);
    run_to_the_end(experiment);
    assert_int_equal(riffle_threads(), threads); /* as it was given */
    riffle_threads_set(1);
    return experiment;
}

static void compare(const struct riffle_experiment *one,
                    const struct riffle_experiment *other)
{
    for (size_t s = 0; s < SETS; s++)
        for (size_t q = 0; q < MEASURES; q++)
            for (size_t e = 0; e < ESTIMATORS; e++) {
                const struct riffle_effect *a =
                    riffle_experiment_effect(one, s, q, e);
                const struct riffle_effect *b =
                    riffle_experiment_effect(other, s, q, e);
                assert_int_equal(a->status, b->status);
                assert_int_equal(a->status, RIFFLE_OK);
                /* sums of 600 terms in another order; an exact one is free
                 * to be anywhere in its bound */
                const double most = e + 1 < ESTIMATORS
                                        ? 1e-12 * fabs(a->value) + 1e-15
                                        : a->bound + b->bound;
                assert_true(fabs(a->value - b->value) <= most);
            }
}

static void check(size_t n, size_t d, enum riffle_penalty penalty)
{
    struct world world = world_new(n, d, penalty, RIFFLE_INTERCEPT_FREE);
    struct riffle_experiment *one = run_on(&world, 1);
    for (size_t threads = 2; threads <= 4; threads++) {
        struct riffle_experiment *other = run_on(&world, threads);
        compare(one, other);
        riffle_experiment_free(other);
    }
    riffle_experiment_free(one);
    world_free(&world);
}

static void test_more_rows_than_features(void **state)
{
    (void)state;
    check(600, 40, RIFFLE_PENALTY_FIXED);
    check(600, 40, RIFFLE_PENALTY_SCALED);
}

static void test_more_features_than_rows(void **state)
{
    (void)state;
    check(120, 200, RIFFLE_PENALTY_FIXED);
}

/* Progress is asked on one thread; all of them end. */
static bool never(void *data, const char *stage, size_t done, size_t total)
{
    (void)data;
    (void)stage;
    (void)done;
    (void)total;
    return false;
}

static void test_all_threads_stop(void **state)
{
    (void)state;
    struct world world =
        world_new(600, 40, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const struct riffle_progress progress = {.step = never};
    const size_t sizes[SETS] = {3, 4, 5, 6, 7, 8, 9, 9, 9, 9,
                                9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
    const struct riffle_estimator *const estimators[] = {
        riffle_estimator_find("ns"), riffle_estimator_find("actual"), NULL};
    struct riffle_experiment *experiment = experiment_of(
        &world, spread_sets(&world, sizes, SETS), SETS, measures, estimators);
    riffle_threads_set(3);
    assert_int_equal(riffle_experiment_run(experiment, &progress, NULL),
                     RIFFLE_STOPPED);
    assert_true(riffle_experiment_pending(experiment) > 0);
    run_to_the_end(experiment); /* and goes on */
    riffle_threads_set(1);
    riffle_experiment_free(experiment);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_more_rows_than_features),
        cmocka_unit_test(test_more_features_than_rows),
        cmocka_unit_test(test_all_threads_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

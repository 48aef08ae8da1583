#include "support/trial_plan.h"

enum { N = 120, SETS = 45 };

static const char *const measures[] = {"test_loss", "self_loss", "removed_loss",
                                       "accuracy", NULL};
enum { ACCURACY = 3, MEASURES = 4 };

/* Columns of the four estimators, in the order of the table. */
enum { IF, RIF, NS, ACTUAL, ESTIMATORS };

static struct world middle_world(void)
{
    return world_new(N, 5, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
}

static struct riffle_experiment *
all_of(const struct world *world, struct riffle_removal *sets, size_t n_sets)
{
    const struct riffle_estimator *const estimators[] = {
        riffle_estimator_find("if"), riffle_estimator_find("rif"),
        riffle_estimator_find("ns"), riffle_estimator_find("actual"), NULL};
    return experiment_of(world, sets, n_sets, measures, estimators);
}

/* Sets of 1 to 15 rows in no order of size. */
static struct riffle_experiment *many_of(const struct world *world)
{
    size_t sizes[SETS];
    for (size_t s = 0; s < SETS; s++)
        sizes[s] = 1 + (s * 11) % 15;
    return all_of(world, spread_sets(world, sizes, SETS), SETS);
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void assert_same_effects(const struct riffle_experiment *a,
                                const struct riffle_experiment *b)
{
    for (size_t s = 0; s < SETS; s++) {
        for (size_t i = 0; i < MEASURES * ESTIMATORS; i++) {
            const struct riffle_effect *x =
                riffle_experiment_effect(a, s, i / ESTIMATORS, i % ESTIMATORS);
            const struct riffle_effect *y =
                riffle_experiment_effect(b, s, i / ESTIMATORS, i % ESTIMATORS);
            assert_int_equal(x->status, y->status);
            assert_true(same_number(x->value, y->value));
            assert_true(same_number(x->linear, y->linear));
            assert_true(same_number(x->bound, y->bound));
        }
    }
}

static void test_nothing_is_there_before_the_run(void **state)
{
    (void)state;
    struct world world = middle_world();
    struct riffle_experiment *experiment = many_of(&world);
    assert_int_equal(riffle_experiment_pending(experiment), SETS);
    for (size_t i = 0; i < MEASURES * ESTIMATORS; i++) {
        const struct riffle_effect *effect = riffle_experiment_effect(
            experiment, 0, i / ESTIMATORS, i % ESTIMATORS);
        assert_int_equal(effect->status, RIFFLE_PENDING);
        assert_true(isnan(effect->value));
    }
    assert_int_equal(riffle_experiment_actual(experiment, 0)->status,
                     RIFFLE_PENDING);
    assert_false(riffle_experiment_certified(experiment, 0));
    riffle_experiment_free(experiment);
    world_free(&world);
}

static void test_every_actual_is_certified_and_close(void **state)
{
    (void)state;
    struct world world = middle_world();
    struct riffle_experiment *experiment = many_of(&world);
    run_to_the_end(experiment);
    for (size_t s = 0; s < SETS; s++) {
        assert_true(riffle_experiment_certified(experiment, s));
        double actual =
            riffle_experiment_effect(experiment, s, 0, ACTUAL)->value;
        double ns = riffle_experiment_effect(experiment, s, 0, NS)->value;
        /* at most 15 of 120 rows: one Newton step is most of the way */
        assert_true(fabs(ns - actual) < 0.2 * fabs(actual) + 0.05);
    }
    assert_true(riffle_experiment_seconds(experiment) >=
                riffle_experiment_seconds_estimates(experiment));
    riffle_experiment_free(experiment);
    world_free(&world);
}

static void test_estimates_carry_no_bound(void **state)
{
    (void)state;
    struct world world = middle_world();
    struct riffle_experiment *experiment = many_of(&world);
    run_to_the_end(experiment);
    for (size_t q = 0; q < MEASURES; q++)
        for (size_t e = 0; e < ESTIMATORS; e++)
            assert_true(
                isnan(riffle_experiment_effect(experiment, 0, q, e)->bound) ==
                (e != ACTUAL));
    riffle_experiment_free(experiment);
    world_free(&world);
}

static void test_step_function_has_only_an_actual(void **state)
{
    (void)state;
    struct world world = middle_world();
    struct riffle_experiment *experiment = many_of(&world);
    run_to_the_end(experiment);
    for (size_t e = 0; e < ESTIMATORS; e++) {
        const struct riffle_effect *effect =
            riffle_experiment_effect(experiment, 3, ACCURACY, e);
        assert_int_equal(effect->status,
                         e == ACTUAL ? RIFFLE_OK : RIFFLE_ENOTAPPLICABLE);
        assert_true(isnan(effect->value) == (e != ACTUAL));
    }
    riffle_experiment_free(experiment);
    world_free(&world);
}

static void test_removing_nothing_changes_nothing(void **state)
{
    (void)state;
    const enum riffle_penalty penalties[] = {RIFFLE_PENALTY_FIXED,
                                             RIFFLE_PENALTY_SCALED};
    for (size_t i = 0; i < 2; i++) {
        struct world world =
            world_new(N, 5, penalties[i], RIFFLE_INTERCEPT_FREE);
        const size_t sizes[] = {0};
        struct riffle_experiment *experiment =
            all_of(&world, spread_sets(&world, sizes, 1), 1);
        run_to_the_end(experiment);
        for (size_t q = 0; q < MEASURES; q++) {
            for (size_t e = 0; e < ESTIMATORS; e++) {
                const struct riffle_effect *effect =
                    riffle_experiment_effect(experiment, 0, q, e);
                if (effect->status == RIFFLE_OK)
                    assert_true(effect->value == 0);
            }
        }
        assert_int_equal(
            riffle_experiment_effect(experiment, 0, 0, ACTUAL)->status,
            RIFFLE_OK);
        assert_true(riffle_experiment_certified(experiment, 0));
        riffle_experiment_free(experiment);
        world_free(&world);
    }
}

static void check_additive(enum riffle_penalty penalty)
{
    struct world world = world_new(N, 5, penalty, RIFFLE_INTERCEPT_FREE);
    const size_t first[] = {4, 9, 50};
    const size_t second[] = {5, 10, 77, 119};
    const size_t both[] = {4, 5, 9, 10, 50, 77, 119};
    struct riffle_removal *sets = calloc(3, sizeof *sets);
    sets[0] = removal_of(&world, first, 3);
    sets[1] = removal_of(&world, second, 4);
    sets[2] = removal_of(&world, both, 7);
    struct riffle_experiment *experiment = all_of(&world, sets, 3);
    run_to_the_end(experiment);
    for (size_t q = 0; q < 2; q++) {
        double linear[3][ESTIMATORS];
        for (size_t i = 0; i < 3 * (size_t)ESTIMATORS; i++)
            linear[i / ESTIMATORS][i % ESTIMATORS] =
                riffle_experiment_effect(experiment, i / ESTIMATORS, q,
                                         i % ESTIMATORS)
                    ->linear;
        /* additive but for the order of sums of 7 terms of order 1 */
        assert_close(linear[0][IF] + linear[1][IF], linear[2][IF], 1e-13);
        assert_close(linear[0][RIF] + linear[1][RIF], linear[2][RIF], 1e-13);
        /* what a Newton step on all of T adds is that rows interact */
        assert_true(fabs(linear[0][NS] + linear[1][NS] - linear[2][NS]) > 1e-6);
    }
    riffle_experiment_free(experiment);
    world_free(&world);
}

static void test_influences_add_up_over_disjoint_sets(void **state)
{
    (void)state;
    check_additive(RIFFLE_PENALTY_FIXED);
    check_additive(RIFFLE_PENALTY_SCALED);
}

/* Asks to stop at the `left`-th step from now. */
struct stopper {
    size_t left;
    size_t steps;
};

static bool stop_after(void *data, const char *stage, size_t done, size_t total)
{
    struct stopper *stopper = data;
    (void)stage;
    assert_true(done <= total);
    stopper->steps++;
    return stopper->left-- > 1;
}

static void test_stopping_anywhere_gives_the_same_bits(void **state)
{
    (void)state;
    struct world world = middle_world();
    struct riffle_experiment *whole = many_of(&world);
    run_to_the_end(whole);
    const size_t pauses[] = {1, 2, 3, 5, 17};
    for (size_t i = 0; i < sizeof pauses / sizeof pauses[0]; i++) {
        struct riffle_experiment *parts = many_of(&world);
        size_t stops = 0;
        enum riffle_status status = RIFFLE_STOPPED;
        while (status == RIFFLE_STOPPED) {
            /* longer each time: a block that is stopped starts again */
            struct stopper stopper = {.left = pauses[i] + 10 * stops++};
            const struct riffle_progress progress = {stop_after, &stopper};
            status = riffle_experiment_run(parts, &progress, NULL);
        }
        assert_int_equal(status, RIFFLE_OK);
        assert_true(stops > 1);
        assert_same_effects(whole, parts);
        riffle_experiment_free(parts);
    }
    riffle_experiment_free(whole);
    world_free(&world);
}

/* What the steps of a run say, and whether the effects keep up. */
struct watcher {
    struct riffle_experiment *experiment;
    size_t first_actual; /* sets finished at the first step that has any */
    size_t estimates;    /* greatest `done` of the stage */
    size_t retrains;
    size_t estimated; /* sets with estimates by then */
    bool early;       /* a second actual was there before the last estimate */
};

static size_t finished(const struct riffle_experiment *experiment, size_t e)
{
    size_t count = 0;
    for (size_t s = 0; s < SETS; s++)
        count +=
            riffle_experiment_effect(experiment, s, 0, e)->status == RIFFLE_OK;
    return count;
}

static bool watch(void *data, const char *stage, size_t done, size_t total)
{
    struct watcher *watcher = data;
    size_t actuals = finished(watcher->experiment, ACTUAL);
    assert_int_equal(total, SETS);
    if (strcmp(stage, "estimates") == 0) {
        assert_true(done >= watcher->estimates);
        watcher->estimates = done;
        watcher->early = watcher->early || actuals > 1;
    } else {
        assert_string_equal(stage, "retrains");
        assert_int_equal(done, actuals);
        assert_true(done >= watcher->retrains);
        watcher->retrains = done;
    }
    if (watcher->first_actual == 0) {
        watcher->first_actual = actuals;
        watcher->estimated = finished(watcher->experiment, 0);
    }
    return true;
}

static void test_progress_counts_sets_and_the_first_comes_early(void **state)
{
    (void)state;
    struct world world = middle_world();
    struct watcher watcher = {.experiment = many_of(&world)};
    const struct riffle_progress progress = {watch, &watcher};
    assert_int_equal(riffle_experiment_run(watcher.experiment, &progress, NULL),
                     RIFFLE_OK);
    assert_int_equal(watcher.estimates, SETS);
    assert_int_equal(watcher.retrains, SETS);
    assert_int_equal(watcher.first_actual, 1);
    assert_int_equal(watcher.estimated, 1);
    assert_false(watcher.early);
    riffle_experiment_free(watcher.experiment);
    world_free(&world);
}

static void test_a_set_does_not_depend_on_its_mates(void **state)
{
    (void)state;
    struct world world = middle_world();
    struct riffle_experiment *many = many_of(&world);
    run_to_the_end(many);
    for (size_t s = 0; s < SETS; s += 11) {
        struct riffle_removal *alone = calloc(1, sizeof *alone);
        assert_int_equal(riffle_removal_copy(
                             alone, riffle_experiment_removal(many, s), NULL),
                         RIFFLE_OK);
        struct riffle_experiment *one = all_of(&world, alone, 1);
        run_to_the_end(one);
        for (size_t e = 0; e < ESTIMATORS; e++)
            for (size_t q = 0; q < ACCURACY; q++)
                /* wider products sum in another order; each of order 1 */
                assert_close(riffle_experiment_effect(one, 0, q, e)->value,
                             riffle_experiment_effect(many, s, q, e)->value,
                             1e-12);
        riffle_experiment_free(one);
    }
    riffle_experiment_free(many);
    world_free(&world);
}

/* All rows of one class gone: no finite optimum with a free intercept. */
static void test_a_failed_set_leaves_the_others_alone(void **state)
{
    (void)state;
    struct world world = middle_world();
    size_t positive[N];
    size_t k = 0;
    for (size_t i = 0; i < N; i++)
        if (world.data->train.y[i] != 0)
            positive[k++] = i;
    const size_t some[] = {1, 2, 3};
    struct riffle_removal *sets = calloc(2, sizeof *sets);
    sets[0] = removal_of(&world, positive, k);
    sets[1] = removal_of(&world, some, 3);
    struct riffle_experiment *experiment = all_of(&world, sets, 2);
    run_to_the_end(experiment);
    const struct riffle_effect *bad =
        riffle_experiment_effect(experiment, 0, 0, ACTUAL);
    assert_int_equal(bad->status, RIFFLE_ESINGLECLASS);
    assert_true(isnan(bad->value) && isnan(bad->linear) && isnan(bad->bound));
    assert_int_equal(riffle_experiment_actual(experiment, 0)->status,
                     RIFFLE_ESINGLECLASS);
    assert_false(riffle_experiment_certified(experiment, 0));
    assert_true(riffle_experiment_certified(experiment, 1));
    struct riffle_summary summary;
    riffle_experiment_summary(experiment, 0, NS, &summary);
    assert_int_equal(summary.n, 1);
    assert_int_equal(summary.excluded, 1);
    riffle_experiment_free(experiment);
    world_free(&world);
}

static void test_columns_are_found_by_name(void **state)
{
    (void)state;
    struct world world = middle_world();
    const size_t sizes[] = {2};
    const struct riffle_estimator *const estimators[] = {
        riffle_estimator_find("rif"), NULL};
    struct riffle_experiment *experiment = experiment_of(
        &world, spread_sets(&world, sizes, 1), 1, measures, estimators);
    assert_int_equal(riffle_experiment_column(experiment, "rif"), 0);
    assert_true(riffle_experiment_column(experiment, "actual") == RIFFLE_ANY);
    assert_null(riffle_experiment_actual(experiment, 0));
    run_to_the_end(experiment);
    assert_false(riffle_experiment_certified(experiment, 0));
    riffle_experiment_free(experiment);
    world_free(&world);
}

static void test_an_empty_plan_is_refused(void **state)
{
    (void)state;
    struct world world = middle_world();
    struct riffle_plan plan = {0};
    struct riffle_experiment *experiment = NULL;
    assert_int_equal(riffle_experiment_new(world.fit, &plan, &experiment, NULL),
                     RIFFLE_EUSAGE);
    assert_null(experiment);
    riffle_plan_release(&plan);
    riffle_experiment_free(NULL);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_there_before_the_run),
        cmocka_unit_test(test_every_actual_is_certified_and_close),
        cmocka_unit_test(test_estimates_carry_no_bound),
        cmocka_unit_test(test_step_function_has_only_an_actual),
        cmocka_unit_test(test_removing_nothing_changes_nothing),
        cmocka_unit_test(test_influences_add_up_over_disjoint_sets),
        cmocka_unit_test(test_stopping_anywhere_gives_the_same_bits),
        cmocka_unit_test(test_progress_counts_sets_and_the_first_comes_early),
        cmocka_unit_test(test_a_set_does_not_depend_on_its_mates),
        cmocka_unit_test(test_a_failed_set_leaves_the_others_alone),
        cmocka_unit_test(test_columns_are_found_by_name),
        cmocka_unit_test(test_an_empty_plan_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

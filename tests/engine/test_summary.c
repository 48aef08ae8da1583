#include "support/trial_plan.h"

/*
 * Estimators that say what a table tells them: the effect on logit:0 of the
 * set that starts at row s is said[s], NaN for a set without an answer.
 */
enum { SETS = 6 };

static const double *truth;
static const double *guess;

static enum riffle_status say(const struct riffle_fit *fit, const double *said,
                              const struct riffle_removal *removals,
                              size_t count, struct riffle_shift *shifts)
{
    for (size_t s = 0; s < count; s++) {
        double effect = said[removals[s].rows[0]];
        shifts[s].status = isnan(effect) ? RIFFLE_ESEPARATED : RIFFLE_OK;
        for (size_t j = 0; j < fit->p; j++)
            shifts[s].u[j] = effect * fit->z_test[j] / fit->norm2_test[0];
    }
    return RIFFLE_OK;
}

static enum riffle_status say_guess(const struct riffle_fit *fit,
                                    const struct riffle_removal *removals,
                                    size_t count, struct riffle_shift *shifts,
                                    const struct riffle_progress *progress,
                                    struct riffle_error *err)
{
    (void)progress;
    (void)err;
    return say(fit, guess, removals, count, shifts);
}

/* Stops after the smallest set when the truth of the others is infinite. */
static enum riffle_status say_truth(const struct riffle_fit *fit,
                                    const struct riffle_removal *removals,
                                    size_t count, struct riffle_shift *shifts,
                                    const struct riffle_progress *progress,
                                    struct riffle_error *err)
{
    (void)progress;
    (void)err;
    return isinf(truth[removals[0].rows[0]])
               ? RIFFLE_STOPPED
               : say(fit, truth, removals, count, shifts);
}

static const struct riffle_estimator guesser = {.name = "guess",
                                                .shift = say_guess};
static const struct riffle_estimator teller = {
    .name = "truth", .exact = true, .shift = say_truth};

static struct riffle_summary summary_of(const double *estimates,
                                        const double *actuals, size_t n_sets)
{
    struct world world =
        world_new(40, 3, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const size_t sizes[SETS] = {1, 1, 1, 1, 1, 1};
    const char *const measures[] = {"logit:0", NULL};
    const struct riffle_estimator *const estimators[] = {&guesser, &teller,
                                                         NULL};
    guess = estimates;
    truth = actuals;
    struct riffle_experiment *experiment =
        experiment_of(&world, spread_sets(&world, sizes, n_sets), n_sets,
                      measures, estimators);
    (void)(riffle_experiment_run(experiment, NULL, NULL) == RIFFLE_OK);
    struct riffle_summary summary;
    riffle_experiment_summary(experiment, 0, 0, &summary);
    riffle_experiment_free(experiment);
    world_free(&world);
    return summary;
}

/* Products of a few numbers: rounding in the last digits. */
static const double TINY = 1e-13;

static void test_summary_of_numbers_made_by_hand(void **state)
{
    (void)state;
    const double estimates[SETS] = {1, 2, 2, -1, 0, 3};
    const double actuals[SETS] = {2, 1, 4, -3, 1, 5};
    struct riffle_summary summary = summary_of(estimates, actuals, SETS);
    assert_int_equal(summary.n, 6);
    assert_int_equal(summary.excluded, 0);
    /* |off| = 1 1 2 2 1 2, |actual| sums to 16 */
    assert_close(summary.error, 9.0 / 16, TINY);
    assert_close(summary.mean_absolute_error, 9.0 / 6, TINY);
    /* sum of products 2+2+8+3+0+15 = 30, of squares 4+1+16+9+1+25 = 56 */
    assert_close(summary.slope, 30.0 / 56, TINY);
    /* ranks 3 4.5 4.5 1 2 6 and 4 2.5 5 1 2.5 6, deviations from 3.5:
       squares sum to 17 on both sides, products to
       -0.25 - 1 + 1.5 + 6.25 + 1.5 + 6.25 = 14.25 */
    assert_close(summary.spearman, 14.25 / 17, TINY);
    /* means 7/6 and 10/6: products 30 - 70/6, squares 19 - 49/6, 56 - 100/6 */
    assert_close(summary.pearson,
                 (30 - 70.0 / 6) / sqrt((19 - 49.0 / 6) * (56 - 100.0 / 6)),
                 TINY);
    /* three are 2 off, but for rounding */
    assert_close(summary.max_error, 2, TINY);
    assert_true(summary.worst < SETS);
    assert_close(fabs(estimates[summary.worst] - actuals[summary.worst]), 2,
                 TINY);
}

static void test_perfect_estimate_scores_perfectly(void **state)
{
    (void)state;
    const double values[SETS] = {5, -2, 0.25, 8, -9, 1e-7};
    struct riffle_summary summary = summary_of(values, values, SETS);
    assert_close(summary.error, 0, TINY);
    assert_close(summary.slope, 1, TINY);
    assert_close(summary.spearman, 1, TINY);
}

static void test_underestimate_shows_in_slope_not_in_order(void **state)
{
    (void)state;
    const double actuals[SETS] = {5, -2, 0.25, 8, -9, 1};
    double estimates[SETS];
    for (size_t s = 0; s < SETS; s++)
        estimates[s] = 0.25 * actuals[s];
    struct riffle_summary summary = summary_of(estimates, actuals, SETS);
    assert_close(summary.slope, 0.25, TINY);
    assert_close(summary.error, 0.75, TINY);
    assert_close(summary.spearman, 1, TINY);
}

static void test_rank_correlation_needs_three_and_a_spread(void **state)
{
    (void)state;
    const double rising[SETS] = {1, 2, 3, 4, 5, 6};
    const double level[SETS] = {2, 2, 2, 2, 2, 2};
    assert_true(isnan(summary_of(rising, rising, 2).spearman));
    assert_true(isnan(summary_of(rising, rising, 2).pearson));
    assert_true(isnan(summary_of(rising, level, SETS).pearson));
    assert_close(summary_of(rising, rising, 3).spearman, 1, TINY);
    const double zero[SETS] = {0};
    struct riffle_summary summary = summary_of(rising, zero, SETS);
    assert_true(isnan(summary.spearman));
    assert_true(isnan(summary.error) && isnan(summary.slope));
    assert_close(summary.mean_absolute_error, 3.5, TINY);
    assert_true(isfinite(summary_of(rising, level, SETS).error));
}

static void test_failed_sets_are_counted_not_used(void **state)
{
    (void)state;
    const double estimates[SETS] = {1, NAN, 2, 9, 4, 5};
    const double actuals[SETS] = {1, 2, 2, NAN, 4, 5};
    struct riffle_summary summary = summary_of(estimates, actuals, SETS);
    assert_int_equal(summary.n, 4);
    assert_int_equal(summary.excluded, 2);
    assert_close(summary.error, 0, TINY);
    assert_close(summary.spearman, 1, TINY);
}

static void test_pending_sets_are_not_counted(void **state)
{
    (void)state;
    const double estimates[SETS] = {1, 2, 3, 4, 5, 6};
    const double actuals[SETS] = {1, INFINITY, 0, 0, 0, 0};
    struct riffle_summary summary = summary_of(estimates, actuals, SETS);
    assert_int_equal(summary.n, 1);
    assert_int_equal(summary.excluded, 0);
    assert_close(summary.slope, 1, TINY);
}

/* What would not fit is refused before work; to the byte, what fits is not. */
static void test_memory_is_counted_before_work(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 5, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const size_t sizes[] = {3, 20};
    const struct riffle_estimator *const estimators[] = {
        riffle_estimator_find("ns"), riffle_estimator_find("actual")};
    struct riffle_plan plan = {
        .removals = spread_sets(&world, sizes, 2),
        .n_sets = 2,
        .measures = calloc(1, sizeof(struct riffle_measure *)),
        .n_measures = 1,
        .estimators = calloc(2, sizeof(const struct riffle_estimator *)),
    };
    plan.measures[0] = world_measure(&world, "self_loss");
    struct riffle_experiment *experiment = NULL;
    size_t without = 0, need = 0;
    for (size_t e = 0; e < 2; e++) {
        without = need;
        plan.estimators[plan.n_estimators++] = estimators[e];
        need = riffle_experiment_memory(world.fit, &plan);
        assert_true(need > without); /* a retrain brings rows of its own */
    }
    plan.memory = need - 1;
    struct riffle_error err = {0};
    assert_int_equal(riffle_experiment_new(world.fit, &plan, &experiment, &err),
                     RIFFLE_ELIMIT);
    assert_true(err.hint[0] != '\0');
    plan.memory = need;
    assert_int_equal(riffle_experiment_new(world.fit, &plan, &experiment, NULL),
                     RIFFLE_OK);
    free((void *)plan.estimators);
    riffle_experiment_free(experiment);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_summary_of_numbers_made_by_hand),
        cmocka_unit_test(test_perfect_estimate_scores_perfectly),
        cmocka_unit_test(test_underestimate_shows_in_slope_not_in_order),
        cmocka_unit_test(test_rank_correlation_needs_three_and_a_spread),
        cmocka_unit_test(test_failed_sets_are_counted_not_used),
        cmocka_unit_test(test_pending_sets_are_not_counted),
        cmocka_unit_test(test_memory_is_counted_before_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Representers make the logit; effects are those of the dense formulas. */
#include "support/check.h"

#include "riffle/explain.h"

#include "support/dense.h"
#include "support/world.h"

static struct riffle_explanation explanation_of(const struct riffle_fit *fit,
                                                size_t row)
{
    struct riffle_explanation found;
    struct riffle_error err = {0};
    if (riffle_explain(fit, row, &found, &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    return found;
}

static const enum riffle_intercept intercepts[] = {
    RIFFLE_INTERCEPT_FREE, RIFFLE_INTERCEPT_PENALIZED, RIFFLE_INTERCEPT_NONE};

static void test_representers_sum_to_the_logit(void **state)
{
    static const size_t widths[] = {4, 50}; /* below and above n */
    (void)state;
    for (size_t w = 0; w < 2; w++)
        for (size_t c = 0; c < 3; c++) {
            struct world world =
                world_new(40, widths[w], RIFFLE_PENALTY_FIXED, intercepts[c]);
            struct riffle_explanation found = explanation_of(world.fit, 3);
            double b = intercepts[c] == RIFFLE_INTERCEPT_FREE
                           ? riffle_fit_theta(world.fit)[widths[w]]
                           : 0;
            double sum = b;
            for (size_t i = 0; i < found.n; i++)
                sum += found.representer[i];
            /* off by the fit's gradient over lambda n = 0.4, and rounding */
            assert_close(sum, riffle_fit_test(world.fit)->logit[3], 1e-12);
            assert_close(found.intercept, b, 0);
            assert_close(found.representer_sum, sum - b, 1e-12);
            assert_true(fabs(found.representer_miss) < 1e-12);
            riffle_explanation_release(&found);
            world_free(&world);
        }
}

static void test_no_penalty_no_representers(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(60, 4, 3, 5);
    struct riffle_fit *fit =
        fixture_fit(data, 0, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_explanation found = explanation_of(fit, 0);
    assert_null(found.representer);
    assert_true(isnan(found.representer_sum));
    riffle_explanation_release(&found);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

/* x_test . shift of one row's removal, by elimination */
static double dense_effect(const struct world *world, size_t test, size_t row,
                           void (*shift_of)(const struct riffle_fit *,
                                            const struct riffle_removal *,
                                            double *))
{
    double shift[8] = {0};
    size_t d = world->data->n_features;
    struct riffle_removal removal = removal_of(world, &row, 1);
    shift_of(world->fit, &removal, shift);
    double effect = riffle_fit_summary(world->fit)->d > d ? shift[d] : 0;
    for (size_t j = 0; j < d; j++)
        effect += world->data->test.x[test * d + j] * shift[j];
    riffle_removal_release(&removal);
    return effect;
}

static void test_effects_are_the_dense_ones(void **state)
{
    static const enum riffle_penalty penalties[] = {RIFFLE_PENALTY_FIXED,
                                                    RIFFLE_PENALTY_SCALED};
    (void)state;
    for (size_t q = 0; q < 2; q++) {
        struct world world =
            world_new(30, 4, penalties[q], RIFFLE_INTERCEPT_FREE);
        struct riffle_explanation found = explanation_of(world.fit, 7);
        for (size_t i = 0; i < 30; i++) {
            /* a 5 x 5 system of condition about 100 */
            assert_close(found.influence[i],
                         dense_effect(&world, 7, i, dense_influence), 1e-11);
            assert_close(found.rescaled[i],
                         dense_effect(&world, 7, i, dense_newton_step), 1e-11);
        }
        riffle_explanation_release(&found);
        world_free(&world);
    }
}

static void test_sides_part_the_rows(void **state)
{
    (void)state;
    struct world world =
        world_new(50, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    for (size_t row = 0; row < 24; row++) {
        struct riffle_explanation found = explanation_of(world.fit, row);
        double towards = found.logit >= 0 ? 1 : -1;
        size_t rows[50];
        size_t all = 0;
        for (int support = 0; support < 2; support++) {
            size_t k = riffle_explain_side(&found, support != 0, 50, rows);
            all += k;
            for (size_t j = 0; j < k; j++) {
                double effect = towards * found.rescaled[rows[j]];
                assert_true(support ? effect < 0 : effect > 0);
                if (j > 0)
                    assert_true(fabs(found.rescaled[rows[j - 1]]) >=
                                fabs(found.rescaled[rows[j]]));
            }
        }
        assert_int_equal(all, 50); /* none has exactly no effect */
        riffle_explanation_release(&found);
    }
    world_free(&world);
}

static void test_changes_of_probability_and_loss(void **state)
{
    (void)state;
    struct world world =
        world_new(50, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_explanation found = explanation_of(world.fit, 2);
    double z = found.logit + 0.25;
    double p = 1 / (1 + exp(-z));
    double loss = -log(found.positive ? p : 1 - p);
    assert_close(riffle_explain_probability(&found, 0.25),
                 p - found.probability, 1e-14);
    assert_close(riffle_explain_loss(&found, 0.25), loss - found.loss, 1e-14);
    riffle_explanation_release(&found);
    world_free(&world);
}

static void test_rows_that_are_not_there(void **state)
{
    (void)state;
    struct riffle_explanation found;
    struct riffle_error err = {0};
    struct riffle_dataset *data = fixture_random(20, 0, 2, 1);
    struct riffle_fit *fit =
        fixture_fit(data, 0.1, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    assert_int_equal(riffle_explain(fit, 0, &found, &err), RIFFLE_ESTATE);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
    struct world world =
        world_new(30, 2, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    assert_int_equal(riffle_explain(world.fit, 24, &found, &err),
                     RIFFLE_EUSAGE);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_representers_sum_to_the_logit),
        cmocka_unit_test(test_no_penalty_no_representers),
        cmocka_unit_test(test_effects_are_the_dense_ones),
        cmocka_unit_test(test_sides_part_the_rows),
        cmocka_unit_test(test_changes_of_probability_and_loss),
        cmocka_unit_test(test_rows_that_are_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

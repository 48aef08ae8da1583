/* The constants of Theorem 3.1 by loops over pairs, and that its bound holds. */
#include "support/check.h"

#include "riffle/diagnosis.h"

#include "support/world.h"

/* x_i' H^-1 x_j from the whitened rows, one product at a time. */
static double gram(const struct riffle_fit *fit, size_t i, size_t j)
{
    double sum = 0;
    for (size_t c = 0; c < fit->p; c++)
        sum += fit->z[i * fit->p + c] * fit->z[j * fit->p + c];
    return sum;
}

static struct riffle_diagnosis diagnosis_of(const struct world *world,
                                            const char *name)
{
    struct riffle_diagnosis found;
    struct riffle_measure *measure = world_measure(world, name);
    assert_int_equal(
        riffle_diagnose(world->fit, measure, 1, NULL, &found, NULL), RIFFLE_OK);
    riffle_measure_free(measure);
    return found;
}

static void test_constants_are_the_largest_over_pairs(void **state)
{
    (void)state;
    struct world world =
        world_new(130, 5, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const struct riffle_points *train = riffle_fit_train(world.fit);
    struct riffle_diagnosis found = diagnosis_of(&world, "test_loss");
    double delta = 0, epsilon = 0;
    for (size_t i = 0; i < 130; i++)
        for (size_t j = 0; j < 130; j++) {
            double product = fabs(gram(world.fit, i, j));
            if (i == j)
                continue;
            delta = fmax(delta, product * sqrt(train->weight[i]) *
                                    sqrt(train->weight[j]));
            epsilon = fmax(epsilon, product * sqrt(train->weight[i]) *
                                        fabs(train->residual[j]));
        }
    assert_close(found.delta, delta, 1e-13);
    assert_close(found.epsilon, epsilon, 1e-13);
    assert_close(found.c_r, 1 / (1 - train->leverage[found.max_row]), 1e-14);
    assert_close(found.k_limit, 1 / (2 * found.c_r * delta), 1e-12);
    world_free(&world);
}

static void test_theorem_bounds_what_random_sets_show(void **state)
{
    (void)state;
    struct world world =
        world_new(400, 3, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_NONE);
    const char *const names[] = {"test_loss", "logit:0", "self_loss"};
    for (size_t q = 0; q < 3; q++) {
        struct riffle_diagnosis found = diagnosis_of(&world, names[q]);
        assert_true(found.k >= 2 && (double)found.k <= found.k_limit);
        assert_int_equal(found.sets, 20);
        assert_true(found.gap > 0 && found.gap <= found.bound);
    }
    world_free(&world);
}

static void test_measures_without_a_gradient_are_refused(void **state)
{
    (void)state;
    struct world world =
        world_new(40, 3, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_measure *measure = world_measure(&world, "removed_loss");
    struct riffle_diagnosis found = {.k = 7};
    assert_int_equal(riffle_diagnose(world.fit, measure, 1, NULL, &found, NULL),
                     RIFFLE_ENOTAPPLICABLE);
    assert_int_equal(found.k, 7);
    riffle_measure_free(measure);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constants_are_the_largest_over_pairs),
        cmocka_unit_test(test_theorem_bounds_what_random_sets_show),
        cmocka_unit_test(test_measures_without_a_gradient_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

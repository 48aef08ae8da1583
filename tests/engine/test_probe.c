#include "support/world.h"

static void test_probe_takes_the_worst_half_and_a_random_one(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_probe probe;
    assert_int_equal(riffle_probe_draw(&probe, world.fit, 9, 1, NULL),
                     RIFFLE_OK);
    assert_int_equal(probe.size, 9);
    assert_int_equal(probe.seed, 1);
    size_t worst = 0;
    for (size_t i = 0; i < 9; i++) {
        assert_true(i == 0 || probe.rows[i] > probe.rows[i - 1]);
        size_t above = 0;
        for (size_t j = 0; j < world.fit->m; j++)
            above +=
                world.fit->test.loss[j] > world.fit->test.loss[probe.rows[i]];
        worst += above < 5 ? 1 : 0;
    }
    /* all five of the five worst: the odd one goes to them */
    assert_int_equal(worst, 5);
    riffle_probe_release(&probe);
    world_free(&world);
}

static void test_probe_follows_its_seed(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_probe probes[3];
    const uint64_t seeds[] = {4, 4, 5};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(
            riffle_probe_draw(&probes[i], world.fit, 12, seeds[i], NULL),
            RIFFLE_OK);
    size_t bytes = 12 * sizeof(size_t);
    assert_memory_equal(probes[0].rows, probes[1].rows, bytes);
    assert_memory_not_equal(probes[0].rows, probes[2].rows, bytes);
    for (size_t i = 0; i < 3; i++)
        riffle_probe_release(&probes[i]);
    world_free(&world);
}

static void test_probe_of_all_is_all(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_probe probe;
    assert_int_equal(riffle_probe_draw(&probe, world.fit, 1000, 1, NULL),
                     RIFFLE_OK);
    assert_int_equal(probe.size, world.fit->m);
    for (size_t i = 0; i < probe.size; i++)
        assert_int_equal(probe.rows[i], i);
    riffle_probe_release(&probe);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_probe_takes_the_worst_half_and_a_random_one),
        cmocka_unit_test(test_probe_follows_its_seed),
        cmocka_unit_test(test_probe_of_all_is_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

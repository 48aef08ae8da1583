#include "support/world.h"

#include "riffle/attack.h"

enum { N = 40 };

/*
 * Removing the row leads back: the retrain starts at the fit with the row, the
 * given fit at zeros, and both end at the optimum without it.
 */
static void check_way_back(size_t n, size_t d, enum riffle_penalty penalty)
{
    struct world world = world_new(n, d, penalty, RIFFLE_INTERCEPT_FREE);
    for (size_t test = 0; test < 24; test += 5) {
        struct riffle_attack attack;
        assert_int_equal(riffle_attack(world.fit, test, 0, NULL, &attack, NULL),
                         RIFFLE_OK);
        assert_int_equal(attack.actual.status, RIFFLE_OK);
        /* both fits and the retrain end with errors of about 1e-11 */
        assert_close(attack.actual.value, attack.before - attack.after, 1e-9);
        assert_true(fabs(attack.actual.value - attack.before + attack.after) <=
                    attack.actual.bound + 1e-10);
        assert_close(attack.before, riffle_fit_test(world.fit)->logit[test], 0);
        /* a wrong label pulls its own logit its way: removal lets it go */
        double label = world.data->test.y[test] ? 1 : -1;
        assert_true(label * attack.actual.value > 0);
    }
    world_free(&world);
}

static void test_removing_the_row_leads_back(void **state)
{
    (void)state;
    check_way_back(N, 4, RIFFLE_PENALTY_FIXED);
    check_way_back(N, 4, RIFFLE_PENALTY_SCALED);
    check_way_back(30, 45, RIFFLE_PENALTY_FIXED);
}

/* One row: RIF is its Newton step, IF that times 1 - leverage. */
static void test_estimates_are_tied_by_the_leverage(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    for (size_t test = 0; test < 24; test += 3) {
        struct riffle_attack attack;
        assert_int_equal(riffle_attack(world.fit, test, 0, NULL, &attack, NULL),
                         RIFFLE_OK);
        const struct riffle_effect *estimates = attack.estimates;
        assert_close(estimates[1].value, estimates[2].value, 1e-12);
        assert_close(estimates[0].value,
                     estimates[1].value * (1 - attack.leverage), 1e-12);
    }
    world_free(&world);
}

static void test_no_such_row(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_attack attack;
    assert_int_equal(riffle_attack(world.fit, 24, 0, NULL, &attack, NULL),
                     RIFFLE_EUSAGE);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_removing_the_row_leads_back),
        cmocka_unit_test(test_estimates_are_tied_by_the_leverage),
        cmocka_unit_test(test_no_such_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

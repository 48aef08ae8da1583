#include "support/world.h"

static void check_refused(const struct world *world, const char *text,
                          enum riffle_status status, const char *message,
                          const char *hint)
{
    struct riffle_measure *measure = NULL;
    struct riffle_error err = {0};
    assert_int_equal(
        riffle_measure_new(text, world->fit, &world->probe, &measure, &err),
        status);
    assert_null(measure);
    assert_string_equal(err.message, message);
    assert_string_equal(err.hint, hint);
}

static void test_measure_refuses_with_a_hint(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    check_refused(&world, "test_los", RIFFLE_EUSAGE,
                  "there is no measure \"test_los\"",
                  "did you mean `test_loss'?");
    check_refused(&world, "test_loss:3", RIFFLE_EUSAGE,
                  "test_loss takes nothing after it", "write test_loss");
    check_refused(&world, "logit", RIFFLE_EUSAGE, "logit of what?",
                  "write logit:ROW");
    check_refused(&world, "logit:24", RIFFLE_EUSAGE, "there is no test row 24",
                  "test rows are numbered from 0 to 23, as in logit:0");
    check_refused(&world, "loss:-1", RIFFLE_EUSAGE,
                  "loss needs the number of a test row",
                  "test rows are numbered from 0 to 23, as in loss:0");
    check_refused(&world, "theta:(intercept", RIFFLE_EUSAGE,
                  "there is no coefficient \"(intercept\"",
                  "did you mean `(intercept)'?");
    world_free(&world);
}

static void test_measure_of_test_rows_needs_some(void **state)
{
    (void)state;
    struct world world = {.data = fixture_random(40, 0, 3, 6)};
    world.fit = fixture_fit(world.data, 1e-2, RIFFLE_PENALTY_FIXED,
                            RIFFLE_INTERCEPT_FREE);
    check_refused(&world, "test_loss", RIFFLE_ESTATE,
                  "test_loss needs test rows, and there are none",
                  "load with test=0.2 or with a test file");
    struct riffle_measure *measure = world_measure(&world, "self_loss");
    riffle_measure_free(measure);
    assert_int_equal(riffle_probe_draw(&world.probe, world.fit, 10, 1, NULL),
                     RIFFLE_ESTATE);
    world_free(&world);
}

static void test_every_kind_can_be_made(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    assert_int_equal(riffle_measure_count(), 8);
    for (size_t i = 0; i < riffle_measure_count(); i++) {
        const struct riffle_measure_kind *kind = riffle_measure_kind(i);
        char text[64];
        const char *argument = kind->argument == NULL ? ""
                               : strcmp(kind->argument, "ROW") == 0
                                   ? ":0"
                                   : ":(intercept)";
        (void)snprintf(text, sizeof text, "%s%s", kind->name, argument);
        struct riffle_measure *measure = world_measure(&world, text);
        assert_ptr_equal(riffle_measure_kind_of(measure), kind);
        assert_string_equal(riffle_measure_name(measure), text);
        riffle_measure_free(measure);
    }
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measure_refuses_with_a_hint),
        cmocka_unit_test(test_measure_of_test_rows_needs_some),
        cmocka_unit_test(test_every_kind_can_be_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* fit leaves the factor to the command that needs it first, which says so. */
#include "support/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "command/dispatch.h"
#include "session.h"
#include "support/bench.h"

/* Large enough for that: n p^2 is 1.05e9. */
static const char *const fitted =
    "synth gaussian n=1300 d=900 test=20 seed=3; fit lambda=1e-2";

static bool is_complete(const struct bench *bench)
{
    return riffle_fit_is_complete(bench->session.fit);
}

static void test_what_needs_no_factor_makes_none(void **state)
{
    struct bench *bench = *state;
    assert_non_null(strstr(bench_said(bench, fitted), "first needed"));
    bench_ok(bench, "show model; probe size=5; help fit; set theme light");
    assert_false(is_complete(bench));
    struct json_object *answer = bench_ask(bench, "show model");
    struct json_object *data = json_object_object_get(answer, "data");
    struct json_object *leverage = NULL;
    assert_true(json_object_object_get_ex(data, "max_leverage", &leverage));
    assert_null(leverage); /* null, not a number that is not there */
    assert_true(json_object_get_double(json_object_object_get(data, "bound")) >
                0);
    json_object_put(answer);
}

static void test_first_estimate_makes_it_once(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, fitted);
    bench_ok(bench, "select rows 3; effect estimators=rif");
    assert_true(is_complete(bench));
    assert_non_null(strstr(bench->notes, "factor took"));
    bench_ok(bench, "effect estimators=ns");
    assert_null(strstr(bench->notes, "factor took"));
    assert_null(strstr(bench_said(bench, "show model"), "first needed"));
}

/* Ctrl-C in the factor leaves the fit, to go on with. */
static void test_stopped_factor_can_be_had_again(void **state)
{
    struct bench *bench = *state;
    atomic_int stop = 0;
    bench->session.stop = &stop;
    bench_ok(bench, fitted);
    stop = 1;
    assert_int_equal(bench_run(bench, "influence"), RIFFLE_STOPPED);
    assert_false(is_complete(bench));
    stop = 0;
    bench_ok(bench, "influence");
    assert_true(is_complete(bench));
    bench->session.stop = NULL;
}

/* The full screen shows leverages at once. */
static void nothing(void *data, struct session *session)
{
    (void)data;
    (void)session;
}

static void test_full_screen_waits_for_it(void **state)
{
    struct bench *bench = *state;
    bench->session.live = nothing;
    bench_ok(bench, fitted);
    assert_true(is_complete(bench));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_needs_no_factor_makes_none,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_first_estimate_makes_it_once,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_stopped_factor_can_be_had_again,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_full_screen_waits_for_it,
                                        bench_set_up, bench_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

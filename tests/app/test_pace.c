/* How often a stream is drawn on links of any speed. */
#include "support/check.h"

#include "tui/pace.h"

static void test_ten_frames_a_second_on_a_fast_link(void **state)
{
    (void)state;
    double pace = 0;
    for (int i = 0; i < 100; i++)
        pace = pace_after(pace, 0.001);
    assert_close(pace, 0.1, 1e-12); /* one product and one comparison */
    assert_false(pace_is_slow(pace));
}

static void test_slow_frames_halve_the_rate_down_to_one(void **state)
{
    (void)state;
    double pace = pace_after(0, 0.2);
    assert_close(pace, 0.2, 1e-12);
    for (int i = 0; i < 20; i++)
        pace = pace_after(pace, 0.2);
    assert_close(pace, 1, 1e-12);
    assert_true(pace_is_slow(pace));
}

static void test_it_recovers_slowly(void **state)
{
    (void)state;
    double pace = 1;
    int frames = 0;
    while (pace_is_slow(pace)) {
        pace = pace_after(pace, 0.001);
        frames++;
    }
    assert_true(frames > 10 && frames < 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ten_frames_a_second_on_a_fast_link),
        cmocka_unit_test(test_slow_frames_halve_the_rate_down_to_one),
        cmocka_unit_test(test_it_recovers_slowly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

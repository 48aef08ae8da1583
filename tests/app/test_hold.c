/* Axes that keep still: whatever arrives, they only grow, and when they may. */
#include "support/check.h"

#include "plot/hold.h"
#include "riffle/rng.h"

#include <math.h>

enum { ROUNDS = 300, POINTS = 60, TARGET = 5 };

static double number(struct riffle_rng *rng)
{
    double size = pow(10, 6 * riffle_rng_uniform(rng) - 3);
    return size * (riffle_rng_uniform(rng) - 0.4);
}

static struct axis fit(double low, double high)
{
    struct axis axis = {0};
    axis_fit(&axis, low, high, TARGET);
    return axis;
}

/* Points come by chance; growth is allowed by chance. */
static void stream(struct riffle_rng *rng, struct hold *hold)
{
    double low = INFINITY;
    double high = -INFINITY;
    for (size_t i = 0; i < POINTS; i++) {
        double value = number(rng);
        struct hold before = *hold;
        low = fmin(low, value);
        high = fmax(high, value);
        hold->pace->may = riffle_rng_below(rng, 4) == 0;
        hold->pace->grew = hold->pace->due = false;
        struct axis x = fit(low, high);
        struct axis y = fit(low, high);
        hold_axes(hold, true, &x, &y);
        assert_true(axis_same(&x, &hold->x) && axis_same(&y, &hold->y));
        if (i == 0)
            continue;
        bool changed = !axis_same(&before.x, &hold->x);
        assert_true(hold->x.low <= before.x.low);
        assert_true(hold->x.high >= before.x.high);
        assert_int_equal(changed, hold->pace->grew);
        assert_true(!changed || hold->pace->may);
        bool covers = hold->x.low <= low && hold->x.high >= high;
        assert_true(covers || hold->pace->due);
    }
    struct axis own = fit(low, high);
    struct axis x = own;
    struct axis y = own;
    hold->pace->may = false;
    hold_axes(hold, false, &x, &y);
    assert_true(axis_same(&x, &own) || hold->pace->due);
    hold->pace->may = true;
    x = y = own;
    hold_axes(hold, false, &x, &y);
    assert_true(axis_same(&x, &own));
}

static void test_axes_only_grow_while_points_arrive(void **state)
{
    (void)state;
    struct riffle_rng rng;
    riffle_rng_init(&rng, 25, "hold");
    for (size_t i = 0; i < ROUNDS; i++) {
        struct hold_pace pace = {0};
        struct hold hold = {.pace = &pace};
        stream(&rng, &hold);
    }
}

/* Nothing arrives: what the user asks for is there at once. */
static void test_axes_follow_when_nothing_arrives(void **state)
{
    (void)state;
    struct hold_pace pace = {0};
    struct hold hold = {.pace = &pace};
    for (size_t i = 1; i < 5; i++) {
        struct axis own = fit(0, 10.0 / (double)i);
        struct axis x = own;
        struct axis y = own;
        hold_axes(&hold, false, &x, &y);
        assert_true(axis_same(&x, &own) && axis_same(&hold.x, &own));
        assert_false(pace.due || pace.grew);
    }
}

/* The scale of a symmetric logarithm stays, so that dots stay. */
static void test_linear_part_stays_while_points_arrive(void **state)
{
    (void)state;
    struct hold_pace pace = {.may = true};
    struct hold hold = {.pace = &pace};
    struct axis x = {.low = -1, .high = 1, .linear = 0.1};
    struct axis y = x;
    hold_axes(&hold, true, &x, &y);
    x = y = (struct axis){.low = -2, .high = 0.5, .linear = 0.01};
    hold_axes(&hold, true, &x, &y);
    assert_true(x.low == -2 && x.high == 1 && x.linear == 0.1);
    x = y = (struct axis){.low = -2, .high = 0.5, .linear = 0.01};
    hold_axes(&hold, false, &x, &y);
    assert_true(x.low == -2 && x.high == 0.5 && x.linear == 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_axes_only_grow_while_points_arrive),
        cmocka_unit_test(test_axes_follow_when_nothing_arrives),
        cmocka_unit_test(test_linear_part_stays_while_points_arrive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/draw.h"

/* No row outside the set is nearer than one inside. */
static void check_nearest(const struct riffle_removal *removal,
                          const double *distance)
{
    double inside = 0;
    double outside = INFINITY;
    for (size_t i = 0; i < N; i++) {
        if (holds(removal, i))
            inside = fmax(inside, distance[i]);
        else
            outside = fmin(outside, distance[i]);
    }
    assert_true(inside <= outside);
}

static void test_feature_cluster_is_nearest_in_its_feature(void **state)
{
    (void)state;
    struct world world = small_world();
    struct riffle_draw draw = draw_of(15, 2);
    draw.feature = 2;
    draw.around = 33;
    struct riffle_removal removal = drawn_by(&world, "feature", &draw);
    double distance[N];
    const double *x = world.data->train.x;
    for (size_t i = 0; i < N; i++)
        distance[i] = fabs(x[i * D + 2] - x[33 * D + 2]);
    assert_true(holds(&removal, 33));
    check_nearest(&removal, distance);
    assert_string_equal(removal.strategy, "feature cluster: x2 around row 33");
    riffle_removal_release(&removal);
    world_free(&world);
}

/* Feature 1 has 20 rows at 1, the others at 0. */
static struct world tied_world(void)
{
    struct world world = {.data = fixture_random(N, 24, D, 5)};
    for (size_t i = 0; i < N; i++) {
        world.data->train.x[i * D + 1] = i % 4 == 0;
        world.data->train.x[i * D + 3] = 7;
    }
    world.fit = fixture_fit(world.data, 1e-2, RIFFLE_PENALTY_FIXED,
                            RIFFLE_INTERCEPT_FREE);
    return world;
}

static void test_feature_ties_are_broken_by_the_seed(void **state)
{
    (void)state;
    struct world world = tied_world();
    size_t count[N] = {0};
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct riffle_draw draw = draw_of(5, seed);
        draw.feature = 1;
        draw.around = 40;
        struct riffle_removal removal = drawn_by(&world, "feature", &draw);
        assert_string_equal(removal.strategy,
                            "feature cluster: x1 around row 40; 4 of 19 rows "
                            "tied at the last distance");
        for (size_t t = 0; t < removal.k; t++)
            count[removal.rows[t]]++;
        riffle_removal_release(&removal);
    }
    assert_int_equal(count[40], 60);
    for (size_t i = 0; i < N; i++)
        assert_true(i % 4 == 0 ? count[i] > 0 : count[i] == 0);
    world_free(&world);
}

static void test_constant_feature_is_never_drawn(void **state)
{
    (void)state;
    struct world world = tied_world();
    size_t seen[3] = {0};
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct riffle_draw draw = draw_of(5, seed);
        struct riffle_removal removal = drawn_by(&world, "feature", &draw);
        assert_null(strstr(removal.strategy, "x3"));
        for (size_t j = 0; j < 3; j++) {
            const char name[] = {'x', (char)('0' + j), ' ', '\0'};
            seen[j] += strstr(removal.strategy, name) != NULL;
        }
        riffle_removal_release(&removal);
    }
    assert_true(seen[0] > 0 && seen[1] > 0 && seen[2] > 0);
    assert_int_equal(seen[0] + seen[1] + seen[2], 60);
    world_free(&world);
}

static void test_constant_feature_is_refused_by_name(void **state)
{
    (void)state;
    struct world world = tied_world();
    struct riffle_removal removal = {.k = 99};
    struct riffle_error err = {0};
    struct riffle_draw draw = draw_of(5, 1);
    draw.feature = 3;
    assert_int_equal(riffle_strategy_find("feature")->draw(
                         world.fit->data, world.fit, &draw, &removal, &err),
                     RIFFLE_EUSAGE);
    assert_string_equal(
        err.message,
        "every training row has the same \"x3\": it has no cluster");
    draw.feature = 4;
    assert_int_equal(riffle_strategy_find("feature")->draw(
                         world.fit->data, world.fit, &draw, &removal, &err),
                     RIFFLE_EUSAGE);
    draw.feature = RIFFLE_ANY;
    for (size_t i = 0; i < N * D; i++)
        world.data->train.x[i] = 1;
    assert_int_equal(riffle_strategy_find("feature")->draw(
                         world.fit->data, world.fit, &draw, &removal, &err),
                     RIFFLE_ESTATE);
    assert_int_equal(removal.k, 99);
    world_free(&world);
}

static double deviation(const double *x, size_t j)
{
    double mean = 0;
    double square = 0;
    for (size_t i = 0; i < N; i++)
        mean += x[i * D + j] / N;
    for (size_t i = 0; i < N; i++)
        square += (x[i * D + j] - mean) * (x[i * D + j] - mean) / N;
    return sqrt(square);
}

static void check_l2(const struct world *world, enum riffle_metric metric,
                     const char *words)
{
    const double *x = world->data->train.x;
    struct riffle_draw draw = draw_of(15, 2);
    draw.around = 12;
    draw.metric = metric;
    struct riffle_removal removal = drawn_by(world, "l2", &draw);
    double distance[N] = {0};
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < D; j++) {
            double scale = metric == RIFFLE_METRIC_RAW ? 1 : deviation(x, j);
            double off = (x[i * D + j] - x[12 * D + j]) / scale;
            distance[i] += off * off;
        }
    }
    assert_true(holds(&removal, 12));
    check_nearest(&removal, distance);
    assert_string_equal(removal.strategy, words);
    riffle_removal_release(&removal);
}

/* Columns far from standard, so that the metrics differ. */
static struct world scaled_world(double scale)
{
    struct world world = {.data = fixture_random(N, 24, D, 5)};
    for (size_t i = 0; i < N; i++)
        world.data->train.x[i * D] = 5 + scale * world.data->train.x[i * D];
    world.fit =
        fixture_fit(world.data, 0, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    return world;
}

static void test_l2_cluster_is_nearest_in_its_metric(void **state)
{
    (void)state;
    struct world world = scaled_world(8);
    check_l2(&world, RIFFLE_METRIC_RAW,
             "l2 cluster: around row 12, raw metric");
    check_l2(&world, RIFFLE_METRIC_STANDARDIZED,
             "l2 cluster: around row 12, standardized metric");
    world_free(&world);
}

/* Without a penalty H moves along with a column's unit and origin. */
static void test_hessian_metric_ignores_units(void **state)
{
    (void)state;
    struct world a = scaled_world(1);
    struct world b = scaled_world(1e6);
    for (size_t i = 0; i < 10; i++) {
        struct riffle_draw draw = draw_of(15, 2);
        draw.around = i;
        draw.metric = RIFFLE_METRIC_HESSIAN;
        struct riffle_removal x = drawn_by(&a, "l2", &draw);
        struct riffle_removal y = drawn_by(&b, "l2", &draw);
        assert_true(same_rows(&x, &y));
        riffle_removal_release(&x);
        riffle_removal_release(&y);
    }
    world_free(&a);
    world_free(&b);
}

static void test_l2_survives_huge_and_tiny_columns(void **state)
{
    (void)state;
    struct world world = small_world();
    const double scales[] = {1e200, 1e-200};
    for (size_t s = 0; s < 2; s++) {
        struct riffle_draw draw = draw_of(15, 2);
        draw.around = 12;
        struct riffle_removal plain = drawn_by(&world, "l2", &draw);
        for (size_t i = 0; i < N * D; i++)
            world.data->train.x[i] *= scales[s];
        struct riffle_removal far = drawn_by(&world, "l2", &draw);
        assert_true(same_rows(&plain, &far));
        for (size_t i = 0; i < N * D; i++)
            world.data->train.x[i] /= scales[s];
        riffle_removal_release(&plain);
        riffle_removal_release(&far);
    }
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_feature_cluster_is_nearest_in_its_feature),
        cmocka_unit_test(test_feature_ties_are_broken_by_the_seed),
        cmocka_unit_test(test_constant_feature_is_never_drawn),
        cmocka_unit_test(test_constant_feature_is_refused_by_name),
        cmocka_unit_test(test_l2_cluster_is_nearest_in_its_metric),
        cmocka_unit_test(test_hessian_metric_ignores_units),
        cmocka_unit_test(test_l2_survives_huge_and_tiny_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

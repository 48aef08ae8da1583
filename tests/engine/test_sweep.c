#include "support/world.h"

/* The sets of one sweep, freed by sets_free. */
struct sets {
    struct riffle_removal *removals;
    size_t n;
};

static struct world sweep_world(size_t n)
{
    return world_new(n, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
}

static struct sets sets_of(const struct world *world, size_t n_sizes,
                           const struct riffle_preset **presets,
                           size_t n_presets, uint64_t seed)
{
    const struct riffle_sweep sweep = {.presets = presets,
                                       .n_presets = n_presets,
                                       .n_sizes = n_sizes,
                                       .low = 0.001,
                                       .high = 0.05,
                                       .probe = &world->probe,
                                       .seed = seed};
    struct sets sets = {0};
    struct riffle_error err = {0};
    if (riffle_sweep_draw(world->fit, &sweep, &sets.removals, &sets.n, &err) !=
        RIFFLE_OK)
        fail_msg("%s", err.message);
    return sets;
}

static void sets_free(struct sets *sets)
{
    for (size_t s = 0; s < sets->n; s++)
        riffle_removal_release(&sets->removals[s]);
    free(sets->removals);
}

static bool same_set(const struct riffle_removal *a,
                     const struct riffle_removal *b)
{
    return a->k == b->k && a->seed == b->seed &&
           memcmp(a->rows, b->rows, a->k * sizeof *a->rows) == 0;
}

static void fill_presets(const struct riffle_preset **presets)
{
    for (size_t i = 0; i < riffle_preset_count(); i++)
        presets[i] = riffle_preset(i);
}

static void test_sizes_are_even_distinct_and_not_zero(void **state)
{
    (void)state;
    struct world world = sweep_world(200);
    const struct riffle_preset *random = riffle_preset_find("random");
    struct sets sets = sets_of(&world, 40, &random, 1, 1);
    /* 0.2 to 10 of 200 rows in 40 steps: 0 becomes 1, repeats go */
    assert_int_equal(sets.n, 10);
    for (size_t s = 0; s < sets.n; s++)
        assert_int_equal(sets.removals[s].k, s + 1);
    sets_free(&sets);
    world_free(&world);
}

static void test_sizes_reach_both_ends(void **state)
{
    (void)state;
    struct world world = sweep_world(2000);
    const struct riffle_preset *random = riffle_preset_find("random");
    struct sets sets = sets_of(&world, 3, &random, 1, 1);
    const size_t expected[] = {2, 51, 100};
    assert_int_equal(sets.n, 3);
    for (size_t s = 0; s < 3; s++)
        assert_int_equal(sets.removals[s].k, expected[s]);
    sets_free(&sets);
    world_free(&world);
}

static void test_one_row_is_a_set_of_few_rows(void **state)
{
    (void)state;
    struct world world = sweep_world(15);
    const struct riffle_preset *random = riffle_preset_find("random");
    struct sets sets = sets_of(&world, 40, &random, 1, 1);
    assert_int_equal(sets.n, 1);
    assert_int_equal(sets.removals[0].k, 1);
    sets_free(&sets);
    world_free(&world);
}

static void test_sweep_follows_its_seed(void **state)
{
    (void)state;
    struct world world = sweep_world(200);
    const struct riffle_preset *presets[8];
    assert_int_equal(riffle_preset_count(), 8);
    fill_presets(presets);
    struct sets a = sets_of(&world, 5, presets, 8, 1);
    struct sets b = sets_of(&world, 5, presets, 8, 1);
    struct sets c = sets_of(&world, 5, presets, 8, 2);
    assert_int_equal(a.n, 40);
    size_t changed = 0;
    for (size_t s = 0; s < a.n; s++) {
        assert_true(same_set(&a.removals[s], &b.removals[s]));
        assert_true(a.removals[s].seed > 0);
        changed += !same_set(&a.removals[s], &c.removals[s]);
    }
    assert_int_equal(changed, a.n);
    sets_free(&a);
    sets_free(&b);
    sets_free(&c);
    world_free(&world);
}

/* Naming fewer presets, or others before, must not redraw the rest. */
static void test_presets_do_not_disturb_each_other(void **state)
{
    (void)state;
    struct world world = sweep_world(200);
    const struct riffle_preset *presets[8];
    fill_presets(presets);
    struct sets all = sets_of(&world, 5, presets, 8, 1);
    for (size_t i = 0; i < 8; i++) {
        struct sets one = sets_of(&world, 5, &presets[i], 1, 1);
        for (size_t s = 0; s < 5; s++)
            assert_true(same_set(&one.removals[s], &all.removals[5 * i + s]));
        sets_free(&one);
    }
    sets_free(&all);
    world_free(&world);
}

/* What a sweep drew, its seed draws again by hand. */
static void test_a_set_can_be_drawn_again_by_its_seed(void **state)
{
    (void)state;
    struct world world = sweep_world(200);
    const struct riffle_preset *preset = riffle_preset_find("loss-down");
    struct sets sets = sets_of(&world, 5, &preset, 1, 1);
    struct riffle_measure *measure = world_measure(&world, preset->measure);
    const struct riffle_draw draw = {.k = sets.removals[4].k,
                                     .feature = RIFFLE_ANY,
                                     .around = RIFFLE_ANY,
                                     .score = riffle_score_find(preset->score),
                                     .measure = measure,
                                     .sign = preset->sign,
                                     .pool = 2,
                                     .seed = sets.removals[4].seed};
    struct riffle_removal again = {0};
    assert_int_equal(
        riffle_strategy_find(preset->strategy)
            ->draw(world.fit->data, world.fit, &draw, &again, NULL),
        RIFFLE_OK);
    assert_true(same_set(&again, &sets.removals[4]));
    assert_string_equal(again.strategy, sets.removals[4].strategy);
    riffle_removal_release(&again);
    riffle_measure_free(measure);
    sets_free(&sets);
    world_free(&world);
}

static void test_sweep_refuses_what_is_no_range(void **state)
{
    (void)state;
    struct world world = sweep_world(200);
    const struct riffle_preset *random = riffle_preset_find("random");
    const double ranges[][2] = {{0, 0.05}, {0.1, 0.05}, {0.1, 1.1}, {NAN, 1}};
    for (size_t i = 0; i < 4; i++) {
        const struct riffle_sweep sweep = {.presets = &random,
                                           .n_presets = 1,
                                           .n_sizes = 4,
                                           .low = ranges[i][0],
                                           .high = ranges[i][1],
                                           .seed = 1};
        struct sets sets = {NULL, 77};
        assert_int_equal(
            riffle_sweep_draw(world.fit, &sweep, &sets.removals, &sets.n, NULL),
            RIFFLE_EUSAGE);
        assert_true(sets.removals == NULL && sets.n == 77);
    }
    world_free(&world);
}

/* The presets of test rows fail without any, after others were drawn. */
static void test_sweep_that_fails_leaves_nothing(void **state)
{
    (void)state;
    struct world world = {.data = fixture_random(100, 0, 4, 5)};
    world.fit = fixture_fit(world.data, 1e-2, RIFFLE_PENALTY_FIXED,
                            RIFFLE_INTERCEPT_FREE);
    const struct riffle_preset *presets[8];
    fill_presets(presets);
    const struct riffle_sweep sweep = {.presets = presets,
                                       .n_presets = 8,
                                       .n_sizes = 4,
                                       .low = 0.01,
                                       .high = 0.1,
                                       .probe = &world.probe,
                                       .seed = 1};
    struct sets sets = {NULL, 77};
    assert_int_equal(
        riffle_sweep_draw(world.fit, &sweep, &sets.removals, &sets.n, NULL),
        RIFFLE_ESTATE);
    assert_true(sets.removals == NULL && sets.n == 77);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes_are_even_distinct_and_not_zero),
        cmocka_unit_test(test_sizes_reach_both_ends),
        cmocka_unit_test(test_one_row_is_a_set_of_few_rows),
        cmocka_unit_test(test_sweep_follows_its_seed),
        cmocka_unit_test(test_presets_do_not_disturb_each_other),
        cmocka_unit_test(test_a_set_can_be_drawn_again_by_its_seed),
        cmocka_unit_test(test_sweep_refuses_what_is_no_range),
        cmocka_unit_test(test_sweep_that_fails_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

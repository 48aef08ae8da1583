#include "support/draw.h"

static void test_same_seed_draws_the_same_rows(void **state)
{
    (void)state;
    struct world world = small_world();
    for (size_t i = 0; i < riffle_strategy_count(); i++) {
        const char *name = riffle_strategy(i)->name;
        struct riffle_draw draw = draw_of(10, 3);
        draw.score = riffle_score_find("loss");
        struct riffle_removal a = drawn_by(&world, name, &draw);
        struct riffle_removal b = drawn_by(&world, name, &draw);
        draw.seed = 4;
        struct riffle_removal c = drawn_by(&world, name, &draw);
        assert_true(same_rows(&a, &b));
        assert_string_equal(a.strategy, b.strategy);
        assert_false(same_rows(&a, &c));
        riffle_removal_release(&a);
        riffle_removal_release(&b);
        riffle_removal_release(&c);
    }
    world_free(&world);
}

static void test_strategies_draw_all_rows_but_not_more(void **state)
{
    (void)state;
    struct world world = small_world();
    for (size_t i = 0; i < riffle_strategy_count(); i++) {
        const struct riffle_strategy *strategy = riffle_strategy(i);
        struct riffle_draw draw = draw_of(N, 3);
        draw.score = riffle_score_find("loss");
        struct riffle_removal all = drawn_by(&world, strategy->name, &draw);
        riffle_removal_release(&all);
        struct riffle_error err = {0};
        draw.k = N + 1;
        assert_int_equal(
            strategy->draw(world.fit->data, world.fit, &draw, &all, &err),
            RIFFLE_EUSAGE);
        assert_string_equal(err.message, "cannot draw 81 of 80 training rows");
        draw.k = 0;
        assert_int_equal(
            strategy->draw(world.fit->data, world.fit, &draw, &all, &err),
            RIFFLE_EUSAGE);
    }
    world_free(&world);
}

static void test_draws_of_the_data_need_no_fit(void **state)
{
    (void)state;
    struct world world = small_world();
    for (size_t i = 0; i < riffle_strategy_count(); i++) {
        const struct riffle_strategy *strategy = riffle_strategy(i);
        struct riffle_draw draw = draw_of(7, 5);
        struct riffle_removal bare = {0};
        draw.score = riffle_score_find("loss");
        enum riffle_status status =
            strategy->draw(world.fit->data, NULL, &draw, &bare, NULL);
        if (strcmp(strategy->name, "top") == 0) {
            assert_int_equal(status, RIFFLE_ESTATE);
            continue;
        }
        assert_int_equal(status, RIFFLE_OK);
        struct riffle_removal fitted = drawn_by(&world, strategy->name, &draw);
        assert_true(same_rows(&bare, &fitted));
        riffle_removal_release(&bare);
        riffle_removal_release(&fitted);
    }
    world_free(&world);
}

static void test_random_reaches_every_row_alike(void **state)
{
    (void)state;
    struct world world = small_world();
    size_t count[N] = {0};
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct riffle_draw draw = draw_of(8, seed);
        struct riffle_removal removal = drawn_by(&world, "random", &draw);
        for (size_t t = 0; t < removal.k; t++)
            count[removal.rows[t]]++;
        riffle_removal_release(&removal);
    }
    /* binomial(400, 1/10): mean 40, deviation 6; 5 deviations either side */
    for (size_t i = 0; i < N; i++)
        assert_true(count[i] > 10 && count[i] < 70);
    world_free(&world);
}

static void check_top(const struct world *world, enum riffle_sign sign,
                      size_t pool)
{
    double values[N];
    size_t best[N];
    for (size_t i = 0; i < N; i++)
        values[i] = (double)((i * 37) % N) - 40; /* a planted permutation */
    assert_int_equal(riffle_score_rank(values, N, sign, N, best, NULL),
                     RIFFLE_OK);
    size_t members = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct riffle_draw draw = draw_of(10, seed);
        draw.score = riffle_score_find("loss");
        draw.values = values;
        draw.sign = sign;
        draw.pool = pool;
        struct riffle_removal removal = drawn_by(world, "top", &draw);
        size_t inside = 0;
        for (size_t j = 0; j < 10 * pool; j++)
            inside += holds(&removal, best[j]);
        assert_int_equal(inside, 10);
        for (size_t j = 0; j < 10; j++)
            members += holds(&removal, best[j]);
        riffle_removal_release(&removal);
    }
    /* pool 1: all of the top 10; pool 2: half of them, give or take */
    if (pool == 1)
        assert_int_equal(members, 200);
    else
        assert_true(members > 70 && members < 130);
}

static void test_top_draws_from_the_pool_at_its_end(void **state)
{
    (void)state;
    struct world world = small_world();
    check_top(&world, RIFFLE_SIGN_POSITIVE, 1);
    check_top(&world, RIFFLE_SIGN_POSITIVE, 2);
    check_top(&world, RIFFLE_SIGN_NEGATIVE, 1);
    check_top(&world, RIFFLE_SIGN_NEGATIVE, 2);
    check_top(&world, RIFFLE_SIGN_ABSOLUTE, 2);
    world_free(&world);
}

static void test_top_computes_the_scores_it_is_not_given(void **state)
{
    (void)state;
    struct world world = small_world();
    struct riffle_measure *measure = world_measure(&world, "test_loss");
    struct riffle_draw draw = draw_of(10, 1);
    draw.score = riffle_score_find("if");
    draw.measure = measure;
    struct riffle_removal own = drawn_by(&world, "top", &draw);
    double values[N];
    assert_int_equal(
        riffle_score_values(draw.score, world.fit, measure, values, NULL),
        RIFFLE_OK);
    draw.values = values;
    struct riffle_removal given = drawn_by(&world, "top", &draw);
    assert_true(same_rows(&own, &given));
    assert_string_equal(
        own.strategy,
        "top: largest if on test_loss, drawn from 2 times as many rows");
    riffle_removal_release(&own);
    riffle_removal_release(&given);
    riffle_measure_free(measure);
    world_free(&world);
}

static void test_top_never_draws_a_row_without_a_score(void **state)
{
    (void)state;
    struct world world = small_world();
    double values[N];
    for (size_t i = 0; i < N; i++)
        values[i] = i < 12 ? (double)i : (double)NAN;
    struct riffle_draw draw = draw_of(10, 1);
    draw.score = riffle_score_find("rif");
    draw.measure = world_measure(&world, "test_loss");
    draw.values = values;
    struct riffle_removal removal = drawn_by(&world, "top", &draw);
    assert_true(removal.rows[9] < 12);
    riffle_removal_release(&removal);
    draw.k = 13;
    struct riffle_error err = {0};
    assert_int_equal(riffle_strategy_find("top")->draw(
                         world.fit->data, world.fit, &draw, &removal, &err),
                     RIFFLE_EUSAGE);
    assert_string_equal(err.message, "only 12 of 80 rows have a score rif");
    riffle_measure_free((struct riffle_measure *)draw.measure);
    world_free(&world);
}

static void test_presets_name_what_exists(void **state)
{
    (void)state;
    struct world world = small_world();
    size_t standard = 0;
    for (size_t i = 0; i < riffle_preset_count(); i++) {
        const struct riffle_preset *preset = riffle_preset(i);
        assert_ptr_equal(riffle_preset_find(preset->name), preset);
        assert_non_null(riffle_strategy_find(preset->strategy));
        standard += preset->standard ? 1 : 0;
        if (preset->score == NULL)
            continue;
        const struct riffle_score *score = riffle_score_find(preset->score);
        assert_non_null(score);
        assert_true(score->needs_measure == (preset->measure != NULL));
        if (preset->measure != NULL)
            riffle_measure_free(world_measure(&world, preset->measure));
    }
    assert_int_equal(standard, 7);
    assert_null(riffle_preset_find("none"));
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_seed_draws_the_same_rows),
        cmocka_unit_test(test_strategies_draw_all_rows_but_not_more),
        cmocka_unit_test(test_draws_of_the_data_need_no_fit),
        cmocka_unit_test(test_random_reaches_every_row_alike),
        cmocka_unit_test(test_top_draws_from_the_pool_at_its_end),
        cmocka_unit_test(test_top_computes_the_scores_it_is_not_given),
        cmocka_unit_test(test_top_never_draws_a_row_without_a_score),
        cmocka_unit_test(test_presets_name_what_exists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

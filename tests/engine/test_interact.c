/* Interactions against dense inverses, and the search against all pairs. */
#include "support/check.h"

#include "riffle/interact.h"

#include "support/dense.h"
#include "support/world.h"

enum { ROWS = 40, WIDTH = 5 };

static struct world world_of(int scaled)
{
    return world_new(ROWS, WIDTH,
                     scaled ? RIFFLE_PENALTY_SCALED : RIFFLE_PENALTY_FIXED,
                     RIFFLE_INTERCEPT_FREE);
}

/* The measure's gradient in theta: x of test row 3, or sum of r_i x_i. */
static void dense_direction(const struct world *world, bool own,
                            const size_t *rows, size_t k, double *v)
{
    size_t d = riffle_fit_summary(world->fit)->d;
    for (size_t j = 0; j < d; j++) {
        v[j] = j < WIDTH ? world->data->test.x[3 * WIDTH + j] : 1;
        for (size_t t = 0; own && t < k; t++)
            v[j] = (t ? v[j] : 0) +
                   riffle_fit_train(world->fit)->residual[rows[t]] *
                       dense_x(world->fit, rows[t], j);
    }
}

/* v . one Newton step without the rows, all by elimination. */
static double dense_effect(const struct world *world, bool own,
                           const size_t *rows, size_t k)
{
    double v[WIDTH + 1], shift[WIDTH + 1], effect = 0;
    struct riffle_removal removal = removal_of(world, rows, k);
    dense_newton_step(world->fit, &removal, shift);
    dense_direction(world, own, rows, k, v);
    for (size_t j = 0; j <= WIDTH; j++)
        effect += v[j] * shift[j];
    riffle_removal_release(&removal);
    return effect;
}

static struct riffle_interaction interaction_of(const struct world *world,
                                                bool own, const size_t *rows,
                                                size_t k, size_t most)
{
    struct riffle_interaction found;
    struct riffle_error err = {0};
    struct riffle_removal removal = removal_of(world, rows, k);
    struct riffle_measure *measure =
        world_measure(world, own ? "removed_loss" : "logit:3");
    const struct riffle_interact_options options = {
        measure, RIFFLE_PAIR_INTERACTION, most};
    if (riffle_interact(world->fit, &options, &removal, &found, &err) !=
        RIFFLE_OK)
        fail_msg("%s", err.message);
    riffle_measure_free(measure);
    riffle_removal_release(&removal);
    return found;
}

static const size_t set[] = {2, 3, 11, 17, 18, 30, 39};
enum { SET = sizeof set / sizeof *set };

/* Systems of 6 x 6 and condition about 100: a few thousand roundings. */
static const double TIGHT = 1e-11;

static void test_pairs_are_the_dense_ones(void **state)
{
    (void)state;
    for (int c = 0; c < 4; c++) {
        bool own = c >= 2;
        struct world world = world_of(c % 2);
        struct riffle_interaction found =
            interaction_of(&world, own, set, SET, 100);
        assert_int_equal(found.pairs.n, SET * (SET - 1) / 2);
        assert_int_equal(found.pairs.of, found.pairs.n);
        for (size_t m = 0; m < found.pairs.n; m++) {
            const struct riffle_pair *pair = &found.pairs.items[m];
            const size_t both[] = {pair->i, pair->j};
            double newton = dense_effect(&world, own, both, 2);
            double i = dense_effect(&world, own, both, 1);
            double j = dense_effect(&world, own, both + 1, 1);
            assert_true(pair->i < pair->j);
            assert_close(pair->alone[0], i, TIGHT);
            assert_close(pair->alone[1], j, TIGHT);
            assert_close(pair->rescaled, i + j, TIGHT);
            assert_close(pair->newton, newton, TIGHT);
            assert_close(pair->interaction, newton - i - j, TIGHT);
            if (m > 0)
                assert_true(fabs(pair->interaction) <=
                            fabs(pair[-1].interaction));
        }
        riffle_interaction_release(&found);
        world_free(&world);
    }
}

/* The set as a whole, and each row once the others are gone. */
static void test_members_are_the_dense_ones(void **state)
{
    (void)state;
    for (int c = 0; c < 4; c++) {
        bool own = c >= 2;
        struct world world = world_of(c % 2);
        struct riffle_interaction found =
            interaction_of(&world, own, set, SET, 1);
        double whole = dense_effect(&world, own, set, SET), sum = 0;
        assert_int_equal(found.k, SET);
        assert_int_equal(found.pairs.n, 1);
        assert_close(found.newton, whole, TIGHT);
        for (size_t t = 0; t < SET; t++) {
            size_t others[SET - 1];
            for (size_t s = 0; s < SET - 1; s++)
                others[s] = set[s < t ? s : s + 1];
            double alone = dense_effect(&world, own, set + t, 1);
            assert_int_equal(found.members[t].row, set[t]);
            assert_close(found.members[t].alone, alone, TIGHT);
            assert_close(found.members[t].last,
                         whole - dense_effect(&world, own, others, SET - 1),
                         TIGHT);
            sum += alone;
        }
        assert_close(found.rescaled, sum, TIGHT);
        riffle_interaction_release(&found);
        world_free(&world);
    }
}

/* The set's step is the estimator's, also with more rows than columns. */
static void test_sets_agree_with_the_estimator(void **state)
{
    (void)state;
    for (int scaled = 0; scaled < 2; scaled++) {
        struct world world = world_of(scaled);
        size_t rows[20];
        double u[WIDTH + 1] = {0};
        for (size_t t = 0; t < 20; t++)
            rows[t] = 2 * t;
        struct riffle_removal removal = removal_of(&world, rows, 20);
        struct riffle_shift shift = {.u = u};
        assert_int_equal(riffle_estimator_find("ns")->shift(
                             world.fit, &removal, 1, &shift, NULL, NULL),
                         RIFFLE_OK);
        struct riffle_interaction found =
            interaction_of(&world, false, rows, 20, 1);
        double effect = 0;
        for (size_t c = 0; c < world.fit->p; c++)
            effect += world.fit->z_test[3 * world.fit->p + c] * u[c];
        /* the estimator's inner solve ends at 1e-14 of the step */
        assert_close(found.newton, effect, 1e-10);
        riffle_interaction_release(&found);
        riffle_removal_release(&removal);
        world_free(&world);
    }
}

static struct riffle_interact_search search_of(const struct riffle_fit *fit,
                                               enum riffle_pair_order order,
                                               size_t most)
{
    struct riffle_interact_search found;
    struct riffle_error err = {0};
    struct riffle_measure *measure = NULL;
    assert_int_equal(
        riffle_measure_new("removed_loss", fit, NULL, &measure, NULL),
        RIFFLE_OK);
    const struct riffle_interact_options options = {measure, order, most};
    if (riffle_interact_find(fit, &options, NULL, &found, &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    riffle_measure_free(measure);
    return found;
}

/* Every pair by itself: none is stronger than what the search kept. */
static void test_search_misses_no_pair(void **state)
{
    (void)state;
    for (int scaled = 0; scaled < 2; scaled++) {
        struct world world = world_new(
            130, 3, scaled ? RIFFLE_PENALTY_SCALED : RIFFLE_PENALTY_FIXED,
            RIFFLE_INTERCEPT_FREE); /* blocks of rows: 64, 64, 2 */
        struct riffle_interact_search found =
            search_of(world.fit, RIFFLE_PAIR_INTERACTION, 5);
        size_t stronger = 0;
        assert_true(found.all && !found.stopped);
        assert_int_equal(found.rows, 130);
        assert_int_equal(found.pairs.of, 130 * 129 / 2);
        assert_int_equal(found.pairs.n, 5);
        for (size_t i = 0; i < 130; i++)
            for (size_t j = i + 1; j < 130; j += 7) {
                const size_t both[] = {i, j};
                struct riffle_interaction one =
                    interaction_of(&world, true, both, 2, 1);
                stronger += fabs(one.pairs.items[0].interaction) >
                            fabs(found.pairs.items[4].interaction) * (1 + 1e-9);
                riffle_interaction_release(&one);
            }
        assert_true(stronger <= 4);
        riffle_interact_search_release(&found);
        world_free(&world);
    }
}

/*
 * 300 rows of 20 columns; rows 2t + 1 of the first 12 are rows 2t again but
 * for a little noise, and with the same label: in the first three pairs the one
 * that a fit before that gives less than half.
 */
static struct riffle_dataset *with_twins(void)
{
    struct riffle_dataset *data = fixture_random(300, 4, 20, 8);
    struct riffle_fit *fit =
        fixture_fit(data, 1e-3, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double *noise = normals((size_t)6 * 20, 0.05, 3);
    for (size_t t = 0; t < 6; t++) {
        uint8_t *y = data->train.y;
        if (t < 3)
            y[2 * t] = riffle_fit_train(fit)->logit[2 * t] < 0;
        y[2 * t + 1] = y[2 * t];
        for (size_t j = 0; j < 20; j++)
            data->train.x[(2 * t + 1) * 20 + j] =
                data->train.x[2 * t * 20 + j] + noise[t * 20 + j];
    }
    free(noise);
    riffle_fit_free(fit);
    return data;
}

static size_t planted_among(const struct riffle_pairs *pairs, size_t planted)
{
    size_t found = 0;
    for (size_t m = 0; m < pairs->n; m++)
        found += pairs->items[m].j == pairs->items[m].i + 1 &&
                 pairs->items[m].i % 2 == 0 && pairs->items[m].i < planted;
    return found;
}

static void test_search_names_planted_pairs(void **state)
{
    (void)state;
    struct riffle_dataset *data = with_twins();
    for (int scaled = 0; scaled < 2; scaled++) {
        struct riffle_fit *fit = fixture_fit(
            data, 1e-3, scaled ? RIFFLE_PENALTY_SCALED : RIFFLE_PENALTY_FIXED,
            RIFFLE_INTERCEPT_FREE);
        struct riffle_interact_search found =
            search_of(fit, RIFFLE_PAIR_ALIKE, 6);
        assert_int_equal(planted_among(&found.twins, 12), 6);
        found.pairs.n = 3; /* the three that the model gets wrong lead */
        assert_int_equal(planted_among(&found.pairs, 6), 3);
        for (size_t m = 0; m < 3; m++)
            assert_int_equal(riffle_pair_kind(&found.pairs.items[m]),
                             RIFFLE_PAIR_MASK);
        riffle_interact_search_release(&found);
        riffle_fit_free(fit);
    }
    riffle_dataset_free(data);
}

static void test_kinds(void **state)
{
    (void)state;
    struct riffle_pair pair = {
        .alone = {1, 2}, .rescaled = 3, .newton = 5, .interaction = 2};
    assert_int_equal(riffle_pair_kind(&pair), RIFFLE_PAIR_MASK);
    pair.newton = 1;
    pair.interaction = -2;
    assert_int_equal(riffle_pair_kind(&pair), RIFFLE_PAIR_REDUNDANT);
    pair.newton = 3.1;
    pair.interaction = 0.1;
    assert_int_equal(riffle_pair_kind(&pair), RIFFLE_PAIR_INDEPENDENT);
}

static bool stop_at_once(void *data, const char *stage, size_t done,
                         size_t total)
{
    (void)data;
    (void)stage;
    (void)total;
    return done == 0;
}

static void test_a_stop_keeps_pairs(void **state)
{
    (void)state;
    struct world world =
        world_new(130, 3, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_measure *measure = world_measure(&world, "test_loss");
    struct riffle_interact_search found;
    const struct riffle_progress progress = {stop_at_once, NULL};
    const struct riffle_interact_options options = {measure, RIFFLE_PAIR_ALIKE,
                                                    5};
    assert_int_equal(
        riffle_interact_find(world.fit, &options, &progress, &found, NULL),
        RIFFLE_OK);
    assert_true(found.stopped);
    assert_int_equal(found.pairs.n, 5);
    assert_int_equal(found.pairs.of, 64 * 129 - 64 * 63 / 2);
    riffle_interact_search_release(&found);
    riffle_measure_free(measure);
    world_free(&world);
}

static void test_questions_without_an_answer(void **state)
{
    (void)state;
    struct world world = world_of(0);
    struct riffle_interaction found;
    struct riffle_error err = {0};
    struct riffle_measure *loss = world_measure(&world, "test_loss");
    struct riffle_measure *step = world_measure(&world, "accuracy");
    const struct riffle_interact_options plain = {loss, RIFFLE_PAIR_ALIKE, 5};
    const struct riffle_interact_options stepped = {step, RIFFLE_PAIR_ALIKE, 5};
    struct riffle_removal one = removal_of(&world, set, 1);
    struct riffle_removal two = removal_of(&world, set, 2);
    assert_int_equal(riffle_interact(world.fit, &plain, &one, &found, &err),
                     RIFFLE_EUSAGE);
    assert_int_equal(riffle_interact(world.fit, &stepped, &two, &found, &err),
                     RIFFLE_ENOTAPPLICABLE);
    struct riffle_removal many = {.k = RIFFLE_INTERACT_MOST + 1};
    assert_int_equal(riffle_interact(world.fit, &plain, &many, &found, &err),
                     RIFFLE_ELIMIT);
    riffle_removal_release(&one);
    riffle_removal_release(&two);
    riffle_measure_free(loss);
    riffle_measure_free(step);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs_are_the_dense_ones),
        cmocka_unit_test(test_members_are_the_dense_ones),
        cmocka_unit_test(test_sets_agree_with_the_estimator),
        cmocka_unit_test(test_search_misses_no_pair),
        cmocka_unit_test(test_search_names_planted_pairs),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_a_stop_keeps_pairs),
        cmocka_unit_test(test_questions_without_an_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

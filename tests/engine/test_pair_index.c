/*
 * Interaction indices of pairs: exactly, against fits from scratch on every
 * subset and by their laws; sampled, within three of their standard errors.
 */
#include "support/every_subset.h"

#include "riffle/interact.h"
#include "riffle/pair_index.h"

enum { FEW = 7, MORE = 13 };

/* A retrained effect is exact to about 1e-9 of the measure. */
static const double TIGHT = 1e-8;

static const enum riffle_pair_law laws[] = {
    RIFFLE_PAIRS_SHAPLEY, RIFFLE_PAIRS_TAYLOR, RIFFLE_PAIRS_BANZHAF,
    RIFFLE_PAIRS_FULL};
enum { LAWS = sizeof laws / sizeof *laws };

static const char *watched = "test_loss";

static struct riffle_pair_index ask_of(const struct world *world,
                                       const struct riffle_pair_query *how,
                                       const size_t *rows, size_t k)
{
    struct riffle_error err = {0};
    struct riffle_pair_index index;
    struct riffle_removal removal;
    struct riffle_measure *measure = world_measure(world, watched);
    struct riffle_pair_query query = *how;
    query.fit = world->fit;
    query.measure = measure;
    assert_int_equal(riffle_removal_init(&removal, rows, k,
                                         world->data->train.n, NULL, &err),
                     RIFFLE_OK);
    if (riffle_pair_index(&query, &removal, &index, &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    riffle_removal_release(&removal);
    riffle_measure_free(measure);
    return index;
}

static struct riffle_pair_index all_pairs(const struct world *world,
                                          enum riffle_pair_law law)
{
    size_t rows[MORE];
    const struct riffle_pair_query how = {.law = law};
    for (size_t i = 0; i < world->data->train.n; i++)
        rows[i] = i;
    return ask_of(world, &how, rows, world->data->train.n);
}

static double factorial(size_t n)
{
    return tgamma((double)n + 1);
}

/* Weight of one subset of s rows, as the papers print it. */
static double weight(enum riffle_pair_law law, size_t n, size_t s)
{
    switch (law) {
    case RIFFLE_PAIRS_SHAPLEY:
        return factorial(n - s - 2) * factorial(s) / factorial(n - 1);
    case RIFFLE_PAIRS_TAYLOR:
        return 2 / (double)n * factorial(s) * factorial(n - 1 - s) /
               factorial(n - 1);
    case RIFFLE_PAIRS_BANZHAF:
        return pow(0.5, (double)n - 2);
    default:
        return s == n - 2;
    }
}

static double expected(enum riffle_pair_law law, const double *loss, size_t n,
                       const struct riffle_pair_value *pair)
{
    double sum = 0;
    unsigned a = 1U << pair->i, b = 1U << pair->j;
    for (unsigned set = 0; set < 1U << n; set++)
        if (!(set & (a | b)))
            sum +=
                weight(law, n, (size_t)__builtin_popcount(set)) *
                (loss[set] - loss[set | a] - loss[set | b] + loss[set | a | b]);
    return sum;
}

static void check_exact(enum riffle_penalty penalty)
{
    struct world world = small_world(FEW, penalty);
    double *loss = losses(&world);
    for (size_t l = 0; l < LAWS; l++) {
        struct riffle_pair_index index = all_pairs(&world, laws[l]);
        double sum = 0;
        assert_int_equal(index.n, FEW * (FEW - 1) / 2);
        assert_int_equal(index.samples, 0);
        assert_int_equal(index.models, (1U << FEW) - 2);
        for (size_t p = 0; p < index.n; p++) {
            const struct riffle_pair_value *pair = &index.items[p];
            assert_true(pair->i < pair->j);
            assert_close(pair->value, expected(laws[l], loss, FEW, pair),
                         TIGHT);
            assert_true(pair->error == 0);
            sum += pair->value;
        }
        assert_close(sum, index.all_pairs, TIGHT);
        riffle_pair_index_release(&index);
    }
    free(loss);
    world_free(&world);
}

static void test_exact_indices_are_the_papers(void **state)
{
    (void)state;
    check_exact(RIFFLE_PENALTY_FIXED);
    check_exact(RIFFLE_PENALTY_SCALED);
}

/* A row alone has one class and counts as none: nothing is left over. */
static void test_shapley_taylor_is_efficient(void **state)
{
    (void)state;
    struct world world = small_world(FEW, RIFFLE_PENALTY_FIXED);
    struct riffle_pair_index index = all_pairs(&world, RIFFLE_PAIRS_TAYLOR);
    double *loss = losses(&world);
    assert_close(index.whole, loss[(1U << FEW) - 1] - loss[0], TIGHT);
    assert_close(index.all_pairs, index.whole, TIGHT);
    assert_true(fabs(index.whole) > 0.1);
    riffle_pair_index_release(&index);
    free(loss);
    world_free(&world);
}

/* Two copies of a row have the same index with every third. */
static void test_copies_are_symmetric(void **state)
{
    (void)state;
    struct world world = small_world(FEW, RIFFLE_PENALTY_FIXED);
    struct riffle_rows *train = &world.data->train;
    memcpy(train->x + D, train->x, D * sizeof *train->x);
    train->y[1] = train->y[0];
    riffle_fit_free(world.fit);
    world.fit = fixture_fit(world.data, 0.1, RIFFLE_PENALTY_FIXED,
                            RIFFLE_INTERCEPT_FREE);
    for (size_t l = 0; l < LAWS; l++) {
        struct riffle_pair_index index = all_pairs(&world, laws[l]);
        for (size_t p = 0; p < index.n; p++) {
            const struct riffle_pair_value *one = &index.items[p];
            for (size_t q = 0; q < index.n; q++) {
                const struct riffle_pair_value *two = &index.items[q];
                if (one->i == 0 && two->i == 1 && one->j == two->j)
                    assert_close(one->value, two->value, TIGHT);
            }
        }
        riffle_pair_index_release(&index);
    }
    world_free(&world);
}

/*
 * A row of zeros without an intercept moves nothing: with all others there
 * (smaller subsets may owe it their second class) no pair with it interacts.
 */
static void test_a_dummy_interacts_with_nothing(void **state)
{
    (void)state;
    struct world world = small_world(MORE, RIFFLE_PENALTY_FIXED);
    const size_t rows[] = {2, 5, 8};
    const struct riffle_pair_query how = {.law = RIFFLE_PAIRS_FULL};
    memset(world.data->train.x + 5 * D, 0, D * sizeof(double));
    riffle_fit_free(world.fit);
    world.fit = fixture_fit(world.data, 0.1, RIFFLE_PENALTY_FIXED,
                            RIFFLE_INTERCEPT_NONE);
    struct riffle_pair_index index = ask_of(&world, &how, rows, 3);
    for (size_t p = 0; p < index.n; p++) {
        const struct riffle_pair_value *pair = &index.items[p];
        if (pair->i == 5 || pair->j == 5)
            assert_close(pair->value, 0, TIGHT);
        else
            assert_true(fabs(pair->value) > 1e-4);
    }
    riffle_pair_index_release(&index);
    world_free(&world);
}

/* With all other rows there, retraining says what NS estimates. */
static void test_the_full_term_is_what_interact_estimates(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 3, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    size_t rows[] = {0, 1, 7};
    const struct riffle_pair_query how = {.law = RIFFLE_PAIRS_FULL};
    watched = "logit:0"; /* linear: the measure adds no interaction itself */
    struct riffle_pair_index index = ask_of(&world, &how, rows, 3);
    struct riffle_measure *measure = world_measure(&world, watched);
    watched = "test_loss";
    const struct riffle_interact_options options = {measure,
                                                    RIFFLE_PAIR_INTERACTION, 3};
    const struct riffle_removal removal = {.rows = rows, .k = 3};
    struct riffle_interaction found;
    double off = 0, all = 0;
    assert_int_equal(
        riffle_interact(world.fit, &options, &removal, &found, NULL),
        RIFFLE_OK);
    for (size_t p = 0; p < 3; p++)
        for (size_t q = 0; q < 3; q++) {
            const struct riffle_pair *pair = &found.pairs.items[q];
            if (pair->i != index.items[p].i || pair->j != index.items[p].j)
                continue;
            off += fabs(pair->interaction - index.items[p].value);
            all += fabs(index.items[p].value);
        }
    assert_true(all > 1e-4);
    assert_true(off < 0.5 * all); /* one Newton step each, of three fits */
    riffle_interaction_release(&found);
    riffle_pair_index_release(&index);
    riffle_measure_free(measure);
    world_free(&world);
}

static void test_estimates_are_within_three_standard_errors(void **state)
{
    (void)state;
    struct world world = small_world(MORE, RIFFLE_PENALTY_FIXED);
    const size_t rows[] = {1, 4, 9};
    double *loss = losses(&world);
    for (size_t l = 0; l < LAWS - 1; l++) {
        const struct riffle_pair_query how = {
            .law = laws[l], .models = 3000, .seed = 2};
        struct riffle_pair_index index = ask_of(&world, &how, rows, 3);
        assert_in_range(index.models, 2000, 3100);
        assert_true(isnan(index.all_pairs));
        for (size_t p = 0; p < index.n; p++) {
            const struct riffle_pair_value *pair = &index.items[p];
            double off = pair->value - expected(laws[l], loss, MORE, pair);
            assert_true(pair->error > 0);
            assert_true(fabs(off) < 3 * pair->error);
        }
        riffle_pair_index_release(&index);
    }
    free(loss);
    world_free(&world);
}

/* Counts looks; after the second one, stop. */
static size_t looks;

static void look(void *data, const struct riffle_pair_index *index)
{
    (void)data;
    assert_true(index->models > 0);
    looks++;
}

static bool go_on(void *data, const char *stage, size_t done, size_t total)
{
    (void)data;
    (void)stage;
    return total == 0 || done == 0 || looks < 2;
}

static void test_stopping_keeps_what_there_is(void **state)
{
    (void)state;
    struct world world = small_world(MORE, RIFFLE_PENALTY_FIXED);
    const size_t rows[] = {1, 4};
    const struct riffle_progress progress = {go_on, NULL};
    const struct riffle_pair_query how = {.progress = &progress, .watch = look};
    looks = 0;
    struct riffle_pair_index index = ask_of(&world, &how, rows, 2);
    assert_true(index.stopped);
    assert_int_equal(looks, 2);
    assert_true(index.items[0].error > 0);
    riffle_pair_index_release(&index);
    const struct riffle_pair_query enough = {.target = 1.0};
    index = ask_of(&world, &enough, rows, 2);
    assert_true(!index.stopped && index.error <= 1.0);
    assert_true(index.models < 4000);
    riffle_pair_index_release(&index);
    world_free(&world);
}

static void test_what_cannot_be_asked(void **state)
{
    (void)state;
    struct world world = small_world(MORE, RIFFLE_PENALTY_FIXED);
    struct riffle_measure *measure = world_measure(&world, "removed_loss");
    struct riffle_pair_index index;
    struct riffle_error err = {0};
    size_t rows[] = {1, 2};
    struct riffle_removal removal = {.rows = rows, .k = 2};
    struct riffle_pair_query query = {.fit = world.fit, .measure = measure};
    assert_int_equal(riffle_pair_index(&query, &removal, &index, &err),
                     RIFFLE_ENOTAPPLICABLE);
    riffle_measure_free(measure);
    measure = world_measure(&world, "test_loss");
    query.measure = measure;
    removal.k = 1;
    assert_int_equal(riffle_pair_index(&query, &removal, &index, &err),
                     RIFFLE_EUSAGE);
    riffle_measure_free(measure);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_indices_are_the_papers),
        cmocka_unit_test(test_shapley_taylor_is_efficient),
        cmocka_unit_test(test_copies_are_symmetric),
        cmocka_unit_test(test_a_dummy_interacts_with_nothing),
        cmocka_unit_test(test_the_full_term_is_what_interact_estimates),
        cmocka_unit_test(test_estimates_are_within_three_standard_errors),
        cmocka_unit_test(test_stopping_keeps_what_there_is),
        cmocka_unit_test(test_what_cannot_be_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

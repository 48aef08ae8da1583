/*
 * Methods that follow a descent, against a descent written out here, and at
 * their limits: HyDRA and SGD-influence tend to IF, fast HyDRA to representer
 * values.
 */
#include "support/dense.h"
#include "support/world.h"

#include "riffle/score.h"

enum { N = 40, D = 3, P = D + 1 };

static void compute(const struct world *world, const char *name,
                    const char *measure, const char *with, uint64_t seed,
                    double *values)
{
    const struct riffle_score *score = riffle_score_find(name);
    struct riffle_measure *made = world_measure(world, measure);
    double settings[RIFFLE_SCORE_SETTINGS];
    struct riffle_error err = {0};
    assert_int_equal(riffle_score_settings_read(score, with, settings, &err),
                     RIFFLE_OK);
    const struct riffle_score_query query = {.fit = world->fit,
                                             .measure = made,
                                             .probe = &world->probe,
                                             .seed = seed,
                                             .settings = settings};
    struct riffle_score_result result = {.values = values};
    if (riffle_score_compute(score, &query, &result, &err) != RIFFLE_OK)
        fail_msg("%s: %s", name, err.message);
    riffle_measure_free(made);
}

static void check_same(const struct world *world, const char *name,
                       const char *with, const char *other, double tolerance)
{
    double a[N], b[N], size = 0;
    compute(world, name, "logit:5", with, 1, a);
    compute(world, other, "logit:5", NULL, 1, b);
    for (size_t i = 0; i < N; i++)
        size = fabs(b[i]) > size ? fabs(b[i]) : size;
    for (size_t i = 0; i < N; i++)
        assert_close(a[i] / size, b[i] / size, tolerance);
}

static void test_hydra_tends_to_influence(void **state)
{
    (void)state;
    for (int scaled = 0; scaled < 2; scaled++) {
        struct world world = world_new(
            N, D, scaled ? RIFFLE_PENALTY_SCALED : RIFFLE_PENALTY_FIXED,
            RIFFLE_INTERCEPT_FREE);
        /* curvatures differ by a factor of 20 or so: 6000 steps are plenty */
        check_same(&world, "hydra", "steps:6000", "if", 1e-7);
        check_same(&world, "sgd-influence", "steps:6000", "if", 1e-7);
        world_free(&world);
    }
}

/* Forwards or backwards along the same full-batch descent: the same numbers,
   wherever it ends. */
static void test_hydra_is_sgd_influence_at_any_step(void **state)
{
    (void)state;
    for (int scaled = 0; scaled < 2; scaled++) {
        struct world world = world_new(
            N, D, scaled ? RIFFLE_PENALTY_SCALED : RIFFLE_PENALTY_FIXED,
            RIFFLE_INTERCEPT_FREE);
        double a[N], b[N];
        compute(&world, "hydra", "test_loss", "steps:37,rate:0.7", 1, a);
        compute(&world, "sgd-influence", "test_loss", "steps:37,rate:0.7", 1,
                b);
        for (size_t i = 0; i < N; i++)
            assert_close(a[i], b[i], 1e-12); /* 37 steps of rounding */
        world_free(&world);
    }
}

static void test_fast_hydra_tends_to_representer_values(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_NONE);
    /* (1 - eta lambda)^steps: eta is about 3, lambda 1e-2 */
    check_same(&world, "hydra-fast", "steps:6000", "representer", 1e-7);
    world_free(&world);
}

/* ------------------------------------------ a descent, written out */

struct path {
    double theta[P];
    double eta;
    size_t d;
};

static double logit(const struct world *world, const struct path *path,
                    size_t i)
{
    double z = 0;
    for (size_t j = 0; j < path->d; j++)
        z += dense_x(world->fit, i, j) * path->theta[j];
    return z;
}

static double residual(const struct world *world, const struct path *path,
                       size_t i)
{
    return 1 / (1 + exp(-logit(world, path, i))) - world->data->train.y[i];
}

/* 1 / (largest eigenvalue of X'X / 4 n, plus lambda), by the power method. */
static double step_size(const struct world *world)
{
    double v[P] = {1, 1, 1, 1}, image[P], size = 1;
    for (int k = 0; k < 500; k++) {
        memset(image, 0, sizeof image);
        for (size_t i = 0; i < N; i++) {
            double z = 0;
            for (size_t j = 0; j < P; j++)
                z += dense_x(world->fit, i, j) * v[j];
            for (size_t j = 0; j < P; j++)
                image[j] += z * dense_x(world->fit, i, j);
        }
        size = 0;
        for (size_t j = 0; j < P; j++)
            size += image[j] * image[j];
        size = sqrt(size);
        for (size_t j = 0; j < P; j++)
            v[j] = image[j] / size;
    }
    return 1 / (size / (4.0 * N) + riffle_fit_summary(world->fit)->lambda);
}

static void advance(const struct world *world, struct path *path)
{
    double step[P];
    for (size_t j = 0; j < P; j++) {
        step[j] = dense_penalty(world->fit, j) / N * path->theta[j];
        for (size_t i = 0; i < N; i++)
            step[j] += residual(world, path, i) * dense_x(world->fit, i, j) / N;
    }
    for (size_t j = 0; j < P; j++)
        path->theta[j] -= path->eta * step[j];
}

static double test_x(const struct world *world, size_t i, size_t j)
{
    return j < D ? world->data->test.x[i * D + j] : 1;
}

static double test_residual(const struct world *world, const struct path *path,
                            size_t i)
{
    double z = 0;
    for (size_t j = 0; j < P; j++)
        z += test_x(world, i, j) * path->theta[j];
    return 1 / (1 + exp(-z)) - world->data->test.y[i];
}

static double product(const struct world *world, size_t i, size_t test)
{
    double sum = 0;
    for (size_t j = 0; j < P; j++)
        sum += dense_x(world->fit, i, j) * test_x(world, test, j);
    return sum;
}

static void test_tracincp_is_its_formula(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct path path = {.eta = step_size(&world), .d = P};
    double expected[N] = {0}, found[N];
    for (int t = 0; t < 50; t++) {
        for (size_t i = 0; i < N && t % 5 == 0; i++)
            expected[i] += path.eta * residual(&world, &path, i) *
                           test_residual(&world, &path, 5) *
                           product(&world, i, 5);
        advance(&world, &path);
    }
    compute(&world, "tracincp", "loss:5", "steps:50,checkpoints:10", 1, found);
    for (size_t i = 0; i < N; i++)
        assert_close(found[i], expected[i], 1e-9); /* the power method's */
    world_free(&world);
}

static void test_tracin_of_full_batches_is_tracincp_of_all_steps(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_SCALED, RIFFLE_INTERCEPT_FREE);
    double a[N], b[N];
    compute(&world, "tracin", "test_loss", "steps:30,batch:0", 1, a);
    compute(&world, "tracincp", "test_loss", "steps:30,checkpoints:30", 1, b);
    for (size_t i = 0; i < N; i++)
        assert_close(a[i], b[i] / N, 1e-13);
    world_free(&world);
}

static double sum_of_credits(const struct world *world, const char *with)
{
    double values[N], sum = 0;
    compute(world, "tracin", "test_loss", with, 1, values);
    for (size_t i = 0; i < N; i++)
        sum += values[i];
    return sum;
}

/* Small steps: what the rows are credited with is what the measure lost. */
static void test_tracin_credits_sum_to_the_decrease(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_SCALED, RIFFLE_INTERCEPT_FREE);
    struct riffle_measure *measure = world_measure(&world, "test_loss");
    double wide = sum_of_credits(&world, "steps:10000,rate:0.04,batch:0");
    double half = sum_of_credits(&world, "steps:20000,rate:0.02,batch:0");
    double decrease = measure_at_zero(measure);
    /* the error is linear in the rate, so it goes when extrapolated to 0 */
    assert_true(fabs(half / decrease - 1) < 0.6 * fabs(wide / decrease - 1));
    assert_close((2 * half - wide) / decrease, 1, 5e-3);
    riffle_measure_free(measure);
    world_free(&world);
}

static void test_tracinrp_is_unbiased(void **state)
{
    (void)state;
    enum { SEEDS = 300 };
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double exact[N], sum[N] = {0}, square[N] = {0}, values[N];
    compute(&world, "tracincp", "test_loss", "steps:40", 1, exact);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        compute(&world, "tracinrp", "test_loss", "steps:40,rank:8", seed,
                values);
        for (size_t i = 0; i < N; i++) {
            sum[i] += values[i];
            square[i] += values[i] * values[i];
        }
    }
    for (size_t i = 0; i < N; i++) {
        double mean = sum[i] / SEEDS;
        double variance = (square[i] / SEEDS - mean * mean) / (SEEDS - 1);
        /* 40 rows at once: one in 400 such runs beyond 4 */
        assert_true(fabs(mean - exact[i]) < 4 * sqrt(variance));
    }
    world_free(&world);
}

/* sign r = -s: for one test row the model drops out of GAS. */
static void test_gas_is_the_cosine_of_the_rows(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double values[N], length = 0;
    compute(&world, "gas", "loss:5", "steps:60", 1, values);
    for (size_t j = 0; j < P; j++)
        length += test_x(&world, 5, j) * test_x(&world, 5, j);
    for (size_t i = 0; i < N; i++) {
        double own = 0;
        for (size_t j = 0; j < P; j++)
            own += dense_x(world.fit, i, j) * dense_x(world.fit, i, j);
        bool same = world.data->train.y[i] == world.data->test.y[5];
        double cosine = product(&world, i, 5) / sqrt(own * length);
        assert_close(values[i], same ? cosine : -cosine, 1e-12);
    }
    world_free(&world);
}

static void test_more_columns_than_rows_descend_alike(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 60, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double a[N], b[N];
    compute(&world, "hydra", "test_loss", "steps:20", 1, a);
    compute(&world, "sgd-influence", "test_loss", "steps:20", 1, b);
    for (size_t i = 0; i < N; i++)
        assert_close(a[i], b[i], 1e-12);
    check_same(&world, "sgd-influence", "steps:6000", "if", 1e-6);
    world_free(&world);
}

static void test_too_many_steps_are_refused(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_measure *measure = world_measure(&world, "test_loss");
    double values[N] = {7}, settings[RIFFLE_SCORE_SETTINGS] = {1e7, 1, 0};
    const struct riffle_score_query query = {
        .fit = world.fit, .measure = measure, .settings = settings};
    struct riffle_score_result result = {.values = values};
    struct riffle_error err = {0};
    /* 10^7 x 44 numbers of 8 bytes */
    assert_int_equal(riffle_score_compute(riffle_score_find("sgd-influence"),
                                          &query, &result, &err),
                     RIFFLE_ELIMIT);
    assert_true(strstr(err.hint, "steps:") != NULL);
    assert_true(values[0] == 7);
    riffle_measure_free(measure);
    world_free(&world);
}

/* Entry j of row i's gradient where the path is; its share of the penalty
   counts under penalty=scaled. */
static double gradient(const struct world *world, const struct path *path,
                       bool scaled, size_t i, size_t j)
{
    double pull = dense_penalty(world->fit, j) / N * path->theta[j];
    return residual(world, path, i) * dense_x(world->fit, i, j) +
           (scaled ? pull : 0);
}

static void add_others(const struct world *world, const struct path *path,
                       bool scaled, double *values)
{
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++)
            for (size_t j = 0; j < P && k != i; j++)
                values[i] += path->eta / (N - 1) *
                             gradient(world, path, scaled, i, j) *
                             gradient(world, path, scaled, k, j);
}

static void test_tracinad_is_what_the_others_did(void **state)
{
    (void)state;
    for (int scaled = 0; scaled < 2; scaled++) {
        struct world world = world_new(
            N, D, scaled ? RIFFLE_PENALTY_SCALED : RIFFLE_PENALTY_FIXED,
            RIFFLE_INTERCEPT_FREE);
        struct path path = {.eta = step_size(&world), .d = P};
        double values[N], expected[N] = {0};
        compute(&world, "tracinad", "test_loss", "steps:30,checkpoints:15", 1,
                values);
        for (size_t t = 0; t < 30; t++) {
            if (t % 2 == 0)
                add_others(&world, &path, scaled, expected);
            advance(&world, &path);
        }
        for (size_t i = 0; i < N; i++)
            assert_close(values[i], expected[i], 1e-11); /* rounding */
        world_free(&world);
    }
}

/* Of labels turned at random most are at its negative end. */
static void test_tracinad_finds_turned_labels(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(N, 24, D, 5);
    struct world world = {.data = data};
    double values[N];
    size_t order[N], found = 0;
    for (size_t i = 0; i < N; i++)
        data->train.y[i] = data->train.x[i * D] > 0;
    for (size_t i = 0; i < 4; i++)
        data->train.y[i] = !data->train.y[i];
    world.fit =
        fixture_fit(data, 1e-2, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    compute(&world, "tracinad", "self_loss", NULL, 1, values);
    assert_int_equal(
        riffle_score_rank(values, N, RIFFLE_SIGN_NEGATIVE, N, order, NULL),
        RIFFLE_OK);
    for (size_t r = 0; r < 8; r++)
        found += order[r] < 4;
    assert_true(found >= 3);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tracinad_is_what_the_others_did),
        cmocka_unit_test(test_tracinad_finds_turned_labels),
        cmocka_unit_test(test_hydra_tends_to_influence),
        cmocka_unit_test(test_hydra_is_sgd_influence_at_any_step),
        cmocka_unit_test(test_fast_hydra_tends_to_representer_values),
        cmocka_unit_test(test_tracincp_is_its_formula),
        cmocka_unit_test(test_tracin_of_full_batches_is_tracincp_of_all_steps),
        cmocka_unit_test(test_tracin_credits_sum_to_the_decrease),
        cmocka_unit_test(test_tracinrp_is_unbiased),
        cmocka_unit_test(test_gas_is_the_cosine_of_the_rows),
        cmocka_unit_test(test_more_columns_than_rows_descend_alike),
        cmocka_unit_test(test_too_many_steps_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

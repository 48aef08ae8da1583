/* Approximate solves at their exact ends, and the nearest neighbours. */
#include "support/dense.h"
#include "support/world.h"

#include "attribution/knn.h"
#include "riffle/score.h"

enum { N = 40, D = 3, P = D + 1 };

static enum riffle_status try_compute(const struct world *world,
                                      const char *name, const char *with,
                                      double *values, struct riffle_error *err)
{
    const struct riffle_score *score = riffle_score_find(name);
    struct riffle_measure *made = world_measure(world, "test_loss");
    double settings[RIFFLE_SCORE_SETTINGS];
    assert_int_equal(riffle_score_settings_read(score, with, settings, err),
                     RIFFLE_OK);
    const struct riffle_score_query query = {.fit = world->fit,
                                             .measure = made,
                                             .probe = &world->probe,
                                             .settings = settings};
    struct riffle_score_result result = {.values = values};
    enum riffle_status status =
        riffle_score_compute(score, &query, &result, err);
    riffle_measure_free(made);
    return status;
}

static void compute(const struct world *world, const char *name,
                    const char *with, double *values)
{
    struct riffle_error err = {0};
    if (try_compute(world, name, with, values, &err) != RIFFLE_OK)
        fail_msg("%s: %s", name, err.message);
}

static void check_is_influence(const char *name, const char *with, size_t d,
                               enum riffle_penalty penalty)
{
    struct world world = world_new(N, d, penalty, RIFFLE_INTERCEPT_FREE);
    double a[N], b[N];
    compute(&world, name, with, a);
    compute(&world, "if", NULL, b);
    for (size_t i = 0; i < N; i++)
        assert_close(a[i], b[i], 1e-9); /* eigenpairs, or terms left out */
    world_free(&world);
}

static void test_arnoldi_of_all_pairs_is_influence(void **state)
{
    (void)state;
    check_is_influence("arnoldi", "rank:100", D, RIFFLE_PENALTY_FIXED);
    check_is_influence("arnoldi", "rank:100", D, RIFFLE_PENALTY_SCALED);
    check_is_influence("arnoldi", "rank:100", 60, RIFFLE_PENALTY_SCALED);
}

static void test_arnoldi_steps_find_the_largest_pairs(void **state)
{
    (void)state;
    /* a Krylov space of all dimensions is the whole space */
    check_is_influence("arnoldi", "rank:100,steps:100", D,
                       RIFFLE_PENALTY_FIXED);
    check_is_influence("arnoldi", "rank:100,steps:100", 60,
                       RIFFLE_PENALTY_SCALED);
    struct world world =
        world_new(N, 60, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double whole[N], few[N], many[N], far = 0, near = 0;
    compute(&world, "arnoldi", "rank:2", whole);
    compute(&world, "arnoldi", "rank:2,steps:3", few);
    compute(&world, "arnoldi", "rank:2,steps:25", many);
    for (size_t i = 0; i < N; i++) {
        far += fabs(few[i] - whole[i]);
        near += fabs(many[i] - whole[i]);
    }
    assert_true(far > 0 && near < 0.01 * far); /* the ends converge first */
    world_free(&world);
}

/* FastIF asks only the neighbours of a test row: those keep their values. */
static void test_lissa_may_ask_neighbours_only(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const size_t one[] = {4};
    riffle_probe_release(&world.probe);
    assert_int_equal(riffle_probe_rows(&world.probe, world.fit, one, 1, NULL),
                     RIFFLE_OK);
    double all[N], near[N], every[N], farthest = 0, nearest = INFINITY;
    size_t kept = 0;
    compute(&world, "lissa", NULL, all);
    compute(&world, "lissa", "nearest:7", near);
    compute(&world, "lissa", "nearest:100", every);
    for (size_t i = 0; i < N; i++) {
        double distance = 0;
        for (size_t j = 0; j < D; j++)
            distance += pow(world.data->train.x[i * D + j] -
                                world.data->test.x[4 * D + j],
                            2);
        assert_true(every[i] == all[i]);
        assert_true(near[i] == 0 || near[i] == all[i]);
        kept += near[i] != 0;
        if (near[i] != 0)
            farthest = fmax(farthest, distance);
        else
            nearest = fmin(nearest, distance);
    }
    assert_int_equal(kept, 7);
    assert_true(farthest <= nearest);
    world_free(&world);
}

static void test_lissa_tends_to_influence(void **state)
{
    (void)state;
    check_is_influence("lissa", "steps:3000", D, RIFFLE_PENALTY_FIXED);
    check_is_influence("lissa", "steps:3000", D, RIFFLE_PENALTY_SCALED);
}

static void test_lissa_says_that_it_diverges(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_error err = {0};
    double values[N] = {7};
    assert_int_equal(try_compute(&world, "lissa", "scale:0.45", values, &err),
                     RIFFLE_ENOTCONVERGED);
    assert_true(strstr(err.hint, "scale:1.1") != NULL);
    assert_true(values[0] == 7);
    world_free(&world);
}

/* H's largest eigenpair by the power method. */
static double top_pair(const struct riffle_fit *fit, double *q)
{
    double a[P * P] = {0}, image[P], size = 1;
    dense_add_rows(fit, NULL, 1, a);
    for (size_t j = 0; j < P; j++) {
        a[j * P + j] += dense_penalty(fit, j);
        q[j] = 1 + (double)j;
    }
    for (int k = 0; k < 2000; k++) {
        size = 0;
        for (size_t r = 0; r < P; r++) {
            image[r] = 0;
            for (size_t c = 0; c < P; c++)
                image[r] += a[r * P + c] * q[c];
            size += image[r] * image[r];
        }
        size = sqrt(size);
        for (size_t j = 0; j < P; j++)
            q[j] = image[j] / size;
    }
    return size;
}

static void test_arnoldi_of_one_pair_is_its_formula(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double q[P], values[N], along = 0;
    double eigenvalue = top_pair(world.fit, q);
    const struct riffle_points *test = riffle_fit_test(world.fit);
    for (size_t t = 0; t < world.probe.size; t++)
        for (size_t j = 0; j < P; j++) {
            size_t row = world.probe.rows[t];
            double x = j < D ? world.data->test.x[row * D + j] : 1;
            along += test->residual[row] * x * q[j];
        }
    compute(&world, "arnoldi", "rank:1", values);
    for (size_t i = 0; i < N; i++) {
        double own = 0;
        for (size_t j = 0; j < P; j++)
            own += dense_x(world.fit, i, j) * q[j];
        own *= riffle_fit_train(world.fit)->residual[i];
        assert_close(values[i], along * own / eigenvalue, 1e-9);
    }
    world_free(&world);
}

/* A sketch of length h has a standard deviation of h sqrt(2 / rank). */
static void test_sketch_is_near_rescaled_influence(void **state)
{
    (void)state;
    enum { RANK = 4000 };
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double exact[N], found[N], spread = sqrt(2.0 / RANK), square = 0;
    compute(&world, "rif", NULL, exact);
    compute(&world, "sketch", "rank:4000", found);
    for (size_t i = 0; i < N; i++) {
        double h = riffle_fit_train(world.fit)->leverage[i];
        double error = (found[i] / exact[i] - 1) / (spread * h / (1 - h));
        assert_true(fabs(error) < 4); /* 40 rows: one run in 400 beyond */
        square += error * error;
    }
    /* and not far nearer than the sketch's noise: it is one */
    assert_true(square / N > 0.3);
    world_free(&world);
}

/* ------------------------------------------------- nearest neighbours */

enum { MOST = 9 };

/* Rows of the set that are among its k nearest and agree, over k. */
static double utility(const bool *agrees, size_t n, size_t k, unsigned set)
{
    size_t seen = 0, right = 0;
    for (size_t j = 0; j < n && seen < k; j++) {
        if (!(set >> j & 1U))
            continue;
        seen++;
        right += agrees[j];
    }
    return (double)right / (double)k;
}

static double factorial(size_t n)
{
    return n < 2 ? 1 : (double)n * factorial(n - 1);
}

static double shapley(const bool *agrees, size_t n, size_t k, size_t i)
{
    double sum = 0;
    for (unsigned set = 0; set < 1U << n; set++) {
        if (set >> i & 1U)
            continue;
        size_t size = (size_t)__builtin_popcount(set);
        sum +=
            factorial(size) * factorial(n - 1 - size) / factorial(n) *
            (utility(agrees, n, k, set | 1U << i) - utility(agrees, n, k, set));
    }
    return sum;
}

static void test_knn_shapley_is_the_sum_over_all_sets(void **state)
{
    (void)state;
    struct riffle_rng rng;
    riffle_rng_init(&rng, 4, "knn");
    for (size_t n = 1; n <= MOST; n++)
        for (size_t k = 1; k <= MOST + 1; k++) {
            bool agrees[MOST];
            double found[MOST];
            for (size_t j = 0; j < n; j++)
                agrees[j] = riffle_rng_below(&rng, 2) == 1;
            knn_shapley(agrees, n, k, found);
            for (size_t i = 0; i < n; i++)
                assert_close(found[i], shapley(agrees, n, k, i), 1e-14);
        }
}

static void test_knn_leave_one_out_is_the_vote_without(void **state)
{
    (void)state;
    const bool agrees[] = {true, false, true, true, false, true};
    for (size_t k = 1; k <= 7; k++) {
        double found[6];
        knn_leave_one_out(agrees, 6, k, found);
        for (size_t i = 0; i < 6; i++)
            assert_close(found[i],
                         utility(agrees, 6, k, 0x3f) -
                             utility(agrees, 6, k, 0x3f & ~(1U << i)),
                         1e-15);
    }
}

/* Shapley values share out the whole: the votes of all rows on the probe. */
static void test_knn_scores_share_out_the_votes(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    for (int hessian = 0; hessian < 2; hessian++) {
        double values[N], sum = 0, votes = 0;
        compute(&world, "knn-shapley", hessian ? "k:1,hessian:1" : "k:1",
                values);
        for (size_t i = 0; i < N; i++)
            sum += values[i];
        for (size_t t = 0; t < world.probe.size; t++) {
            size_t row = world.probe.rows[t], best = 0;
            double least = INFINITY;
            for (size_t i = 0; i < N; i++) {
                double distance = 0;
                size_t p = hessian ? P : D;
                const double *a = hessian ? world.fit->z + i * P
                                          : world.data->train.x + i * D;
                const double *b = hessian ? world.fit->z_test + row * P
                                          : world.data->test.x + row * D;
                for (size_t j = 0; j < p; j++)
                    distance += (a[j] - b[j]) * (a[j] - b[j]);
                best = distance < least ? i : best;
                least = distance < least ? distance : least;
            }
            votes += world.data->train.y[best] == world.data->test.y[row];
        }
        assert_close(sum, votes, 1e-12);
    }
    world_free(&world);
}

static void test_knn_needs_test_rows(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_error err = {0};
    double values[N];
    assert_int_equal(riffle_score_values(riffle_score_find("knn-loo"),
                                         world.fit, NULL, values, &err),
                     RIFFLE_ESTATE);
    assert_true(err.hint[0] != '\0');
    world_free(&world);
}

/* --------------------------------------------------------- settings */

static void check_refused(const char *with, const char *hint)
{
    double values[RIFFLE_SCORE_SETTINGS];
    struct riffle_error err = {0};
    assert_int_equal(riffle_score_settings_read(riffle_score_find("lissa"),
                                                with, values, &err),
                     RIFFLE_EUSAGE);
    assert_true(strstr(err.hint, hint) != NULL);
}

static void test_settings_are_read_or_refused(void **state)
{
    (void)state;
    double values[RIFFLE_SCORE_SETTINGS];
    const struct riffle_score *score = riffle_score_find("lissa");
    assert_int_equal(
        riffle_score_settings_read(score, "scale:2,steps:7", values, NULL),
        RIFFLE_OK);
    assert_true(values[0] == 7 && values[1] == 2);
    assert_int_equal(riffle_score_settings_read(score, NULL, values, NULL),
                     RIFFLE_OK);
    assert_true(values[0] == 1000 && values[1] == 1.1);
    check_refused("step:7", "steps");
    check_refused("steps:7.5", "steps:1000");
    check_refused("steps:0", "steps:1000");
    check_refused("steps", "steps:1000");
    check_refused("scale:x", "scale:1.1");
    assert_int_equal(riffle_score_settings_read(riffle_score_find("if"),
                                                "steps:7", values, NULL),
                     RIFFLE_EUSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arnoldi_of_all_pairs_is_influence),
        cmocka_unit_test(test_arnoldi_of_one_pair_is_its_formula),
        cmocka_unit_test(test_arnoldi_steps_find_the_largest_pairs),
        cmocka_unit_test(test_lissa_may_ask_neighbours_only),
        cmocka_unit_test(test_lissa_tends_to_influence),
        cmocka_unit_test(test_lissa_says_that_it_diverges),
        cmocka_unit_test(test_sketch_is_near_rescaled_influence),
        cmocka_unit_test(test_knn_shapley_is_the_sum_over_all_sets),
        cmocka_unit_test(test_knn_leave_one_out_is_the_vote_without),
        cmocka_unit_test(test_knn_scores_share_out_the_votes),
        cmocka_unit_test(test_knn_needs_test_rows),
        cmocka_unit_test(test_settings_are_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

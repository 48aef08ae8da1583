/*
 * Sampled scores: exact ones against fits made from scratch on every subset,
 * estimates within three of their own standard errors (seeds fixed).
 */
#include "support/every_subset.h"

#include "riffle/score.h"

enum { FEW = 8, SOME = 13 };

static struct riffle_score_result ask(const struct world *world,
                                      const char *name, const char *with,
                                      uint64_t seed, double *values,
                                      double *errors)
{
    const struct riffle_score *score = riffle_score_find(name);
    struct riffle_measure *measure = world_measure(world, "test_loss");
    double settings[RIFFLE_SCORE_SETTINGS];
    struct riffle_error err = {0};
    assert_int_equal(riffle_score_settings_read(score, with, settings, &err),
                     RIFFLE_OK);
    const struct riffle_score_query query = {.fit = world->fit,
                                             .measure = measure,
                                             .seed = seed,
                                             .settings = settings};
    struct riffle_score_result result = {.values = values, .errors = errors};
    if (riffle_score_compute(score, &query, &result, &err) != RIFFLE_OK)
        fail_msg("%s: %s", name, err.message);
    riffle_measure_free(measure);
    return result;
}

static double gamma_of(double x)
{
    return exp(lgamma(x));
}

/* Chance of one subset of s among m others when t ~ Beta(a, b). */
static double chance(size_t m, size_t s, double a, double b)
{
    double k = (double)s, n = (double)m;
    return gamma_of(k + a) * gamma_of(n - k + b) / gamma_of(n + a + b) *
           gamma_of(a + b) / gamma_of(a) / gamma_of(b);
}

/* The definition, summed over every subset of the others. */
static double semivalue_of(const double *loss, size_t n, size_t i, double a,
                           double b)
{
    double sum = 0;
    for (unsigned set = 0; set < 1U << n; set++) {
        if (set >> i & 1U)
            continue;
        size_t size = (size_t)__builtin_popcount(set);
        double each =
            a > 0 ? chance(n - 1, size, a, b) : pow(0.5, (double)(n - 1));
        sum += each * (loss[set] - loss[set | 1U << i]);
    }
    return sum;
}

static double downsampling_of(const double *loss, size_t n, size_t i,
                              size_t size)
{
    double out = 0, in = 0, n_out = 0, n_in = 0;
    for (unsigned set = 0; set < 1U << n; set++) {
        if ((size_t)__builtin_popcount(set) != size)
            continue;
        bool there = set >> i & 1U;
        out += there ? 0 : loss[set];
        in += there ? loss[set] : 0;
        n_out += !there;
        n_in += there;
    }
    return out / n_out - in / n_in;
}

static void check_exact(enum riffle_penalty penalty)
{
    struct world world = small_world(FEW, penalty);
    double *loss = losses(&world);
    double shapley[FEW], banzhaf[FEW], beta[FEW], down[FEW];
    ask(&world, "shapley", NULL, 1, shapley, NULL);
    ask(&world, "banzhaf", NULL, 1, banzhaf, NULL);
    ask(&world, "beta-shapley", "alpha:4,beta:1", 1, beta, NULL);
    ask(&world, "downsampling", "share:0.75", 1, down, NULL);
    for (size_t i = 0; i < FEW; i++) {
        /* two optima, each to rounding */
        assert_close(shapley[i], semivalue_of(loss, FEW, i, 1, 1), 1e-8);
        assert_close(banzhaf[i], semivalue_of(loss, FEW, i, 0, 0), 1e-8);
        assert_close(beta[i], semivalue_of(loss, FEW, i, 1, 4), 1e-8);
        assert_close(down[i], downsampling_of(loss, FEW, i, 6), 1e-8);
    }
    free(loss);
    world_free(&world);
}

static void test_few_rows_are_summed_exactly(void **state)
{
    (void)state;
    check_exact(RIFFLE_PENALTY_FIXED);
    check_exact(RIFFLE_PENALTY_SCALED);
}

/* Shapley values share out what training as a whole does. */
static void test_shapley_values_are_efficient(void **state)
{
    (void)state;
    struct world world = small_world(FEW, RIFFLE_PENALTY_SCALED);
    struct riffle_measure *measure = world_measure(&world, "test_loss");
    double values[FEW], sum = 0;
    ask(&world, "shapley", NULL, 1, values, NULL);
    for (size_t i = 0; i < FEW; i++)
        sum += values[i];
    assert_close(sum, measure_at_zero(measure), 1e-9);
    riffle_measure_free(measure);
    world_free(&world);
}

/* Estimates against their exact values in units of their standard errors. */
static void check_sampled(const double *values, const double *errors,
                          const double *exact)
{
    double square = 0;
    for (size_t i = 0; i < SOME; i++) {
        double off = (values[i] - exact[i]) / errors[i];
        assert_true(fabs(off) < 3);
        square += off * off / SOME;
    }
    /* 13 correlated numbers: errors that are honest, neither tiny nor huge */
    assert_true(square > 0.1 && square < 3);
}

static void test_estimates_are_within_three_standard_errors(void **state)
{
    (void)state;
    struct world world = small_world(SOME, RIFFLE_PENALTY_FIXED);
    double *loss = losses(&world);
    double values[SOME], errors[SOME], exact[SOME];
    static const struct {
        const char *name, *with;
        double a, b;
    } cases[] = {
        {"shapley", "samples:3000,target:0", 1, 1},
        {"banzhaf", "samples:3000,target:0", 0, 0},
        {"beta-shapley", "samples:3000,target:0,alpha:4,beta:1", 1, 4},
        {"tmc", "samples:9000,target:0,tolerance:0", 1, 1},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        for (size_t i = 0; i < SOME; i++)
            exact[i] = semivalue_of(loss, SOME, i, cases[c].a, cases[c].b);
        ask(&world, cases[c].name, cases[c].with, 1, values, errors);
        check_sampled(values, errors, exact);
    }
    for (size_t i = 0; i < SOME; i++)
        exact[i] = downsampling_of(loss, SOME, i, 9);
    ask(&world, "downsampling", "samples:3000,target:0,share:0.7", 1, values,
        errors);
    check_sampled(values, errors, exact);
    free(loss);
    world_free(&world);
}

/* Mean of -loss_i over subsets of the five sizes without i, all of them. */
static void test_cscore_is_the_mean_loss_unseen(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 4, 7, 9, 12}; /* 10% ... 90% of 13 */
    struct world world = small_world(SOME, RIFFLE_PENALTY_FIXED);
    double values[SOME], errors[SOME];
    ask(&world, "cscore", "samples:4000,target:0", 2, values, errors);
    const struct riffle_fit_summary *summary = riffle_fit_summary(world.fit);
    for (size_t i = 0; i < SOME; i += 4) {
        double sum = 0, count = 0;
        for (size_t s = 0; s < 5; s++) {
            double mean = 0, sets = 0;
            for (unsigned set = 1; set < 1U << SOME; set++) {
                size_t rows[SOME], k = 0;
                if (set >> i & 1U ||
                    (size_t)__builtin_popcount(set) != sizes[s])
                    continue;
                double z = 0;
                if (has_both_classes(world.data, set)) {
                    for (size_t r = 0; r < SOME; r++)
                        if (!(set >> r & 1U))
                            rows[k++] = r;
                    const struct riffle_removal removal = {.rows = rows,
                                                           .k = k};
                    struct riffle_dataset *less =
                        dense_without(world.data, &removal);
                    struct riffle_fit *fit = fixture_fit(
                        less, summary->lambda * SOME / (double)(SOME - k),
                        RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
                    for (size_t j = 0; j <= D; j++)
                        z +=
                            dense_x(world.fit, i, j) * riffle_fit_theta(fit)[j];
                    riffle_fit_free(fit);
                    riffle_dataset_free(less);
                }
                mean -= log1p(exp(world.data->train.y[i] ? -z : z));
                sets++;
            }
            /* subsets of size s leave i out with chance 1 - s / n */
            double share = 1 - (double)sizes[s] / SOME;
            sum += share * mean / sets;
            count += share;
        }
        assert_true(fabs(values[i] - sum / count) < 3 * errors[i]);
    }
    world_free(&world);
}

/* A large penalty makes effects add up: then a fixed size centres them. */
static void test_downsampling_of_an_additive_game_is_centred(void **state)
{
    (void)state;
    struct world world = {.data = fixture_random(30, 24, 3, 5)};
    const size_t rows[] = {0, 1, 2, 3, 4, 5};
    double values[30], influence[30], mean = 0, largest = 0;
    world.fit = fixture_fit(world.data, 300, RIFFLE_PENALTY_FIXED,
                            RIFFLE_INTERCEPT_PENALIZED);
    assert_int_equal(riffle_probe_rows(&world.probe, world.fit, rows, 6, NULL),
                     RIFFLE_OK);
    ask(&world, "downsampling", "samples:512,target:0", 1, values, NULL);
    ask(&world, "rif", NULL, 1, influence, NULL);
    for (size_t i = 0; i < 30; i++) {
        mean += influence[i] / 30;
        largest = fmax(largest, fabs(influence[i]));
    }
    for (size_t i = 0; i < 30; i++)
        /* curvature beyond the first order: 1 / lambda */
        assert_close(values[i] / largest,
                     30.0 / 29 * (influence[i] - mean) / largest, 1e-2);
    world_free(&world);
}

/* On the same game every dial of the semivalues shows the same. */
static void test_an_additive_game_has_one_value(void **state)
{
    (void)state;
    static const char *const names[] = {"shapley", "banzhaf", "beta-shapley"};
    struct world world = {.data = fixture_random(30, 24, 3, 5)};
    const size_t rows[] = {0, 1, 2, 3, 4, 5};
    double values[30], influence[30], largest = 0;
    world.fit = fixture_fit(world.data, 300, RIFFLE_PENALTY_FIXED,
                            RIFFLE_INTERCEPT_PENALIZED);
    assert_int_equal(riffle_probe_rows(&world.probe, world.fit, rows, 6, NULL),
                     RIFFLE_OK);
    ask(&world, "rif", NULL, 1, influence, NULL);
    for (size_t i = 0; i < 30; i++)
        largest = fmax(largest, fabs(influence[i]));
    for (size_t k = 0; k < 3; k++) {
        ask(&world, names[k], "samples:512,target:0", 1, values, NULL);
        for (size_t i = 0; i < 30; i++)
            assert_close(values[i] / largest, influence[i] / largest, 2e-2);
    }
    world_free(&world);
}

/* Ordinary marginal effects by regression: without a penalty the LASSO is
   least squares, and with one that is 1 there is nothing left. */
static void test_ame_shrinks_with_its_penalty(void **state)
{
    (void)state;
    struct world world = small_world(SOME, RIFFLE_PENALTY_FIXED);
    double *loss = losses(&world);
    double none[SOME], all[SOME], exact[SOME] = {0}, size = 0, off = 0;
    ask(&world, "ame", "samples:6000,penalty:0", 1, none, NULL);
    ask(&world, "ame", "samples:500,penalty:1", 1, all, NULL);
    for (size_t i = 0; i < SOME; i++) {
        for (unsigned set = 0; set < 1U << SOME; set++) {
            if (set >> i & 1U)
                continue;
            double others = 0;
            for (int d = 1; d <= 4; d++) {
                double k = (double)__builtin_popcount(set);
                others += pow(0.2 * d, k) * pow(1 - 0.2 * d, 12 - k) / 4;
            }
            exact[i] += others * (loss[set] - loss[set | 1U << i]);
        }
        assert_true(all[i] == 0);
        size += exact[i] * exact[i];
        off += (none[i] - exact[i]) * (none[i] - exact[i]);
    }
    /* 6000 subsets, a dozen unknowns: some per cent of noise */
    assert_true(sqrt(off / size) < 0.25);
    free(loss);
    world_free(&world);
}

/* Small steps from zero: every order gives the gradient at zero. */
static void test_gshapley_of_small_steps_is_the_gradient(void **state)
{
    (void)state;
    struct world world = small_world(SOME, RIFFLE_PENALTY_FIXED);
    double values[SOME], errors[SOME], expected[SOME], size = 0, scale = 0;
    ask(&world, "gshapley", "samples:20,target:0,rate:1e-5", 1, values, errors);
    for (size_t i = 0; i < SOME; i++) {
        double r = world.data->train.y[i] ? -0.5 : 0.5;
        expected[i] = 0;
        for (size_t t = 0; t < 6; t++) {
            double slope = world.data->test.y[t] ? -0.5 : 0.5, product = 1;
            for (size_t j = 0; j < D; j++)
                product += world.data->train.x[i * D + j] *
                           world.data->test.x[t * D + j];
            expected[i] += r * slope * product;
        }
        size += expected[i] * expected[i];
        scale += expected[i] * values[i];
    }
    for (size_t i = 0; i < SOME; i++)
        assert_close(values[i] * size / scale / sqrt(size),
                     expected[i] / sqrt(size), 1e-3);
    world_free(&world);
}

static void test_a_target_ends_the_sampling(void **state)
{
    (void)state;
    struct world world = small_world(SOME, RIFFLE_PENALTY_FIXED);
    double values[SOME], errors[SOME];
    struct riffle_score_result result =
        ask(&world, "banzhaf", "samples:100000,target:0.2", 1, values, errors);
    assert_true(result.samples < 100000 && result.error <= 0.2);
    assert_false(result.stopped);
    world_free(&world);
}

static void test_the_same_seed_gives_the_same_numbers(void **state)
{
    (void)state;
    struct world world = small_world(SOME, RIFFLE_PENALTY_FIXED);
    double a[SOME], b[SOME], c[SOME];
    ask(&world, "shapley", "samples:300", 5, a, NULL);
    ask(&world, "shapley", "samples:300", 5, b, NULL);
    ask(&world, "shapley", "samples:300", 6, c, NULL);
    assert_memory_equal(a, b, sizeof a);
    assert_true(a[0] != c[0]);
    world_free(&world);
}

static bool stop_after(void *data, const char *stage, size_t done, size_t total)
{
    (void)stage;
    return total == 0 || done < *(size_t *)data;
}

static void check_stopped(const char *name, size_t after,
                          enum riffle_status expected)
{
    struct world world = small_world(SOME, RIFFLE_PENALTY_FIXED);
    struct riffle_measure *measure = world_measure(&world, "test_loss");
    double values[SOME] = {7}, errors[SOME];
    const struct riffle_progress progress = {stop_after, &after};
    const double settings[RIFFLE_SCORE_SETTINGS] = {2000, 0, 0.5};
    const struct riffle_score_query query = {.fit = world.fit,
                                             .measure = measure,
                                             .settings = settings,
                                             .progress = &progress};
    struct riffle_score_result result = {.values = values, .errors = errors};
    struct riffle_error err = {0};
    assert_int_equal(
        riffle_score_compute(riffle_score_find(name), &query, &result, &err),
        expected);
    assert_true(expected == RIFFLE_OK ? result.stopped && isfinite(errors[0])
                                      : values[0] == 7);
    riffle_measure_free(measure);
    world_free(&world);
}

static void test_stopping_keeps_what_there_is(void **state)
{
    (void)state;
    check_stopped("banzhaf", 128, RIFFLE_OK);
    check_stopped("cscore", 128, RIFFLE_OK);
    check_stopped("shapley", 64, RIFFLE_STOPPED); /* nothing yet */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_few_rows_are_summed_exactly),
        cmocka_unit_test(test_shapley_values_are_efficient),
        cmocka_unit_test(test_estimates_are_within_three_standard_errors),
        cmocka_unit_test(test_cscore_is_the_mean_loss_unseen),
        cmocka_unit_test(test_downsampling_of_an_additive_game_is_centred),
        cmocka_unit_test(test_an_additive_game_has_one_value),
        cmocka_unit_test(test_ame_shrinks_with_its_penalty),
        cmocka_unit_test(test_gshapley_of_small_steps_is_the_gradient),
        cmocka_unit_test(test_a_target_ends_the_sampling),
        cmocka_unit_test(test_the_same_seed_gives_the_same_numbers),
        cmocka_unit_test(test_stopping_keeps_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

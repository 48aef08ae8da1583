#include "support/world.h"

/* T of the tests that need one. */
static const size_t removed[] = {3, 7, 20, 21};
enum { K = sizeof removed / sizeof removed[0] };

/* Measures that have a gradient of their own, and removed_loss. */
static const char *const smooth[] = {
    "test_prediction", "test_loss", "self_loss",   "logit:5",
    "loss:6",          "theta:x1",  "removed_loss"};
enum { SMOOTH = sizeof smooth / sizeof smooth[0] };

static long double loss_at(long double z, int y)
{
    return y != 0 ? log1pl(expl(-z)) : log1pl(expl(z));
}

/* Logit of a raw row at raw parameters: nothing whitened, nothing cached. */
static long double raw_logit(const struct riffle_rows *rows, size_t d, size_t i,
                             const double *theta, bool intercept)
{
    long double z = intercept ? theta[d] : 0;
    for (size_t j = 0; j < d; j++)
        z += (long double)rows->x[i * d + j] * theta[j];
    return z;
}

/* The measures from first principles; the probe is every other test row. */
static long double direct(const struct world *world, const char *name,
                          const double *theta)
{
    const struct riffle_dataset *data = world->data;
    size_t d = data->n_features;
    bool intercept = world->fit->summary.d > d;
    long double sum = 0;
    for (size_t i = 0; i < data->test.n; i += 2) {
        long double z = raw_logit(&data->test, d, i, theta, intercept);
        if (strcmp(name, "test_loss") == 0)
            sum += loss_at(z, data->test.y[i]);
        if (strcmp(name, "test_prediction") == 0)
            sum += 1 / (1 + expl(-z));
    }
    for (size_t i = 0; i < data->train.n; i++) {
        long double z = raw_logit(&data->train, d, i, theta, intercept);
        bool in_set = i == 3 || i == 7 || i == 20 || i == 21;
        if (strcmp(name, "self_loss") == 0 ||
            (in_set && strcmp(name, "removed_loss") == 0))
            sum += loss_at(z, data->train.y[i]);
    }
    if (strcmp(name, "logit:5") == 0)
        sum = raw_logit(&data->test, d, 5, theta, intercept);
    if (strcmp(name, "loss:6") == 0)
        sum = loss_at(raw_logit(&data->test, d, 6, theta, intercept),
                      data->test.y[6]);
    return strcmp(name, "theta:x1") == 0 ? theta[1] : sum;
}

static void check_effects(size_t n, size_t d, enum riffle_intercept intercept)
{
    struct world world = world_new(n, d, RIFFLE_PENALTY_FIXED, intercept);
    struct riffle_removal removal = removal_of(&world, removed, K);
    size_t p = world.fit->p;
    size_t length = world.fit->summary.d;
    double *theta = calloc(length, sizeof *theta);
    struct riffle_shift shift = {.u = normals(p, 0.3, 1)};
    assert_int_equal(riffle_shift_theta(world.fit, shift.u, theta, NULL),
                     RIFFLE_OK);
    for (size_t j = 0; j < length; j++)
        theta[j] += world.fit->theta[j];
    for (size_t q = 0; q < SMOOTH; q++) {
        struct riffle_measure *measure = world_measure(&world, smooth[q]);
        long double before = direct(&world, smooth[q], world.fit->theta);
        long double after = direct(&world, smooth[q], theta);
        struct riffle_effect effect =
            effect_of(&world, measure, &removal, &shift);
        /* sums of fewer than 100 terms, p products each, all of order 1 */
        assert_close(effect.value, (double)(after - before), 1e-12);
        assert_close(measure_value(measure, &removal), (double)before, 1e-12);
        riffle_measure_free(measure);
    }
    free(shift.u);
    free(theta);
    riffle_removal_release(&removal);
    world_free(&world);
}

static void test_effect_is_the_change_at_the_shifted_parameters(void **state)
{
    (void)state;
    check_effects(60, 4, RIFFLE_INTERCEPT_FREE);
    check_effects(60, 4, RIFFLE_INTERCEPT_NONE);
    check_effects(60, 4, RIFFLE_INTERCEPT_PENALIZED);
    check_effects(30, 50, RIFFLE_INTERCEPT_FREE);
    check_effects(30, 50, RIFFLE_INTERCEPT_NONE);
}

static void test_linear_is_the_derivative_of_value(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_removal removal = removal_of(&world, removed, K);
    size_t p = world.fit->p;
    double *u = normals(p, 1, 2);
    struct riffle_shift shift = {.u = calloc(p, sizeof(double))};
    const double h = 1e-4;
    for (size_t q = 0; q < SMOOTH; q++) {
        struct riffle_measure *measure = world_measure(&world, smooth[q]);
        double value[2];
        double linear = 0;
        for (int side = 0; side < 2; side++) {
            for (size_t j = 0; j < p; j++)
                shift.u[j] = (side == 0 ? -h : h) * u[j];
            struct riffle_effect effect =
                effect_of(&world, measure, &removal, &shift);
            value[side] = effect.value;
            linear = effect.linear;
        }
        /* central differences: h^2 times a third derivative below 10 */
        assert_close((value[1] - value[0]) / (2 * h), linear / h, 1e-7);
        riffle_measure_free(measure);
    }
    free(shift.u);
    free(u);
    riffle_removal_release(&removal);
    world_free(&world);
}

static void test_no_shift_has_exactly_no_effect(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_removal removal = removal_of(&world, removed, K);
    struct riffle_removal empty = removal_of(&world, NULL, 0);
    double *zero = calloc(world.fit->p, sizeof *zero);
    double *some = normals(world.fit->p, 1, 3);
    const struct riffle_shift still = {.u = zero};
    for (size_t q = 0; q < SMOOTH; q++) {
        struct riffle_measure *measure = world_measure(&world, smooth[q]);
        struct riffle_effect effect =
            effect_of(&world, measure, &removal, &still);
        assert_true(effect.value == 0 && effect.linear == 0);
        riffle_measure_free(measure);
    }
    /* no rows, no loss of theirs, wherever the parameters go */
    struct riffle_measure *measure = world_measure(&world, "removed_loss");
    const struct riffle_shift moved = {.u = some};
    assert_true(effect_of(&world, measure, &empty, &moved).value == 0);
    riffle_measure_free(measure);
    free(zero);
    free(some);
    riffle_removal_release(&empty);
    riffle_removal_release(&removal);
    world_free(&world);
}

/* Moves u by `radius` along `along`, a direction of any length. */
static void step_along(double *u, const double *from, const double *along,
                       size_t p, double radius)
{
    double square = 0;
    for (size_t j = 0; j < p; j++)
        square += along[j] * along[j];
    for (size_t j = 0; j < p; j++)
        u[j] = from[j] + radius * along[j] / sqrt(square);
}

/* The direction in which the measure grows fastest at `from`. */
static void fill_steepest(const struct world *world,
                          const struct riffle_measure *measure,
                          const struct riffle_removal *removal, double *from,
                          double *along)
{
    const struct riffle_shift shift = {.u = from};
    double here = effect_of(world, measure, removal, &shift).value;
    for (size_t j = 0; j < world->fit->p; j++) {
        double kept = from[j];
        from[j] = kept + 1e-6;
        double there = effect_of(world, measure, removal, &shift).value;
        along[j] = (there - here) / 1e-6;
        from[j] = kept;
    }
}

static void check_bound(const struct world *world, const char *name,
                        double radius)
{
    struct riffle_removal removal = removal_of(world, removed, K);
    struct riffle_measure *measure = world_measure(world, name);
    size_t p = world->fit->p;
    double *from = normals(p, 0.5, 4);
    struct riffle_shift shift = {.u = from, .certificate.radius = radius};
    struct riffle_effect centre = effect_of(world, measure, &removal, &shift);
    assert_true(isfinite(centre.bound) && centre.bound >= 0);
    struct riffle_shift other = {.u = calloc(p, sizeof(double))};
    for (uint64_t seed = 0; seed < 20; seed++) {
        double *along = normals(p, 1, 100 + seed);
        bool smooth_one = strcmp(name, "accuracy") != 0;
        if (seed < 2 && smooth_one)
            fill_steepest(world, measure, &removal, from, along);
        step_along(other.u, from, along, p, seed == 0 ? -radius : radius);
        double value = effect_of(world, measure, &removal, &other).value;
        /* the bound itself is rounded in its last digits */
        if (!(fabs(value - centre.value) <= centre.bound * (1 + 1e-12)))
            fail_msg("%s: %g is beyond %g", name, value - centre.value,
                     centre.bound);
        /* and is no more than twice what a short step really does */
        if (seed < 2 && smooth_one && radius < 1e-3)
            assert_true(2 * fabs(value - centre.value) > centre.bound);
        free(along);
    }
    free(other.u);
    free(from);
    riffle_measure_free(measure);
    riffle_removal_release(&removal);
}

static void test_bound_covers_every_shift_within_the_radius(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    for (size_t q = 0; q < SMOOTH; q++) {
        check_bound(&world, smooth[q], 1e-6);
        check_bound(&world, smooth[q], 0.1);
        check_bound(&world, smooth[q], 5);
    }
    check_bound(&world, "accuracy", 0.1);
    check_bound(&world, "accuracy", 5);
    world_free(&world);
}

static void test_bound_is_tight_for_a_logit(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_NONE);
    struct riffle_measure *measure = world_measure(&world, "logit:5");
    struct riffle_removal empty = removal_of(&world, NULL, 0);
    double *zero = calloc(world.fit->p, sizeof *zero);
    const struct riffle_shift shift = {.u = zero, .certificate.radius = 0.25};
    /* what the shift and the fit may be off by, times the row's length */
    double reach = 0.25 + world.fit->summary.bound;
    assert_close(effect_of(&world, measure, &empty, &shift).bound,
                 reach * sqrt(world.fit->norm2_test[5]), 1e-14);
    free(zero);
    riffle_measure_free(measure);
    riffle_removal_release(&empty);
    world_free(&world);
}

static void test_no_radius_means_no_bound(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_removal removal = removal_of(&world, removed, K);
    double *u = normals(world.fit->p, 0.5, 4);
    const struct riffle_shift shift = {.u = u, .certificate.radius = NAN};
    for (size_t q = 0; q < SMOOTH; q++) {
        struct riffle_measure *measure = world_measure(&world, smooth[q]);
        struct riffle_effect effect =
            effect_of(&world, measure, &removal, &shift);
        assert_true(isnan(effect.bound));
        assert_int_equal(effect.status, RIFFLE_OK);
        riffle_measure_free(measure);
    }
    free(u);
    riffle_removal_release(&removal);
    world_free(&world);
}

static void test_failed_shift_passes_its_status_on(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_removal removal = removal_of(&world, removed, K);
    struct riffle_measure *measure = world_measure(&world, "test_loss");
    double *zero = calloc(world.fit->p, sizeof *zero);
    const struct riffle_shift shift = {.u = zero, .status = RIFFLE_ESEPARATED};
    struct riffle_effect effect = effect_of(&world, measure, &removal, &shift);
    assert_int_equal(effect.status, RIFFLE_ESEPARATED);
    assert_true(isnan(effect.value) && isnan(effect.linear));
    free(zero);
    riffle_measure_free(measure);
    riffle_removal_release(&removal);
    world_free(&world);
}

static double accuracy_at(const struct world *world, const double *theta)
{
    const struct riffle_rows *rows = &world->data->test;
    size_t right = 0;
    for (size_t i = 0; i < rows->n; i++)
        right += (raw_logit(rows, world->data->n_features, i, theta, false) >=
                  0) == (rows->y[i] != 0);
    return (double)right / (double)rows->n;
}

static void test_accuracy_counts_all_test_rows(void **state)
{
    (void)state;
    struct world world =
        world_new(60, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_NONE);
    struct riffle_measure *measure = world_measure(&world, "accuracy");
    struct riffle_removal empty = removal_of(&world, NULL, 0);
    struct riffle_shift shift = {.u = normals(world.fit->p, 3, 8)};
    double theta[4];
    assert_int_equal(riffle_shift_theta(world.fit, shift.u, theta, NULL),
                     RIFFLE_OK);
    for (size_t j = 0; j < 4; j++)
        theta[j] += world.fit->theta[j];
    double before = accuracy_at(&world, world.fit->theta);
    double after = accuracy_at(&world, theta);
    assert_true(before != after);
    struct riffle_effect effect = effect_of(&world, measure, &empty, &shift);
    assert_true(riffle_measure_value(measure) == before);
    assert_close(effect.value, after - before, 1e-15);
    assert_true(isnan(effect.linear));
    assert_true(effect.bound == 0); /* no logit is within 1e-10 of 0 */
    assert_true(riffle_measure_kind_of(measure)->actual_only);
    free(shift.u);
    riffle_measure_free(measure);
    riffle_removal_release(&empty);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_effect_is_the_change_at_the_shifted_parameters),
        cmocka_unit_test(test_linear_is_the_derivative_of_value),
        cmocka_unit_test(test_no_shift_has_exactly_no_effect),
        cmocka_unit_test(test_bound_covers_every_shift_within_the_radius),
        cmocka_unit_test(test_bound_is_tight_for_a_logit),
        cmocka_unit_test(test_no_radius_means_no_bound),
        cmocka_unit_test(test_failed_shift_passes_its_status_on),
        cmocka_unit_test(test_accuracy_counts_all_test_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

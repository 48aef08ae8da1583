/* A descent from outside: it falls, and it ends where the fit is. */
#include "support/dense.h"
#include "support/world.h"

#include "riffle/descent.h"

enum { N = 40, D = 3, P = D + 1 };

static struct riffle_descent run(const struct world *world,
                                 const struct riffle_descent_query *how)
{
    struct riffle_descent descent;
    struct riffle_error err = {0};
    struct riffle_descent_query query = *how;
    query.fit = world->fit;
    if (riffle_descent_run(&query, &descent, &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    return descent;
}

static void check_ends_at_the_fit(size_t d)
{
    struct world world =
        world_new(N, d, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const struct riffle_fit_summary *summary = riffle_fit_summary(world.fit);
    const struct riffle_descent_query how = {
        .steps = 20000, .rate = 1, .checkpoints = 40};
    struct riffle_descent descent = run(&world, &how);
    const struct riffle_checkpoint *last = &descent.points[descent.n - 1];
    const double *theta = riffle_fit_theta(world.fit);
    assert_int_equal(descent.points[0].step, 0);
    assert_close(descent.points[0].train_loss, log(2), 1e-15);
    assert_close(descent.points[0].distance, 1, 1e-12);
    assert_int_equal(last->step, 20000);
    assert_true(last->distance < 1e-8);
    assert_close(last->objective, summary->objective / N, 1e-12);
    assert_int_equal(descent.d, summary->d);
    for (size_t j = 0; j < descent.d; j++)
        assert_close(descent.theta[(descent.n - 1) * descent.d + j], theta[j],
                     1e-7);
    for (size_t c = 1; c < descent.n; c++) {
        assert_true(descent.points[c].step > descent.points[c - 1].step);
        /* to rounding, once it has arrived */
        assert_true(descent.points[c].objective <
                    descent.points[c - 1].objective + 1e-14);
    }
    riffle_descent_release(&descent);
    world_free(&world);
}

static void test_it_falls_and_ends_at_the_fit(void **state)
{
    (void)state;
    check_ends_at_the_fit(D);
    check_ends_at_the_fit(60); /* rotated into the span of the rows */
}

/* What a checkpoint says of itself, from its theta and the data alone. */
static void test_checkpoints_are_what_their_theta_says(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const struct riffle_rows *test = &world.data->test;
    const struct riffle_descent_query how = {
        .steps = 50, .rate = 0.5, .batch = 7, .checkpoints = 5, .seed = 3};
    struct riffle_descent descent = run(&world, &how);
    for (size_t c = 0; c < descent.n; c++) {
        const double *theta = descent.theta + c * descent.d;
        double loss = 0;
        size_t right = 0;
        for (size_t i = 0; i < test->n; i++) {
            double z = theta[D];
            for (size_t j = 0; j < D; j++)
                z += test->x[i * D + j] * theta[j];
            loss += log1p(exp(test->y[i] ? -z : z)) / (double)test->n;
            right += (z > 0) == (test->y[i] == 1);
        }
        assert_close(descent.points[c].test_loss, loss, 1e-12);
        assert_close(descent.points[c].test_accuracy,
                     (double)right / (double)test->n, 1e-15);
    }
    riffle_descent_release(&descent);
    world_free(&world);
}

static size_t looks;

static void look(void *data, const struct riffle_descent *descent)
{
    (void)data;
    assert_int_equal(descent->n, ++looks);
}

static bool go_on(void *data, const char *stage, size_t done, size_t total)
{
    (void)data;
    (void)stage;
    (void)total;
    return done < 64;
}

static void test_stopping_keeps_the_path_so_far(void **state)
{
    (void)state;
    struct world world =
        world_new(N, D, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const struct riffle_progress progress = {go_on, NULL};
    const struct riffle_descent_query how = {.steps = 1000,
                                             .rate = 1,
                                             .checkpoints = 20,
                                             .progress = &progress,
                                             .watch = look};
    looks = 0;
    struct riffle_descent descent = run(&world, &how);
    assert_true(descent.stopped);
    assert_int_equal(descent.n, looks);
    assert_in_range(descent.points[descent.n - 1].step, 30, 65);
    riffle_descent_release(&descent);
    const struct riffle_descent_query none = {.fit = world.fit, .rate = 1};
    assert_int_equal(riffle_descent_run(&none, &descent, NULL), RIFFLE_EUSAGE);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_falls_and_ends_at_the_fit),
        cmocka_unit_test(test_checkpoints_are_what_their_theta_says),
        cmocka_unit_test(test_stopping_keeps_the_path_so_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Flip sets: what is returned flips when retrained, and no prefix of it. */
#include "support/check.h"

#include "riffle/flipset.h"

#include "investigation/greedy.h"
#include "support/dense.h"
#include "support/world.h"

/* --- the greedy order ---------------------------------------------------- */

static double dense_value(const struct world *world, const double *theta,
                          size_t test)
{
    size_t d = world->data->n_features;
    double value = riffle_fit_summary(world->fit)->d > d ? theta[d] : 0;
    for (size_t j = 0; j < d; j++)
        value += world->data->test.x[test * d + j] * theta[j];
    return value;
}

/* The effect on a test row's logit of one Newton step by elimination, with
   the penalty's Hessian as it was. */
static double dense_newton(const struct world *world, const size_t *rows,
                           size_t k, size_t test)
{
    double shift[8];
    struct riffle_removal removal = removal_of(world, rows, k);
    dense_shift(world->fit, &removal, 1, 1, shift);
    riffle_removal_release(&removal);
    return dense_value(world, shift, test);
}

static struct greedy greedy_of(const struct world *world, size_t test,
                               size_t capacity)
{
    struct greedy greedy;
    assert_int_equal(greedy_init(&greedy, world->fit,
                                 world->fit->z_test + test * world->fit->p,
                                 capacity, NULL),
                     RIFFLE_OK);
    return greedy;
}

/* Grown row by row or from scratch: the same step. Under penalty=scaled with
   the share of the gradient, which the dense step has, too. */
static void test_growing_is_a_fresh_newton_step(void **state)
{
    (void)state;
    for (int scaled = 0; scaled < 2; scaled++) {
        struct world world = world_new(
            40, 5, scaled ? RIFFLE_PENALTY_SCALED : RIFFLE_PENALTY_FIXED,
            RIFFLE_INTERCEPT_FREE);
        struct greedy greedy = greedy_of(&world, 3, 12);
        while (greedy_step(&greedy, 1))
            /* twelve updates of a 6 x 6 system of condition about 100 */
            assert_close(greedy.effects[greedy.k - 1],
                         dense_newton(&world, greedy.rows, greedy.k, 3), 1e-10);
        assert_int_equal(greedy.k, 12);
        greedy_release(&greedy);
        world_free(&world);
    }
}

static bool among(const size_t *rows, size_t k, size_t row)
{
    for (size_t t = 0; t < k; t++)
        if (rows[t] == row)
            return true;
    return false;
}

static void test_each_row_is_the_best_of_all(void **state)
{
    (void)state;
    struct world world =
        world_new(40, 5, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct greedy greedy = greedy_of(&world, 3, 6);
    for (size_t k = 0; greedy_step(&greedy, -1); k++) {
        size_t rows[6];
        memcpy(rows, greedy.rows, k * sizeof *rows);
        for (size_t i = 0; i < 40; i++) {
            rows[k] = i;
            if (!among(greedy.rows, k, i))
                assert_true(greedy.effects[k] <=
                            dense_newton(&world, rows, k + 1, 3) + 1e-10);
        }
    }
    greedy_release(&greedy);
    world_free(&world);
}

/* --- flip sets ------------------------------------------------------------ */

/* A fit anew of the data without the rows; caller frees both. */
struct retrained {
    struct riffle_dataset *data;
    struct riffle_fit *fit;
};

static struct retrained retrain_without(const struct world *world,
                                        const size_t *rows, size_t k)
{
    const struct riffle_fit_summary *was = riffle_fit_summary(world->fit);
    struct retrained made;
    struct riffle_removal removal = removal_of(world, rows, k);
    double kept = (double)(was->n - k) / (double)was->n;
    made.data = dense_without(world->data, &removal);
    made.fit = fixture_fit(
        made.data,
        was->penalty == RIFFLE_PENALTY_FIXED ? was->lambda / kept : was->lambda,
        was->penalty, was->intercept);
    riffle_removal_release(&removal);
    return made;
}

static void retrained_free(struct retrained *made)
{
    riffle_fit_free(made->fit);
    riffle_dataset_free(made->data);
}

enum asked { ASKED_LOGIT, ASKED_THETA, ASKED_ACCURACY };

static double value_of(const struct world *world, const double *theta,
                       enum asked asked, size_t which)
{
    size_t right = 0;
    if (asked == ASKED_THETA)
        return theta[which];
    if (asked == ASKED_LOGIT)
        return dense_value(world, theta, which);
    for (size_t i = 0; i < world->data->test.n; i++)
        right += (dense_value(world, theta, i) >= 0) ==
                 (world->data->test.y[i] != 0);
    return (double)right / (double)world->data->test.n;
}

static bool is_flipped(enum asked asked, double before, double after,
                       double below)
{
    if (asked == ASKED_ACCURACY)
        return after < below;
    return asked == ASKED_THETA ? before * after < 0
                                : (before >= 0) != (after >= 0);
}

/* Retrain every prefix with nothing shared: only the last one flips. */
static void check_prefixes(const struct world *world,
                           const struct riffle_flipset *found, enum asked asked,
                           size_t which, double below)
{
    for (size_t k = 1; k <= found->size; k++) {
        struct retrained made = retrain_without(world, found->rows, k);
        double after =
            value_of(world, riffle_fit_theta(made.fit), asked, which);
        assert_int_equal(is_flipped(asked, found->before, after, below),
                         k == found->size);
        /* two certified optima; the bound itself is near 1e-12 */
        assert_close(found->trials[found->best].prefixes[k - 1].actual, after,
                     1e-9);
        retrained_free(&made);
    }
}

static struct riffle_flipset flip(const struct world *world,
                                  const char *measure, double below, size_t max)
{
    const struct riffle_flip_options options = {measure, below, max, true};
    struct riffle_flipset found;
    struct riffle_error err = {0};
    if (riffle_flipset_find(world->fit, &options, NULL, &found, &err) !=
        RIFFLE_OK)
        fail_msg("%s", err.message);
    return found;
}

static struct world world_of(int scaled)
{
    return world_new(80, 4,
                     scaled ? RIFFLE_PENALTY_SCALED : RIFFLE_PENALTY_FIXED,
                     RIFFLE_INTERCEPT_FREE);
}

static void test_predictions_flip(void **state)
{
    (void)state;
    for (int scaled = 0; scaled < 2; scaled++) {
        struct world world = world_of(scaled);
        size_t flipped = 0;
        for (size_t row = 0; row < 24; row++) {
            char name[24];
            (void)snprintf(name, sizeof name, "logit:%zu", row);
            struct riffle_flipset found = flip(&world, name, 0, 20);
            check_prefixes(&world, &found, ASKED_LOGIT, row, 0);
            assert_true(found.size <= 20);
            flipped += found.size > 0;
            riffle_flipset_release(&found);
        }
        assert_true(flipped > 6); /* of 24; the others are far from 0 */
        world_free(&world);
    }
}

static void test_signs_flip(void **state)
{
    (void)state;
    for (int scaled = 0; scaled < 2; scaled++) {
        struct world world = world_of(scaled);
        for (size_t j = 0; j < 4; j++) {
            char name[24];
            (void)snprintf(name, sizeof name, "theta:x%zu", j);
            struct riffle_flipset found = flip(&world, name, 0, 30);
            assert_true(found.size > 0);
            check_prefixes(&world, &found, ASKED_THETA, j, 0);
            riffle_flipset_release(&found);
        }
        world_free(&world);
    }
}

static void test_accuracy_falls(void **state)
{
    (void)state;
    struct world world = world_of(0);
    double below = riffle_fit_summary(world.fit)->test_accuracy - 0.05;
    struct riffle_flipset found = flip(&world, "accuracy", below, 30);
    assert_true(found.size > 0);
    assert_true(isnan(found.after.newton)); /* a step has no estimate */
    check_prefixes(&world, &found, ASKED_ACCURACY, 0, below);
    riffle_flipset_release(&found);
    world_free(&world);
}

/* A second order never needs more rows than the first found. */
static void test_what_was_tried_is_told(void **state)
{
    (void)state;
    struct world world = world_of(0);
    struct riffle_flipset found = flip(&world, "logit:0", 0, 1);
    assert_int_equal(found.size, 0);
    assert_int_equal(found.best, found.n_trials);
    assert_int_equal(found.n_trials, 3);
    for (size_t t = 0; t < 3; t++) {
        assert_int_equal(found.trials[t].tried, 1);
        assert_int_equal(found.trials[t].found, 0);
    }
    riffle_flipset_release(&found);
    found = flip(&world, "theta:x0", 0, 40);
    assert_true(found.size > 1);
    assert_true(found.trials[1].tried < found.trials[0].found);
    riffle_flipset_release(&found);
    world_free(&world);
}

/* The test row whose logit is furthest from 0. */
static size_t firmest(const struct world *world)
{
    const struct riffle_points *test = riffle_fit_test(world->fit);
    size_t row = 0;
    for (size_t i = 0; i < test->n; i++)
        if (fabs(test->logit[i]) > fabs(test->logit[row]))
            row = i;
    return row;
}

/* Of eight rows each has a fit of its own; there it is the best by RIF. */
static void test_refit_takes_the_best_row_of_each_fit(void **state)
{
    char name[24];
    (void)state;
    struct world world = world_of(0);
    size_t row = firmest(&world);
    double towards = riffle_fit_test(world.fit)->logit[row] > 0 ? -1 : 1;
    (void)snprintf(name, sizeof name, "logit:%zu", row);
    struct riffle_flipset found = flip(&world, name, 0, 8);
    const struct riffle_flip_trial *trial = &found.trials[RIFFLE_FLIP_REFIT];
    assert_int_equal(found.size, 0);
    assert_int_equal(trial->tried, 8);
    for (size_t k = 0; k < 8; k++) {
        struct retrained made = retrain_without(&world, trial->rows, k);
        size_t best = 0;
        double most = 0;
        for (size_t i = 0, at = 0; i < 80; i++) {
            double shift[8];
            if (among(trial->rows, k, i))
                continue;
            struct riffle_removal one = {.rows = &at, .k = 1};
            dense_newton_step(made.fit, &one, shift);
            double effect = towards * dense_value(&world, shift, row);
            best = effect > most ? i : best;
            most = fmax(most, effect);
            at++;
        }
        assert_int_equal(trial->rows[k], best);
        retrained_free(&made);
    }
    riffle_flipset_release(&found);
    world_free(&world);
}

struct stopper {
    size_t calls, allowed;
};

static bool stop_after(void *data, const char *stage, size_t done, size_t total)
{
    struct stopper *stopper = data;
    (void)stage;
    (void)done;
    (void)total;
    return ++stopper->calls <= stopper->allowed;
}

/* Wherever it is stopped there is an answer, and what it says holds. */
static void test_a_stop_keeps_what_was_found(void **state)
{
    const struct riffle_flip_options options = {"theta:x0", 0, 40, true};
    (void)state;
    struct world world = world_of(0);
    bool kept = false;
    for (size_t allowed = 0; allowed < 200; allowed += 10) {
        struct stopper stopper = {0, allowed};
        const struct riffle_progress progress = {stop_after, &stopper};
        struct riffle_flipset found;
        assert_int_equal(
            riffle_flipset_find(world.fit, &options, &progress, &found, NULL),
            RIFFLE_OK);
        assert_int_equal(found.stopped, stopper.calls > allowed);
        check_prefixes(&world, &found, ASKED_THETA, 0, 0);
        kept = kept || (found.stopped && found.size > 0);
        riffle_flipset_release(&found);
    }
    assert_true(kept); /* stopped in the second order, the first's set stays */
    world_free(&world);
}

static void test_questions_without_an_answer(void **state)
{
    (void)state;
    struct world world = world_of(0);
    struct riffle_flipset found;
    struct riffle_error err = {0};
    const struct {
        struct riffle_flip_options options;
        enum riffle_status status;
    } cases[] = {
        {{"logit:99", 0, 5, false}, RIFFLE_EUSAGE},
        {{"theta:none", 0, 5, false}, RIFFLE_EUSAGE},
        {{"accuracy", 1, 5, false}, RIFFLE_EUSAGE}, /* below 1 already */
        {{"accuracy", 0, 5, false}, RIFFLE_EUSAGE},
        {{"logit:0", 0, 0, false}, RIFFLE_EUSAGE},
        {{"logit:0", 0, 80, false}, RIFFLE_EUSAGE},
        {{"loss:0", 0, 5, false}, RIFFLE_ENOTAPPLICABLE},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        assert_int_equal(riffle_flipset_find(world.fit, &cases[c].options, NULL,
                                             &found, &err),
                         cases[c].status);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growing_is_a_fresh_newton_step),
        cmocka_unit_test(test_each_row_is_the_best_of_all),
        cmocka_unit_test(test_predictions_flip),
        cmocka_unit_test(test_signs_flip),
        cmocka_unit_test(test_accuracy_falls),
        cmocka_unit_test(test_what_was_tried_is_told),
        cmocka_unit_test(test_refit_takes_the_best_row_of_each_fit),
        cmocka_unit_test(test_a_stop_keeps_what_was_found),
        cmocka_unit_test(test_questions_without_an_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What every estimator of the table has to do, whatever it computes. */
#include "support/world.h"

struct called {
    size_t times, left;
};

static bool step(void *data, const char *stage, size_t done, size_t total)
{
    struct called *called = data;
    assert_non_null(stage);
    assert_true(total == 0 || done <= total);
    called->times++;
    return called->left-- > 0;
}

/* Enough for the first of two threads to ask three times. */
enum { SETS = 5 };

/* Shift sets of one row, two, and so on, under a progress. */
static enum riffle_status shift_sets(const struct world *world,
                                     const struct riffle_estimator *estimator,
                                     struct called *called,
                                     struct riffle_shift *shifts)
{
    static const size_t rows[] = {2, 11, 30, 41, 52};
    struct riffle_removal sets[SETS];
    struct riffle_progress progress = {step, called};
    double *u = normals(SETS * world->fit->p, 1, 3); /* to be overwritten */
    for (size_t s = 0; s < SETS; s++) {
        sets[s] = removal_of(world, rows, s + 1);
        shifts[s] = (struct riffle_shift){.u = u + s * world->fit->p};
    }
    struct riffle_error err = {0};
    enum riffle_status status =
        estimator->shift(world->fit, sets, SETS, shifts, &progress, &err);
    assert_int_equal(err.status, status);
    for (size_t s = 0; s < SETS; s++)
        riffle_removal_release(&sets[s]);
    free(u);
    return status;
}

static struct world make_world(void)
{
    return world_new(60, 5, RIFFLE_PENALTY_SCALED, RIFFLE_INTERCEPT_FREE);
}

static void test_estimators_stop_when_asked(void **state)
{
    (void)state;
    struct world world = make_world();
    struct riffle_shift shifts[SETS];
    for (size_t e = 0; e < riffle_estimator_count(); e++) {
        struct called called = {.left = 2};
        assert_int_equal(
            shift_sets(&world, riffle_estimator(e), &called, shifts),
            RIFFLE_STOPPED);
        assert_int_equal(called.times, 3);
    }
    world_free(&world);
}

/* Exact ones say how sure they are; estimates must not pretend to know. */
static void test_only_exact_estimators_certify(void **state)
{
    (void)state;
    struct world world = make_world();
    struct riffle_shift shifts[SETS];
    for (size_t e = 0; e < riffle_estimator_count(); e++) {
        const struct riffle_estimator *estimator = riffle_estimator(e);
        struct called called = {.left = 10000};
        assert_int_equal(shift_sets(&world, estimator, &called, shifts),
                         RIFFLE_OK);
        for (size_t s = 0; s < SETS; s++) {
            assert_int_equal(shifts[s].status, RIFFLE_OK);
            assert_int_equal(isnan(shifts[s].certificate.radius) == 0,
                             estimator->exact);
        }
    }
    world_free(&world);
}

static void test_estimators_are_found_by_name_only(void **state)
{
    (void)state;
    for (size_t e = 0; e < riffle_estimator_count(); e++) {
        const struct riffle_estimator *row = riffle_estimator(e);
        assert_ptr_equal(riffle_estimator_find(row->name), row);
        assert_true(row->summary != NULL && row->formula != NULL &&
                    row->cost != NULL && row->caveat != NULL &&
                    row->source != NULL);
    }
    assert_null(riffle_estimator(riffle_estimator_count()));
    assert_null(riffle_estimator_find("i"));
    assert_null(riffle_estimator_find(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_estimators_stop_when_asked),
        cmocka_unit_test(test_only_exact_estimators_certify),
        cmocka_unit_test(test_estimators_are_found_by_name_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

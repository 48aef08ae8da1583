/* Nearest rows against the dense metric; copies number for number. */
#include "support/check.h"

#include "riffle/neighbours.h"

#include "support/dense.h"
#include "support/world.h"

enum { ROWS = 40, WIDTH = 4 };

/* sqrt((x - x')' H^-1 (x - x')) by elimination */
static double dense_distance(const struct riffle_fit *fit, size_t i, size_t j)
{
    double hessian[(WIDTH + 1) * (WIDTH + 1)] = {0};
    double off[WIDTH + 1], solved[WIDTH + 1], square = 0;
    dense_add_rows(fit, NULL, 1, hessian);
    for (size_t c = 0; c <= WIDTH; c++) {
        hessian[c * (WIDTH + 1) + c] += dense_penalty(fit, c);
        solved[c] = off[c] = dense_x(fit, i, c) - dense_x(fit, j, c);
    }
    dense_solve(WIDTH + 1, hessian, solved);
    for (size_t c = 0; c <= WIDTH; c++)
        square += off[c] * solved[c];
    return sqrt(square);
}

static void test_nearest_are_the_dense_ones(void **state)
{
    (void)state;
    struct world world =
        world_new(ROWS, WIDTH, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_neighbour found[ROWS - 1];
    assert_int_equal(riffle_nearest(world.fit, 7, ROWS - 1, found, NULL),
                     RIFFLE_OK);
    bool seen[ROWS] = {false};
    for (size_t k = 0; k < ROWS - 1; k++) {
        assert_int_not_equal(found[k].row, 7);
        assert_false(seen[found[k].row]);
        seen[found[k].row] = true;
        /* a 5 x 5 system of condition about 100 */
        assert_close(found[k].distance,
                     dense_distance(world.fit, found[k].row, 7), 1e-11);
        if (k > 0)
            assert_true(found[k - 1].distance <= found[k].distance);
    }
    world_free(&world);
}

static void test_copies_are_found(void **state)
{
    (void)state;
    struct riffle_dataset *data = fixture_random(ROWS, 2, WIDTH, 4);
    static const size_t copies[] = {3, 20, 39};
    for (size_t c = 0; c < 3; c++)
        memcpy(data->train.x + copies[c] * WIDTH, data->train.x + 11 * WIDTH,
               WIDTH * sizeof(double));
    data->train.x[20 * WIDTH + WIDTH - 1] += 1e-12; /* is another row */
    size_t *rows = NULL;
    size_t count = 0;
    assert_int_equal(riffle_duplicates(data, 11, &rows, &count, NULL),
                     RIFFLE_OK);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0], 3);
    assert_int_equal(rows[1], 39);
    free(rows);
    assert_int_equal(riffle_duplicates(data, 0, &rows, &count, NULL),
                     RIFFLE_OK);
    assert_int_equal(count, 0);
    free(rows);
    riffle_dataset_free(data);
}

static void test_rows_that_are_not_there(void **state)
{
    (void)state;
    struct world world =
        world_new(ROWS, WIDTH, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_neighbour found[1];
    size_t *rows = NULL;
    size_t count = 0;
    assert_int_equal(riffle_nearest(world.fit, ROWS, 1, found, NULL),
                     RIFFLE_EUSAGE);
    assert_int_equal(riffle_nearest(world.fit, 0, ROWS, found, NULL),
                     RIFFLE_EUSAGE);
    assert_int_equal(riffle_duplicates(world.data, ROWS, &rows, &count, NULL),
                     RIFFLE_EUSAGE);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nearest_are_the_dense_ones),
        cmocka_unit_test(test_copies_are_found),
        cmocka_unit_test(test_rows_that_are_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

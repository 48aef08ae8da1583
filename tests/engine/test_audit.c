#include "support/dense.h"
#include "support/world.h"

#include "riffle/audit.h"
#include "riffle/score.h"

enum { N = 40 };

static double *values_of(const struct riffle_fit *fit, const char *name,
                         struct riffle_audit_remark *remark)
{
    const struct riffle_audit_options options = {.seed = 1};
    double *values = calloc(riffle_fit_summary(fit)->n, sizeof *values);
    const struct riffle_audit_score *score = riffle_audit_score_find(name);
    assert_non_null(score);
    *remark = (struct riffle_audit_remark){0};
    assert_int_equal(score->compute(score, fit, &options, values, remark, NULL),
                     RIFFLE_OK);
    assert_int_equal(remark->finished, riffle_fit_summary(fit)->n);
    return values;
}

static double own_loss_without(const struct riffle_dataset *data,
                               const struct riffle_fit *fit, size_t row)
{
    struct riffle_removal removal = {.rows = &row, .k = 1};
    struct riffle_dataset *less = dense_without(data, &removal);
    /* penalty=fixed keeps lambda n, of n - 1 rows now */
    double lambda = riffle_fit_summary(fit)->lambda * N / (N - 1);
    struct riffle_fit *alone =
        fixture_fit(less, lambda, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double z = riffle_fit_theta(alone)[data->n_features];
    for (size_t j = 0; j < data->n_features; j++)
        z += riffle_fit_theta(alone)[j] *
             data->train.x[row * data->n_features + j];
    riffle_fit_free(alone);
    riffle_dataset_free(less);
    return data->train.y[row] ? log1p(exp(-z)) : log1p(exp(z));
}

static void test_leave_one_out_is_fitting_without_the_row(void **state)
{
    (void)state;
    struct riffle_audit_remark remark;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    double *actual = values_of(world.fit, "actual", &remark);
    for (size_t i = 0; i < N; i += 7) {
        double rise = own_loss_without(world.data, world.fit, i) -
                      world.fit->train.loss[i];
        /* two fits, each to a relative gradient of 1e-11 */
        assert_close(actual[i], rise, 1e-9);
    }
    free(actual);
    world_free(&world);
}

/* Goes on for so many steps. */
static bool count_down(void *data, const char *stage, size_t done, size_t total)
{
    size_t *left = data;
    (void)stage;
    (void)done;
    (void)total;
    return *left > 0 && (*left)-- > 0;
}

static void test_stopping_keeps_finished_rows(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    for (size_t steps = 0; steps < 200; steps += 9) {
        double values[N];
        size_t left = steps, finished = 0;
        struct riffle_audit_remark remark = {0};
        const struct riffle_audit_options options = {
            .progress = {count_down, &left}};
        const struct riffle_audit_score *score =
            riffle_audit_score_find("actual");
        enum riffle_status status =
            score->compute(score, world.fit, &options, values, &remark, NULL);
        for (size_t i = 0; i < N; i++)
            finished += !isnan(values[i]);
        assert_int_equal(finished, remark.finished);
        assert_int_equal(status == RIFFLE_OK, finished == N);
        assert_true(steps > 0 || status == RIFFLE_STOPPED);
    }
    world_free(&world);
}

static double mean_heldout(const struct riffle_dataset *data, double lambda)
{
    struct riffle_fit *fit =
        fixture_fit(data, lambda, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    size_t n = riffle_fit_summary(fit)->n;
    double *values = calloc(n, sizeof *values), sum = 0;
    assert_int_equal(riffle_score_values(riffle_score_find("heldout"), fit,
                                         NULL, values, NULL),
                     RIFFLE_OK);
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    free(values);
    riffle_fit_free(fit);
    return sum / (double)n;
}

/* least: no lambda below is asked about */
static void check_tuned(struct world *world, double lambda, double least)
{
    struct riffle_audit_remark remark;
    riffle_fit_free(world->fit);
    world->fit = fixture_fit(world->data, lambda, RIFFLE_PENALTY_FIXED,
                             RIFFLE_INTERCEPT_FREE);
    free(values_of(world->fit, "tuned", &remark));
    double here = mean_heldout(world->data, remark.lambda);
    assert_close(remark.heldout, here, 1e-14); /* the same sums */
    assert_true(here <= mean_heldout(world->data, remark.lambda * sqrt(10)));
    assert_true(remark.lambda <= least * 1.0001 ||
                here <= mean_heldout(world->data, remark.lambda / sqrt(10)));
    assert_true(remark.lambda >= lambda);
}

static void test_tuned_lambda_is_better_than_its_neighbours(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 8, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    check_tuned(&world, 1e-5, 0); /* it has to walk */
    check_tuned(&world, 30, 30);  /* nor does it walk down */
    world_free(&world);
}

/* Labels planted wrong by the generator, with d near n and a weak penalty. */
static void test_tuned_finds_planted_labels_before_the_baselines(void **state)
{
    (void)state;
    size_t first = 0, second = 0, third = 0;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        const struct riffle_synth_options options = {
            .kind = "poisoned", .n = 150, .d = 60, .noise = 0.06, .seed = seed};
        struct riffle_dataset *data = NULL;
        assert_int_equal(riffle_dataset_synth(&options, &data, NULL),
                         RIFFLE_OK);
        struct riffle_fit *fit = fixture_fit(data, 1e-3, RIFFLE_PENALTY_FIXED,
                                             RIFFLE_INTERCEPT_FREE);
        bool wrong[150] = {false};
        for (size_t i = 0; i < data->n_planted; i++)
            wrong[data->planted[i]] = true;
        const char *const names[] = {"tuned", "loss", "random"};
        size_t *const sums[] = {&first, &second, &third};
        for (size_t s = 0; s < 3; s++) {
            struct riffle_audit_remark remark;
            struct riffle_retrieval retrieval;
            double *values = values_of(fit, names[s], &remark);
            assert_int_equal(
                riffle_retrieval(values, wrong, 150, 9, &retrieval, NULL),
                RIFFLE_OK);
            *sums[s] += retrieval.inspected_for_90;
            free(values);
        }
        riffle_fit_free(fit);
        riffle_dataset_free(data);
    }
    assert_true(first < second && second < third);
}

static void test_scores_are_those_of_the_table(void **state)
{
    (void)state;
    struct world world =
        world_new(N, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    for (size_t s = 0; s < riffle_audit_score_count(); s++) {
        const char *name = riffle_audit_score(s)->name;
        const struct riffle_score *score = riffle_score_find(name);
        struct riffle_audit_remark remark;
        double expected[N];
        double *values = values_of(world.fit, name, &remark);
        if (score != NULL) {
            assert_int_equal(
                riffle_score_values(score, world.fit, NULL, expected, NULL),
                RIFFLE_OK);
            assert_memory_equal(values, expected, sizeof expected);
        }
        free(values);
    }
    assert_null(riffle_audit_score_find("nonsense"));
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leave_one_out_is_fitting_without_the_row),
        cmocka_unit_test(test_stopping_keeps_finished_rows),
        cmocka_unit_test(test_tuned_lambda_is_better_than_its_neighbours),
        cmocka_unit_test(test_tuned_finds_planted_labels_before_the_baselines),
        cmocka_unit_test(test_scores_are_those_of_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

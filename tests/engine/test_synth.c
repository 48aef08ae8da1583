#include "support/check.h"

#include "riffle/dataset.h"

#include <string.h>

static struct riffle_dataset *synth(const char *kind, size_t n, size_t d,
                                    double noise, uint64_t seed)
{
    const struct riffle_synth_options options = {
        .kind = kind, .n = n, .d = d, .noise = noise, .seed = seed};
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err = {0};
    if (riffle_dataset_synth(&options, &dataset, &err) != RIFFLE_OK)
        fail_msg("%s: %s", kind, err.message);
    return dataset;
}

static void test_synth_every_kind_has_both_classes(void **state)
{
    (void)state;
    for (size_t k = 0; k < riffle_synth_kind_count(); k++) {
        struct riffle_dataset *dataset =
            synth(riffle_synth_kind(k)->name, 0, 0, -1, 0);
        const struct riffle_rows *train = &dataset->train;
        size_t positive = 0;
        for (size_t i = 0; i < train->n; i++)
            positive += train->y[i];
        assert_in_range(positive, train->n / 4, train->n - train->n / 4);
        assert_int_equal(dataset->test.n, train->n / 4);
        assert_true(dataset->n_notes > 0);
        for (size_t i = 0; i < train->n * dataset->n_features; i++)
            assert_true(isfinite(train->x[i]));
        riffle_dataset_free(dataset);
    }
    assert_null(riffle_synth_kind(riffle_synth_kind_count()));
}

static void test_synth_repeats_by_seed(void **state)
{
    (void)state;
    for (size_t k = 0; k < riffle_synth_kind_count(); k++) {
        const char *kind = riffle_synth_kind(k)->name;
        struct riffle_dataset *one = synth(kind, 50, 8, -1, 7);
        struct riffle_dataset *same = synth(kind, 50, 8, -1, 7);
        struct riffle_dataset *other = synth(kind, 50, 8, -1, 8);
        assert_string_equal(one->sha256, same->sha256);
        assert_string_not_equal(one->sha256, other->sha256);
        riffle_dataset_free(one);
        riffle_dataset_free(same);
        riffle_dataset_free(other);
    }
}

/* Fewer rows are the first of more: n is a dial, not another draw. */
static void test_synth_fewer_rows_are_the_first_of_more(void **state)
{
    (void)state;
    for (size_t k = 0; k < riffle_synth_kind_count(); k++) {
        const char *kind = riffle_synth_kind(k)->name;
        struct riffle_dataset *few = synth(kind, 40, 10, 0, 3);
        struct riffle_dataset *more = synth(kind, 80, 10, 0, 3);
        assert_memory_equal(few->train.x, more->train.x, 400 * sizeof(double));
        assert_memory_equal(few->train.y, more->train.y, 40);
        riffle_dataset_free(few);
        riffle_dataset_free(more);
    }
}

/* The planted rows are exactly those whose label noise changed. */
static void test_synth_planted_rows_are_the_flipped_ones(void **state)
{
    (void)state;
    for (size_t k = 0; k < riffle_synth_kind_count(); k++) {
        const char *kind = riffle_synth_kind(k)->name;
        struct riffle_dataset *clean = synth(kind, 200, 10, 0, 5);
        struct riffle_dataset *noisy = synth(kind, 200, 10, 0.1, 5);
        size_t next = 0;
        assert_int_equal(clean->n_planted, 0);
        assert_int_equal(noisy->n_planted, 20);
        assert_memory_equal(clean->test.y, noisy->test.y, 50);
        for (size_t i = 0; i < 200; i++) {
            const bool planted =
                next < noisy->n_planted && noisy->planted[next] == i;
            next += planted;
            assert_int_equal(noisy->train.y[i], clean->train.y[i] ^ planted);
        }
        riffle_dataset_free(clean);
        riffle_dataset_free(noisy);
    }
}

static void test_synth_poison_makes_positive_rows_negative(void **state)
{
    (void)state;
    struct riffle_dataset *dataset = synth("poisoned", 0, 0, -1, 0);
    assert_int_equal(dataset->n_planted, 24);
    for (size_t k = 0; k < dataset->n_planted; k++)
        assert_int_equal(dataset->train.y[dataset->planted[k]], 0);
    riffle_dataset_free(dataset);
}

/* Words fall off by Zipf's law: the first tenth holds most of the text. */
static void test_synth_sparse_is_sparse(void **state)
{
    (void)state;
    struct riffle_dataset *dataset = synth("sparse", 200, 500, 0, 1);
    double words = 0, common = 0;
    size_t zeros = 0;
    for (size_t i = 0; i < 200 * 500; i++) {
        const double count = dataset->train.x[i];
        assert_true(count >= 0 && count == floor(count));
        words += count;
        common += i % 500 < 50 ? count : 0;
        zeros += count == 0;
    }
    assert_true(common > words / 2);
    assert_true(zeros > 200 * 500 * 8 / 10);
    riffle_dataset_free(dataset);
}

static void test_synth_refuses_what_it_cannot_make(void **state)
{
    (void)state;
    static const struct riffle_synth_options bad[] = {
        {.kind = "circles"},
        {.kind = NULL},
        {.kind = "gaussian", .noise = 0.6},
        {.kind = "gaussian", .noise = NAN},
    };
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(riffle_dataset_synth(&bad[i], &dataset, &err),
                         RIFFLE_EUSAGE);
    const struct riffle_synth_options wide = {.kind = "gaussian", .d = 1000000};
    assert_int_equal(riffle_dataset_synth(&wide, &dataset, &err),
                     RIFFLE_ELIMIT);
    /* 100 and 25 rows of 4 numbers of 8 bytes, to the byte */
    struct riffle_synth_options tight = {
        .kind = "gaussian", .n = 100, .d = 4, .memory = 125 * 4 * 8 - 1};
    assert_int_equal(riffle_dataset_synth(&tight, &dataset, &err),
                     RIFFLE_ELIMIT);
    assert_null(dataset);
    tight.memory++;
    assert_int_equal(riffle_dataset_synth(&tight, &dataset, &err), RIFFLE_OK);
    riffle_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_synth_every_kind_has_both_classes),
        cmocka_unit_test(test_synth_repeats_by_seed),
        cmocka_unit_test(test_synth_fewer_rows_are_the_first_of_more),
        cmocka_unit_test(test_synth_planted_rows_are_the_flipped_ones),
        cmocka_unit_test(test_synth_poison_makes_positive_rows_negative),
        cmocka_unit_test(test_synth_sparse_is_sparse),
        cmocka_unit_test(test_synth_refuses_what_it_cannot_make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

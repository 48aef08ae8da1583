/* What-if edits by their words: values, labels, copies, poison and truth. */
#include "support/bench.h"
#include "support/session_bits.h"

#include <math.h>
#include <unistd.h>

#include "riffle/exchange.h"

static const char start[] =
    "synth gaussian n=40 d=3 test=12 seed=3; fit lambda=0.01";

static const struct riffle_dataset *data_of(const struct bench *bench)
{
    return bench->session.data;
}

static size_t feature(const struct bench *bench, const char *name)
{
    const struct riffle_dataset *data = data_of(bench);
    size_t j = 0;
    while (j < data->n_features && strcmp(data->feature_names[j], name) != 0)
        j++;
    assert_true(j < data->n_features);
    return j;
}

static double value_at(const struct bench *bench, size_t row, const char *name)
{
    const struct riffle_dataset *data = data_of(bench);
    size_t j = feature(bench, name);
    return riffle_in_file(data, j, data->train.x[row * data->n_features + j]);
}

static void assert_refused(struct bench *bench, const char *line,
                           const char *says)
{
    char *before = session_bits(&bench->session);
    assert_int_not_equal(bench_run(bench, line), RIFFLE_OK);
    if (!strstr(bench->notes, says))
        fail_msg("`%s' does not say `%s'", bench->notes, says);
    char *after = session_bits(&bench->session);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

/* Values are those of the file, to the rounding of the way there and back. */
static void test_values_are_in_the_units_of_the_file(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, "load wdbc standardize=on");
    double area = value_at(bench, 7, "mean_area");
    bench_ok(bench, "edit 7 mean_radius=12.5");
    assert_close(value_at(bench, 7, "mean_radius"), 12.5, 1e-14);
    assert_true(value_at(bench, 7, "mean_area") == area);
    bench_ok(bench, "addrow label=benign mean_radius=30");
    assert_close(value_at(bench, 455, "mean_radius"), 30, 1e-14);
    bench_ok(bench, "diff");
    assert_non_null(strstr(bench->out, "-> 12.5"));
    assert_non_null(strstr(bench->out, "values given"));
}

static void test_text_columns_take_their_texts(void **state)
{
    struct bench *bench = *state;
    FILE *csv = fopen("edit-test.csv", "w");
    assert_non_null(csv);
    fputs("size,petal length,color,label\n1,2,red,0\n3,1,green,1\n"
          "2,5,red,1\n4,4,blue,0\n",
          csv);
    fclose(csv);
    bench_ok(bench, "load edit-test.csv test=0 standardize=on");
    bench_ok(bench, "edit 0 color=blue \"petal length=7\"");
    assert_close(value_at(bench, 0, "color=blue"), 1, 1e-14);
    assert_close(value_at(bench, 0, "color=red"), 0, 1e-14);
    assert_close(value_at(bench, 0, "petal length"), 7, 1e-14);
    bench_ok(bench, "edit 0 \"color=red=1\""); /* the indicator itself */
    assert_close(value_at(bench, 0, "color=red"), 1, 1e-14);
    assert_refused(bench, "edit 0 color=pink", "it has blue, green, red");
    assert_refused(bench, "edit 0 sise=3", "did you mean `size='?");
    assert_refused(bench, "edit 0 size=big", "not a number");
    assert_refused(bench, "edit 0 size", "not COLUMN=VALUE");
    (void)unlink("edit-test.csv");
}

static void test_added_rows_say_where_they_come_from(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, start);
    bench_ok(bench, "duplicate 4 copies=2; addrow test=3");
    const struct riffle_dataset *data = data_of(bench);
    size_t bytes = data->n_features * sizeof(double);
    assert_int_equal(data->train.n, 43);
    assert_memory_equal(data->train.x + 41 * data->n_features,
                        data->train.x + 4 * data->n_features, bytes);
    assert_memory_equal(data->train.x + 42 * data->n_features,
                        data->test.x + 3 * data->n_features, bytes);
    assert_int_equal(data->train.y[42], data->test.y[3]);
    for (size_t i = 40; i < 43; i++)
        assert_true(data->train.origin[i] == RIFFLE_ORIGIN_ADDED);
    bench_ok(bench, "diff");
    assert_non_null(strstr(bench->out, "copy of row 4"));
    assert_non_null(strstr(bench->out, "from test row 3"));
    bench_ok(bench, "remove 40-42; diff");
    assert_non_null(strstr(bench->out, "no edits"));
    assert_refused(bench, "addrow test=3 row=2", "exclude each other");
    assert_refused(bench, "addrow x1=2", "needs label=");
    assert_refused(bench, "duplicate 3 copies=99999", "ten for each");
}

static void test_edits_that_cancel_are_not_listed(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, start);
    bench_ok(bench, "relabel 4; relabel 4; diff");
    assert_non_null(strstr(bench->out, "no edits"));
}

/* --- poison ------------------------------------------------------------- */

static void test_truth_is_kept_until_it_is_revealed(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, start);
    uint8_t labels[40];
    memcpy(labels, data_of(bench)->train.y, sizeof labels);
    bench_ok(bench, "poison labels=10% seed=2");
    const struct riffle_dataset *data = data_of(bench);
    size_t planted[4], differ = 0;
    assert_int_equal(data->n_planted, 4);
    memcpy(planted, data->planted, sizeof planted);
    for (size_t i = 0; i < 40; i++)
        differ += data->train.y[i] != labels[i];
    assert_int_equal(differ, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_not_equal(data->train.y[planted[i]], labels[planted[i]]);
    bench_ok(bench, "diff");
    assert_null(strstr(bench->out, "->"));
    assert_non_null(strstr(bench->out, "4 rows; `reveal'"));
    bench_ok(bench, "reveal; diff");
    assert_non_null(strstr(bench->out, "->"));
    bench_ok(bench, "undo; poison labels=10% seed=2"); /* the same rows */
    assert_memory_equal(data_of(bench)->planted, planted, sizeof planted);
    bench_ok(bench, "diff");
    assert_null(strstr(bench->out, "->"));
    bench_ok(bench, "undo");
    assert_int_equal(data_of(bench)->n_planted, 0);
}

static void test_a_label_put_right_is_no_longer_planted(void **state)
{
    struct bench *bench = *state;
    char line[32];
    bench_ok(bench, start);
    bench_ok(bench, "poison labels=6; poison flip test=2 copies=2");
    assert_int_equal(data_of(bench)->n_planted, 8);
    assert_int_equal(data_of(bench)->planted[7], 41);
    (void)snprintf(line, sizeof line, "relabel %zu",
                   data_of(bench)->planted[1]);
    bench_ok(bench, line);
    assert_int_equal(data_of(bench)->n_planted, 7);
    (void)snprintf(line, sizeof line, "edit %zu x1=9",
                   data_of(bench)->planted[0]);
    bench_ok(bench, line);
    assert_int_equal(data_of(bench)->n_planted, 7);
    bench_ok(bench, "remove 41");
    assert_int_equal(data_of(bench)->n_planted, 6);
}

static void test_copies_are_of_the_row_added_last(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, start);
    bench_ok(bench, "poison flip test=5; poison flip test=2; poison copies=3");
    const struct riffle_dataset *data = data_of(bench);
    size_t d = data->n_features;
    assert_int_equal(data->n_planted, 5);
    assert_int_equal(data->train.n, 45);
    for (size_t i = 41; i < 45; i++)
        assert_memory_equal(data->train.x + i * d, data->test.x + 2 * d,
                            d * sizeof *data->test.x);
}

/* by=influence: no other flip raises the test loss more, to first order. */
static void test_the_most_harmful_flip_is_found(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, start);
    const struct riffle_dataset *data = data_of(bench);
    struct riffle_measure *measure = NULL;
    assert_int_equal(riffle_measure_new("test_loss", bench->session.fit,
                                        &bench->session.probe, &measure, NULL),
                     RIFFLE_OK);
    size_t worst = 0;
    double most = -INFINITY;
    for (size_t i = 0; i < data->train.n; i++) {
        struct riffle_effect effects[RIFFLE_EXCHANGE_ESTIMATES];
        const uint8_t flipped = !data->train.y[i];
        const struct riffle_exchange flip = {
            .gone = {.rows = &i, .k = 1},
            .m = 1,
            .x = data->train.x + i * data->n_features,
            .y = &flipped,
        };
        assert_int_equal(riffle_exchange_effects(bench->session.fit, &flip,
                                                 &measure, 1, effects, NULL),
                         RIFFLE_OK);
        if (effects[RIFFLE_EXCHANGE_IF].linear > most) {
            most = effects[RIFFLE_EXCHANGE_IF].linear;
            worst = i;
        }
    }
    riffle_measure_free(measure);
    bench_ok(bench, "poison labels=1 by=influence");
    assert_int_equal(data_of(bench)->planted[0], worst);
}

static void test_poison_says_what_it_needs(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, "synth gaussian n=40 d=3 test=12 seed=3");
    assert_refused(bench, "poison", "either flips");
    assert_refused(bench, "poison flip", "which test row");
    assert_refused(bench, "poison copies=2", "which test row");
    assert_refused(bench, "poison flip test=12", "not there");
    assert_refused(bench, "poison labels=3 by=loss", "no fit yet");
    bench_ok(bench, "poison labels=38");
    assert_refused(bench, "poison labels=3", "only 2 labels");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_values_are_in_the_units_of_the_file, bench_set_up,
            bench_tear_down),
        cmocka_unit_test_setup_teardown(test_text_columns_take_their_texts,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(
            test_added_rows_say_where_they_come_from, bench_set_up,
            bench_tear_down),
        cmocka_unit_test_setup_teardown(test_edits_that_cancel_are_not_listed,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_truth_is_kept_until_it_is_revealed,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_copies_are_of_the_row_added_last,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(
            test_a_label_put_right_is_no_longer_planted, bench_set_up,
            bench_tear_down),
        cmocka_unit_test_setup_teardown(test_the_most_harmful_flip_is_found,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_poison_says_what_it_needs,
                                        bench_set_up, bench_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

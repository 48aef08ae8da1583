/* Labels of more than two classes. */
#include "support/folder.h"

#include "riffle/dataset.h"

static void write_text(const char *path, const char *text)
{
    file_write(path, text, strlen(text));
}

/* Ten rows of each of three classes, whose feature tells row and class. */
static void write_three(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    (void)fprintf(file, "x,kind\n");
    for (int i = 0; i < 30; i++)
        (void)fprintf(file, "%d,%c\n", 100 * (i % 3) + i, "abc"[i % 3]);
    (void)fclose(file);
}

static struct riffle_dataset *load(const struct riffle_load_options *options)
{
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err = {0};
    if (riffle_dataset_load("t.csv", options, NULL, &dataset, &err) !=
        RIFFLE_OK)
        fail_msg("%s", err.message);
    return dataset;
}

static void assert_refused(const struct riffle_load_options *options,
                           const char *message, const char *hint)
{
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err = {0};
    assert_int_not_equal(
        riffle_dataset_load("t.csv", options, NULL, &dataset, &err), RIFFLE_OK);
    assert_null(dataset);
    assert_non_null(strstr(err.message, message));
    assert_non_null(strstr(err.hint, hint));
}

static void test_one_class_against_another(void **state)
{
    (void)state;
    write_three("t.csv");
    const struct riffle_load_options options = {
        .test_fraction = -1, .positive = "a", .negative = "c"};
    struct riffle_dataset *data = load(&options);
    assert_int_equal(data->train.n, 20);
    assert_string_equal(data->class_names[1], "a");
    assert_string_equal(data->class_names[0], "c");
    for (size_t i = 0; i < data->train.n; i++) {
        const bool is_a = data->train.x[i] < 100;
        assert_int_equal(data->train.y[i], is_a);
        /* rows still know where in the file they were */
        assert_int_equal(data->train.origin[i] % 3, is_a ? 0 : 2);
        assert_int_equal(data->train.line[i], data->train.origin[i] + 2);
    }
    riffle_dataset_free(data);
}

static void test_one_class_against_the_rest(void **state)
{
    (void)state;
    write_three("t.csv");
    const struct riffle_load_options options = {
        .test_path = "t.csv", .positive = "b", .negative = RIFFLE_REST};
    struct riffle_dataset *data = load(&options);
    assert_int_equal(data->train.n, 30);
    assert_int_equal(data->test.n, 30); /* the test file likewise */
    assert_string_equal(data->class_names[0], "rest");
    for (size_t i = 0; i < 30; i++) {
        assert_int_equal(data->train.y[i], i % 3 == 1);
        assert_int_equal(data->test.y[i], i % 3 == 1);
    }
    riffle_dataset_free(data);
}

/* A test file may lack a class, and has its own order of them. */
static void test_a_test_file_orders_its_own_classes(void **state)
{
    (void)state;
    write_three("t.csv");
    write_text("u.csv", "x,kind\n1,c\n2,b\n3,d\n4,b\n");
    const struct riffle_load_options options = {
        .test_path = "u.csv", .positive = "b", .negative = "a"};
    struct riffle_dataset *data = load(&options);
    assert_int_equal(data->test.n, 2);
    assert_int_equal(data->test.y[0] + data->test.y[1], 2);
    riffle_dataset_free(data);
}

/* Missing values of rows that are left out are nobody's trouble. */
static void test_left_out_rows_may_lack_values(void **state)
{
    (void)state;
    write_text("t.csv", "x,kind\n1,a\n,b\n3,c\n4,\n5,a\n");
    const struct riffle_load_options two = {
        .test_fraction = -1, .positive = "a", .negative = "c"};
    assert_refused(&two, "t.csv:5: the label \"kind\" is missing", "drop");
    const struct riffle_load_options drop = {.test_fraction = -1,
                                             .positive = "a",
                                             .negative = "c",
                                             .missing = RIFFLE_MISSING_DROP};
    struct riffle_dataset *data = load(&drop);
    assert_int_equal(data->train.n, 3);
    riffle_dataset_free(data);
}

static void test_a_class_called_rest_is_that_class(void **state)
{
    (void)state;
    write_text("t.csv", "x,y\n1,work\n2,rest\n3,play\n");
    const struct riffle_load_options options = {
        .test_fraction = -1, .positive = "work", .negative = "rest"};
    struct riffle_dataset *data = load(&options);
    assert_int_equal(data->train.n, 2);
    riffle_dataset_free(data);
}

static void test_refusals_name_the_choices(void **state)
{
    (void)state;
    write_three("t.csv");
    const struct riffle_load_options none = {0};
    assert_refused(&none, "has 3 classes", "positive=b negative=a");
    const struct riffle_load_options half = {.negative = "rest"};
    assert_refused(&half, "needs a positive class", "positive=VALUE");
    const struct riffle_load_options unknown = {.positive = "z",
                                                .negative = "a"};
    assert_refused(&unknown, "positive=z: no such class", "\"a\"");
    const struct riffle_load_options same = {.positive = "a", .negative = "a"};
    assert_refused(&same, "has 1 class", "two classes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_one_class_against_another),
        IN_FOLDER(test_one_class_against_the_rest),
        IN_FOLDER(test_a_test_file_orders_its_own_classes),
        IN_FOLDER(test_left_out_rows_may_lack_values),
        IN_FOLDER(test_a_class_called_rest_is_that_class),
        IN_FOLDER(test_refusals_name_the_choices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/folder.h"

#include "riffle/dataset.h"

static enum riffle_status load(const char *path, const char *test,
                               struct riffle_dataset **dataset,
                               struct riffle_error *err)
{
    const struct riffle_load_options options = {.test_path = test,
                                                .test_fraction = -1};
    *dataset = NULL;
    return riffle_dataset_load(path, &options, NULL, dataset, err);
}

static void write_text(const char *path, const char *text)
{
    file_write(path, text, strlen(text));
}

static const struct {
    const char *text, *message;
} bad[] = {
    {"+1 1:2\n-1 0:3\n", "f.svm:2: \"0:3\": expected indices from 1 on"},
    {"+1 2:2 1:3\n", "f.svm:1: \"1:3\": expected ascending indices"},
    {"+1 2:2 2:3\n", "f.svm:1: \"2:3\": expected ascending indices"},
    {"# c\n+1 qid:3 1:2\n", "f.svm:2: \"qid:3\": expected no qid"},
    {"+1 1:x\n", "f.svm:1: \"1:x\": expected a number after the colon"},
    {"+1 1:\n", "expected a number after the colon"},
    {"+1 1\n", "f.svm:1: \"1\": expected index:value"},
    {"+1 -1:2\n", "expected index:value"},
    {"yes 1:2\n", "f.svm:1: \"yes\": expected a label that is a number"},
    {"1,-1 1:2\n", "expected a label that is a number"},
    {"+1 70000:1\n", "f.svm:1: feature 70000, at most 65536"},
    {"# nothing\n", "0 rows of 0 features"},
    {"1 1:1\n1 1:2\n", "has 1 class, expected two"},
    {"1 1:inf\n2 1:2\n", "expected a number after the colon"},
};

static void test_svmlight_refuses_what_is_malformed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct riffle_dataset *dataset;
        struct riffle_error err = {0};
        write_text("f.svm", bad[i].text);
        if (load("f.svm", NULL, &dataset, &err) == RIFFLE_OK ||
            strstr(err.message, bad[i].message) == NULL)
            fail_msg("%s: '%s'", bad[i].text, err.message);
    }
}

/* Told by its content, with comments, blank lines and CRLF. */
static void test_svmlight_is_dense_once_read(void **state)
{
    (void)state;
    struct riffle_dataset *dataset;
    struct riffle_error err = {0};
    const double expected[] = {0.5, 0, -2, 0, 0, 0, 0, 1e3, 0};
    write_text("f", "+1 1:0.5 3:-2 # first\r\n\r\n-1\r\n"
                    "# a whole line\r\n1.0 2:1e3");
    if (load("f", NULL, &dataset, &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(dataset->n_features, 3);
    assert_string_equal(dataset->feature_names[0], "x1");
    assert_memory_equal(dataset->train.x, expected, sizeof expected);
    assert_string_equal(dataset->class_names[0], "-1");
    assert_string_equal(dataset->class_names[1], "1");
    assert_int_equal(dataset->train.y[1], 0);
    assert_int_equal(dataset->train.line[2], 5);
    riffle_dataset_free(dataset);
}

static void test_svmlight_test_file_takes_the_training_columns(void **state)
{
    (void)state;
    struct riffle_dataset *dataset;
    const double expected[] = {7, 0, 0};
    write_text("a.svm", "1 3:1\n2 1:1\n");
    write_text("b.svm", "2 1:7 9:4\n");
    assert_int_equal(load("a.svm", "b.svm", &dataset, NULL), RIFFLE_OK);
    assert_memory_equal(dataset->test.x, expected, sizeof expected);
    bool noted = false;
    for (size_t i = 0; i < dataset->n_notes; i++)
        noted |= strstr(dataset->notes[i], "no training row has") != NULL;
    assert_true(noted);
    riffle_dataset_free(dataset);
}

/* Lines longer than the pieces a file is read in. */
static void test_svmlight_lines_across_pieces(void **state)
{
    (void)state;
    struct riffle_dataset *dataset;
    FILE *file = fopen("f.svm", "w");
    for (int row = 0; row < 4; row++) {
        (void)fprintf(file, "%d", row % 2);
        for (int j = 1; j <= 60000; j++)
            (void)fprintf(file, " %d:%d", j, row * 100000 + j);
        (void)fputc('\n', file);
    }
    (void)fclose(file);
    assert_int_equal(load("f.svm", NULL, &dataset, NULL), RIFFLE_OK);
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 60000; j++)
            assert_true(dataset->train.x[i * 60000 + j] ==
                        (double)(i * 100000 + j + 1));
    riffle_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_svmlight_refuses_what_is_malformed),
        IN_FOLDER(test_svmlight_is_dense_once_read),
        IN_FOLDER(test_svmlight_test_file_takes_the_training_columns),
        IN_FOLDER(test_svmlight_lines_across_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

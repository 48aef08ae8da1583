#include "support/folder.h"

#include "riffle/dataset.h"
#include "riffle/rng.h"

static void write_text(const char *path, const char *text)
{
    file_write(path, text, strlen(text));
}

/* Load or fail the test with the reason. */
static struct riffle_dataset *load(const char *path,
                                   const struct riffle_load_options *options)
{
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err = {0};
    if (riffle_dataset_load(path, options, NULL, &dataset, &err) != RIFFLE_OK)
        fail_msg("%s: %s", path, err.message);
    return dataset;
}

/* Expect a refusal whose sentence holds `message`. */
static void assert_refused(const char *path,
                           const struct riffle_load_options *options,
                           const char *message)
{
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err = {0};
    assert_int_not_equal(
        riffle_dataset_load(path, options, NULL, &dataset, &err), RIFFLE_OK);
    assert_null(dataset);
    if (strstr(err.message, message) == NULL)
        fail_msg("'%s' lacks '%s'", err.message, message);
}

static bool has_note(const struct riffle_dataset *dataset, const char *text)
{
    for (size_t i = 0; i < dataset->n_notes; i++)
        if (strstr(dataset->notes[i], text) != NULL)
            return true;
    return false;
}

/* Values that only survive when every digit does. */
static struct riffle_dataset *awkward(void)
{
    const struct riffle_synth_options options = {
        .kind = "gaussian", .n = 60, .d = 7, .test = 20};
    struct riffle_dataset *dataset = NULL;
    assert_int_equal(riffle_dataset_synth(&options, &dataset, NULL), RIFFLE_OK);
    dataset->train.x[0] = 5e-324;
    dataset->train.x[1] = -1.7976931348623157e308;
    dataset->train.x[2] = 0.1 + 0.2;
    dataset->train.x[3] = 0;
    return dataset;
}

static void assert_same_rows(const struct riffle_rows *a,
                             const struct riffle_rows *b, size_t d)
{
    assert_int_equal(a->n, b->n);
    assert_memory_equal(a->x, b->x, a->n * d * sizeof *a->x);
    assert_memory_equal(a->y, b->y, a->n);
}

static void test_dataset_round_trips_bit_exactly(void **state)
{
    (void)state;
    static const struct {
        const char *path, *test;
    } files[] = {
        {"d.csv", "d_test.csv"},
        {"d.npz", NULL},
        {"d.svm", "d_test.svm"},
    };
    struct riffle_dataset *source = awkward();
    for (size_t f = 0; f < 3; f++) {
        const struct riffle_load_options options = {.test_path = files[f].test};
        assert_int_equal(riffle_dataset_save(source, files[f].path, NULL),
                         RIFFLE_OK);
        struct riffle_dataset *back = load(files[f].path, &options);
        assert_int_equal(back->n_features, 7);
        assert_same_rows(&back->train, &source->train, 7);
        assert_same_rows(&back->test, &source->test, 7);
        assert_string_equal(back->class_names[0], "0");
        assert_string_equal(back->class_names[1], "1");
        riffle_dataset_free(back);
    }
    riffle_dataset_free(source);
}

static void test_dataset_names_and_classes_survive(void **state)
{
    (void)state;
    static const char *const paths[] = {"e.csv", "e.npz"};
    const struct riffle_load_options options = {.test_fraction = -1};
    write_text("d.csv", "\"a, \"\"b\"\"\",\xc3\xa9,y\n1,2,\"o,n\"\n3,4,off\n");
    struct riffle_dataset *source = load("d.csv", &options);
    for (size_t f = 0; f < 2; f++) {
        assert_int_equal(riffle_dataset_save(source, paths[f], NULL),
                         RIFFLE_OK);
        struct riffle_dataset *back = load(paths[f], &options);
        assert_string_equal(back->feature_names[0], "a, \"b\"");
        assert_string_equal(back->feature_names[1], "\xc3\xa9");
        assert_string_equal(back->class_names[1], "off");
        assert_string_equal(back->class_names[0], "o,n");
        riffle_dataset_free(back);
    }
    riffle_dataset_free(source);
}

static void test_dataset_same_content_is_the_same_archive(void **state)
{
    (void)state;
    struct riffle_dataset *source = awkward();
    size_t size, again;
    assert_int_equal(riffle_dataset_save(source, "a.npz", NULL), RIFFLE_OK);
    assert_int_equal(riffle_dataset_save(source, "b.npz", NULL), RIFFLE_OK);
    char *a = file_read("a.npz", &size), *b = file_read("b.npz", &again);
    assert_int_equal(size, again);
    assert_memory_equal(a, b, size);
    free(a);
    free(b);
    riffle_dataset_free(source);
}

static void test_dataset_refuses_an_unknown_ending(void **state)
{
    (void)state;
    struct riffle_dataset *source = awkward();
    assert_int_equal(riffle_dataset_save(source, "a.xlsx", NULL),
                     RIFFLE_EUSAGE);
    riffle_dataset_free(source);
}

/* 30 rows: x is the row's number. */
static void write_numbered(const char *path)
{
    FILE *file = fopen(path, "w");
    (void)fputs("x,y\n", file);
    for (int i = 0; i < 30; i++)
        (void)fprintf(file, "%d,%d\n", i, i % 2);
    (void)fclose(file);
}

static void test_dataset_split_is_seeded_and_whole(void **state)
{
    (void)state;
    const struct riffle_load_options first = {.seed = 1}, other = {.seed = 2};
    write_numbered("n.csv");
    struct riffle_dataset *a = load("n.csv", NULL), *b = load("n.csv", &first);
    struct riffle_dataset *c = load("n.csv", &other);
    int seen[30] = {0};
    assert_int_equal(a->test.n, 6);
    assert_same_rows(&a->train, &b->train, 1);
    assert_memory_not_equal(a->test.x, c->test.x, 6 * sizeof(double));
    for (size_t i = 0; i < 24; i++)
        seen[(size_t)a->train.x[i]]++;
    for (size_t i = 0; i < 6; i++)
        seen[(size_t)a->test.x[i]]++;
    for (size_t i = 0; i < 30; i++)
        assert_int_equal(seen[i], 1);
    for (size_t i = 0; i < 24; i++) {
        assert_int_equal(a->train.origin[i], (size_t)a->train.x[i]);
        assert_int_equal(a->train.line[i], a->train.origin[i] + 2);
        assert_true(i == 0 || a->train.origin[i] > a->train.origin[i - 1]);
    }
    riffle_dataset_free(a);
    riffle_dataset_free(b);
    riffle_dataset_free(c);
}

static void test_dataset_fraction_of_test_rows(void **state)
{
    (void)state;
    write_numbered("n.csv");
    static const struct {
        double fraction;
        size_t n;
    } cases[] = {{0.5, 15}, {0.01, 1}, {0.99, 29}, {1, 29}, {-1, 0}};
    for (size_t i = 0; i < 5; i++) {
        const struct riffle_load_options options = {.test_fraction =
                                                        cases[i].fraction};
        struct riffle_dataset *dataset = load("n.csv", &options);
        assert_int_equal(dataset->test.n, cases[i].n);
        assert_int_equal(dataset->train.n, 30 - cases[i].n);
        riffle_dataset_free(dataset);
    }
}

static void test_dataset_missing_values_follow_the_policy(void **state)
{
    (void)state;
    write_text("m.csv", "a,b,y\n1,NA,0\n3,5,1\n,?,1\n8,7,0\n");
    assert_refused("m.csv", NULL, "m.csv:2: column \"b\" is missing");
    const struct riffle_load_options drop = {.test_fraction = -1,
                                             .missing = RIFFLE_MISSING_DROP};
    struct riffle_dataset *dropped = load("m.csv", &drop);
    assert_int_equal(dropped->train.n, 2);
    assert_int_equal(dropped->train.origin[0], 1);
    assert_int_equal(dropped->train.line[1], 5);
    assert_true(has_note(dropped, "2 of 4 rows with missing values dropped"));
    riffle_dataset_free(dropped);
    const struct riffle_load_options mean = {.test_fraction = -1,
                                             .missing = RIFFLE_MISSING_MEAN};
    struct riffle_dataset *filled = load("m.csv", &mean);
    const double expected[] = {1, 6, 3, 5, 4, 6, 8, 7};
    assert_memory_equal(filled->train.x, expected, sizeof expected);
    assert_true(has_note(filled, "3 missing cells filled"));
    riffle_dataset_free(filled);
}

/* A label has no mean, even in a row whose cells are filled. */
static void test_dataset_missing_labels_are_never_filled(void **state)
{
    (void)state;
    const struct riffle_load_options mean = {.missing = RIFFLE_MISSING_MEAN};
    const struct riffle_load_options drop = {.missing = RIFFLE_MISSING_DROP,
                                             .test_fraction = -1};
    write_text("m.csv", "a,y\n1,0\n3,1\nNA,\n");
    assert_refused("m.csv", &mean,
                   "m.csv:4: the label \"y\" is missing in data row 2");
    struct riffle_dataset *dropped = load("m.csv", &drop);
    assert_int_equal(dropped->train.n, 2);
    riffle_dataset_free(dropped);
}

/* Test cells are filled with the mean of the training rows alone. */
static void test_dataset_means_are_of_the_training_rows(void **state)
{
    (void)state;
    write_text("a.csv", "a,y\n1,0\n3,1\n");
    write_text("b.csv", "a,y\n100,0\n,1\n");
    const struct riffle_load_options options = {.test_path = "b.csv",
                                                .missing = RIFFLE_MISSING_MEAN};
    struct riffle_dataset *dataset = load("a.csv", &options);
    assert_true(dataset->test.x[1] == 2);
    riffle_dataset_free(dataset);
}

static void test_dataset_text_columns_become_indicators(void **state)
{
    (void)state;
    write_text("t.csv", "a,sex,y\n1,m,0\n2,f,1\n3,m,1\n");
    write_text("u.csv", "y,sex,more,a\n0,f,7,4\n1,x,8,5\n");
    const struct riffle_load_options options = {.test_path = "u.csv"};
    struct riffle_dataset *dataset = load("t.csv", &options);
    const double train[] = {1, 0, 1, 2, 1, 0, 3, 0, 1};
    const double test[] = {4, 1, 0, 5, 0, 0};
    assert_int_equal(dataset->n_features, 3);
    assert_string_equal(dataset->feature_names[1], "sex=f");
    assert_string_equal(dataset->feature_names[2], "sex=m");
    assert_memory_equal(dataset->train.x, train, sizeof train);
    assert_memory_equal(dataset->test.x, test, sizeof test);
    assert_true(has_note(dataset, "\"sex\" became 2 indicator columns"));
    assert_true(has_note(dataset, "1 test cell with a text"));
    assert_true(has_note(dataset, "1 column of the test file"));
    riffle_dataset_free(dataset);
}

static void test_dataset_missing_text_takes_the_mean_indicator(void **state)
{
    (void)state;
    write_text("t.csv", "t,y\nu,0\nv,1\nu,1\nu,0\nNA,1\n");
    const struct riffle_load_options options = {.test_fraction = -1,
                                                .missing = RIFFLE_MISSING_MEAN};
    struct riffle_dataset *dataset = load("t.csv", &options);
    assert_true(dataset->train.x[8] == 0.75 && dataset->train.x[9] == 0.25);
    riffle_dataset_free(dataset);
}

static void test_dataset_test_file_must_fit(void **state)
{
    (void)state;
    write_text("a.csv", "a,b,y\n1,2,0\n3,4,1\n");
    write_text("b.csv", "a,y\n1,0\n");
    write_text("c.csv", "a,b,y\n1,2,0\n3,4,2\n");
    const struct riffle_load_options lacking = {.test_path = "b.csv"};
    const struct riffle_load_options third = {.test_path = "c.csv"};
    assert_refused("a.csv", &lacking,
                   "b.csv:1: the training column \"b\" is missing");
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err = {0};
    assert_int_equal(
        riffle_dataset_load("a.csv", &lacking, NULL, &dataset, &err),
        RIFFLE_EFORMAT);
    assert_string_equal(err.hint, "leave the column out of both files: "
                                  "ignore=b");
    assert_refused("a.csv", &third,
                   "c.csv:3: the label of data row 1 is \"2\", expected \"0\" "
                   "or \"1\"");
}

static void test_dataset_label_and_positive_are_chosen(void **state)
{
    (void)state;
    write_text("a.csv", "class,b\n10,2\n9,4\n");
    const struct riffle_load_options options = {.test_fraction = -1};
    struct riffle_dataset *byname = load("a.csv", &options);
    assert_string_equal(byname->label_name, "class");
    assert_string_equal(byname->class_names[1], "10"); /* as numbers */
    riffle_dataset_free(byname);
    const struct riffle_load_options asked = {
        .test_fraction = -1, .label = "b", .positive = "2.0"};
    struct riffle_dataset *given = load("a.csv", &asked);
    assert_string_equal(given->class_names[1], "2");
    assert_int_equal(given->train.y[0], 1);
    riffle_dataset_free(given);
    const struct riffle_load_options wrong = {.label = "nope"};
    assert_refused("a.csv", &wrong, "label=nope: no such column");
    const struct riffle_load_options third = {.positive = "7"};
    assert_refused("a.csv", &third, "positive=7: no such class");
}

static void test_dataset_ignores_columns(void **state)
{
    (void)state;
    write_text("a.csv", "id,a,when,y\n1,2,x,0\n2,4,y,1\n");
    const struct riffle_load_options options = {.test_fraction = -1,
                                                .ignore = "id,when"};
    struct riffle_dataset *dataset = load("a.csv", &options);
    assert_int_equal(dataset->n_features, 1);
    assert_true(dataset->train.x[1] == 4);
    riffle_dataset_free(dataset);
    const struct riffle_load_options wrong = {.ignore = "id,wen"};
    assert_refused("a.csv", &wrong, "ignore=wen: no such column");
}

static void test_dataset_standardizes_by_the_training_rows(void **state)
{
    (void)state;
    write_text("a.csv", "a,c,y\n1,0.1,0\n3,0.1,1\n5,0.1,1\n");
    write_text("b.csv", "a,c,y\n3,0.1,0\n7,0.2,1\n");
    const struct riffle_load_options options = {.test_path = "b.csv",
                                                .standardize = true};
    struct riffle_dataset *dataset = load("a.csv", &options);
    const double sd = sqrt(8.0 / 3);
    /* One subtraction and one division away from exact. */
    assert_close(dataset->train.x[0], -2 / sd, 1e-15);
    assert_close(dataset->train.x[4], 2 / sd, 1e-15);
    assert_close(dataset->test.x[2], 4 / sd, 1e-15);
    assert_true(dataset->train.x[1] == 0 && dataset->test.x[1] == 0);
    assert_true(has_note(dataset, "1 column is constant"));
    riffle_dataset_free(dataset);
}

static void test_dataset_sample_keeps_order_and_test_rows(void **state)
{
    (void)state;
    write_numbered("n.csv");
    struct riffle_dataset *source = load("n.csv", NULL), *a, *b;
    assert_int_equal(riffle_dataset_sample(source, 10, 3, &a, NULL), RIFFLE_OK);
    assert_int_equal(riffle_dataset_sample(source, 10, 3, &b, NULL), RIFFLE_OK);
    assert_int_equal(a->train.n, 10);
    assert_same_rows(&a->train, &b->train, 1);
    assert_same_rows(&a->test, &source->test, 1);
    for (size_t i = 0; i < 10; i++) {
        assert_int_equal(a->train.origin[i], (size_t)a->train.x[i]);
        assert_true(i == 0 || a->train.x[i] > a->train.x[i - 1]);
    }
    assert_int_equal(riffle_dataset_sample(source, 25, 3, &b, NULL),
                     RIFFLE_EUSAGE);
    assert_int_equal(riffle_dataset_sample(source, 0, 3, &b, NULL),
                     RIFFLE_EUSAGE);
    riffle_dataset_free(source);
    riffle_dataset_free(a);
    riffle_dataset_free(b);
}

static void test_dataset_sample_keeps_planted_rows(void **state)
{
    (void)state;
    const struct riffle_synth_options options = {.kind = "poisoned",
                                                 .noise = -1};
    struct riffle_dataset *source = NULL, *sample = NULL;
    assert_int_equal(riffle_dataset_synth(&options, &source, NULL), RIFFLE_OK);
    assert_int_equal(riffle_dataset_sample(source, 200, 1, &sample, NULL),
                     RIFFLE_OK);
    assert_in_range(sample->n_planted, 1, source->n_planted);
    for (size_t k = 0; k < sample->n_planted; k++) {
        const size_t row = sample->train.origin[sample->planted[k]];
        bool found = false;
        for (size_t q = 0; q < source->n_planted; q++)
            found |= source->planted[q] == row;
        assert_true(found);
    }
    riffle_dataset_free(source);
    riffle_dataset_free(sample);
}

static void test_dataset_digest_is_of_the_file(void **state)
{
    (void)state;
    write_text("a.csv", "a,y\n1,0\n2,1\n");
    struct riffle_dataset *dataset = load("a.csv", NULL);
    /* sha256sum of these twelve bytes */
    assert_string_equal(
        dataset->sha256,
        "2e3781e3c32f67fc45f7b528a7c0d9a995a0f1956970d89c473fd199e7ce85f1");
    riffle_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_dataset_round_trips_bit_exactly),
        IN_FOLDER(test_dataset_names_and_classes_survive),
        IN_FOLDER(test_dataset_same_content_is_the_same_archive),
        IN_FOLDER(test_dataset_refuses_an_unknown_ending),
        IN_FOLDER(test_dataset_split_is_seeded_and_whole),
        IN_FOLDER(test_dataset_fraction_of_test_rows),
        IN_FOLDER(test_dataset_missing_values_follow_the_policy),
        IN_FOLDER(test_dataset_missing_labels_are_never_filled),
        IN_FOLDER(test_dataset_means_are_of_the_training_rows),
        IN_FOLDER(test_dataset_text_columns_become_indicators),
        IN_FOLDER(test_dataset_missing_text_takes_the_mean_indicator),
        IN_FOLDER(test_dataset_test_file_must_fit),
        IN_FOLDER(test_dataset_label_and_positive_are_chosen),
        IN_FOLDER(test_dataset_ignores_columns),
        IN_FOLDER(test_dataset_standardizes_by_the_training_rows),
        IN_FOLDER(test_dataset_sample_keeps_order_and_test_rows),
        IN_FOLDER(test_dataset_sample_keeps_planted_rows),
        IN_FOLDER(test_dataset_digest_is_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

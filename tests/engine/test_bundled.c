#include "support/folder.h"

#include "riffle/dataset.h"

#define BUNDLED(name) TESTS_DATA "/../../datasets/" name

static const struct {
    const char *path;
    size_t n, d;
    const char *positive;
} files[] = {
    {BUNDLED("wdbc.csv"), 569, 30, "malignant"},
    {BUNDLED("digits38.csv"), 357, 64, "8"},
    {BUNDLED("highdim.csv"), 400, 200, "1"},
    {BUNDLED("poisoned.csv"), 400, 20, "1"},
    {BUNDLED("words.svm"), 600, 1000, "1"},
};

static void test_bundled_files_load(void **state)
{
    (void)state;
    for (size_t f = 0; f < sizeof files / sizeof files[0]; f++) {
        struct riffle_dataset *dataset = NULL;
        struct riffle_error err = {0};
        if (riffle_dataset_load(files[f].path, NULL, NULL, &dataset, &err) !=
            RIFFLE_OK)
            fail_msg("%s", err.message);
        assert_int_equal(dataset->train.n + dataset->test.n, files[f].n);
        assert_int_equal(dataset->n_features, files[f].d);
        assert_string_equal(dataset->class_names[1], files[f].positive);
        riffle_dataset_free(dataset);
    }
}

/* datasets/README.md names these very lines. */
static const struct {
    const char *name, *path;
    struct riffle_synth_options options;
} generated[] = {
    {"highdim.csv",
     BUNDLED("highdim.csv"),
     {.kind = "gaussian",
      .n = 400,
      .d = 200,
      .test = 1,
      .noise = -1,
      .seed = 1}},
    {"poisoned.csv",
     BUNDLED("poisoned.csv"),
     {.kind = "poisoned",
      .n = 400,
      .d = 20,
      .test = 1,
      .noise = -1,
      .seed = 1}},
    {"words.svm",
     BUNDLED("words.svm"),
     {.kind = "sparse",
      .n = 600,
      .d = 1000,
      .test = 1,
      .noise = -1,
      .seed = 1}},
};

static void test_bundled_files_are_what_synth_makes(void **state)
{
    (void)state;
    for (size_t g = 0; g < sizeof generated / sizeof generated[0]; g++) {
        const char *name = generated[g].name;
        struct riffle_dataset *dataset = NULL;
        size_t size, expected_size;
        assert_int_equal(
            riffle_dataset_synth(&generated[g].options, &dataset, NULL),
            RIFFLE_OK);
        assert_int_equal(riffle_dataset_save(dataset, name, NULL), RIFFLE_OK);
        char *bytes = file_read(name, &size);
        char *expected = file_read(generated[g].path, &expected_size);
        assert_int_equal(size, expected_size);
        assert_memory_equal(bytes, expected, size);
        free(bytes);
        free(expected);
        riffle_dataset_free(dataset);
    }
}

/* The README's list of wrong labels is the planted one. */
static void test_bundled_readme_lists_the_planted_rows(void **state)
{
    (void)state;
    struct riffle_dataset *dataset = NULL;
    size_t size;
    char list[1024] = "\n";
    assert_int_equal(
        riffle_dataset_synth(&generated[1].options, &dataset, NULL), RIFFLE_OK);
    for (size_t k = 0; k < dataset->n_planted; k++) {
        const size_t used = strlen(list);
        (void)snprintf(list + used, sizeof list - used, "%s%zu",
                       k > 0 ? " " : "", dataset->planted[k]);
    }
    (void)strcat(list, "\n");
    char *readme = file_read(BUNDLED("README.md"), &size);
    assert_non_null(strstr(readme, list));
    free(readme);
    riffle_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_bundled_files_load),
        IN_FOLDER(test_bundled_files_are_what_synth_makes),
        IN_FOLDER(test_bundled_readme_lists_the_planted_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

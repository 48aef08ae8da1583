#include "support/npy_bytes.h"

#include "riffle/dataset.h"

#include <zip.h>

/* A member of an archive that a test makes. */
struct member {
    const char *name;
    struct bytes bytes;
};

/* n x d of u1 (d = 0: one dimension), item k being k % 2. */
static struct bytes array(size_t n, size_t d)
{
    struct bytes bytes = {0};
    char dictionary[128], second[24] = "";
    if (d > 0)
        (void)snprintf(second, sizeof second, " %zu", d);
    (void)snprintf(dictionary, sizeof dictionary,
                   "{'descr': '|u1', 'fortran_order': False, "
                   "'shape': (%zu,%s), }",
                   n, second);
    npy_header(&bytes, dictionary);
    for (size_t k = 0; k < n * (d > 0 ? d : 1); k++)
        npy_item(&bytes, k % 2, 1, false);
    return bytes;
}

static void write_archive(const char *path, struct member *members,
                          size_t count, int method)
{
    zip_t *archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    assert_non_null(archive);
    for (size_t i = 0; i < count; i++) {
        zip_source_t *source = zip_source_buffer(archive, members[i].bytes.data,
                                                 members[i].bytes.size, 0);
        const zip_int64_t index =
            zip_file_add(archive, members[i].name, source, 0);
        assert_true(index >= 0);
        assert_int_equal(
            zip_set_file_compression(archive, (zip_uint64_t)index, method, 0),
            0);
    }
    assert_int_equal(zip_close(archive), 0);
}

static enum riffle_status load(const struct riffle_load_options *options,
                               struct riffle_dataset **dataset,
                               struct riffle_error *err)
{
    *dataset = NULL;
    return riffle_dataset_load("a.npz", options, NULL, dataset, err);
}

static void assert_refused(const char *message)
{
    struct riffle_dataset *dataset;
    struct riffle_error err = {0};
    assert_int_not_equal(load(NULL, &dataset, &err), RIFFLE_OK);
    assert_null(dataset);
    if (strstr(err.message, message) == NULL)
        fail_msg("'%s' lacks '%s'", err.message, message);
}

/* The names that people use, in either case, with a test set or without. */
static const struct {
    const char *names[4];
    size_t count;
} usual[] = {
    {{"X_train.npy", "y_train.npy", "X_test.npy", "y_test.npy"}, 4},
    {{"X_train.npy", "Y_train.npy", "X_test.npy", "Y_test.npy"}, 4},
    {{"train_features.npy", "train_labels.npy", "test_features.npy",
      "test_labels.npy"},
     4},
    {{"inception_features_val.npy", "labels.npy", NULL, NULL}, 2},
    {{"X.npy", "y.npy", NULL, NULL}, 2},
    {{"features.npy", "labels.npy", NULL, NULL}, 2},
};

static void test_npz_finds_arrays_by_their_usual_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        struct member members[] = {
            {usual[i].names[0], array(10, 3)},
            {usual[i].names[1], array(10, 0)},
            {usual[i].names[2], array(4, 3)},
            {usual[i].names[3], array(4, 1)},
        };
        struct riffle_dataset *dataset;
        struct riffle_error err = {0};
        write_archive("a.npz", members, usual[i].count,
                      i % 2 ? ZIP_CM_STORE : ZIP_CM_DEFLATE);
        if (load(NULL, &dataset, &err) != RIFFLE_OK)
            fail_msg("%s: %s", usual[i].names[0], err.message);
        const bool own = usual[i].count == 4;
        assert_int_equal(dataset->train.n, own ? 10 : 8);
        assert_int_equal(dataset->test.n, own ? 4 : 2);
        assert_int_equal(dataset->n_features, 3);
        riffle_dataset_free(dataset);
    }
}

static void test_npz_keys_may_be_given(void **state)
{
    (void)state;
    struct member members[] = {{"u.npy", array(10, 3)},
                               {"v.npy", array(10, 0)}};
    const struct riffle_load_options options = {.x_key = "u", .y_key = "v"};
    const struct riffle_load_options wrong = {.x_key = "u", .y_key = "w"};
    struct riffle_dataset *dataset;
    struct riffle_error err;
    write_archive("a.npz", members, 2, ZIP_CM_DEFLATE);
    assert_int_equal(load(&options, &dataset, NULL), RIFFLE_OK);
    assert_string_equal(dataset->label_name, "v");
    riffle_dataset_free(dataset);
    assert_int_equal(load(&wrong, &dataset, &err), RIFFLE_EFORMAT);
    assert_string_equal(err.message, "a.npz[w]: there is no such array");
    assert_int_equal(load(NULL, &dataset, &err), RIFFLE_EFORMAT);
    assert_non_null(strstr(err.hint, "there are u, v"));
}

/* Two files of the same keys, as DogFish is published. */
static void test_npz_test_file_of_the_same_keys(void **state)
{
    (void)state;
    struct member train[] = {{"inception_features_val.npy", array(10, 3)},
                             {"labels.npy", array(10, 0)}};
    struct member test[] = {{"inception_features_val.npy", array(4, 3)},
                            {"labels.npy", array(4, 0)}};
    const struct riffle_load_options options = {.test_path = "b.npz"};
    struct riffle_dataset *dataset;
    write_archive("a.npz", train, 2, ZIP_CM_DEFLATE);
    write_archive("b.npz", test, 2, ZIP_CM_DEFLATE);
    assert_int_equal(load(&options, &dataset, NULL), RIFFLE_OK);
    assert_int_equal(dataset->train.n, 10);
    assert_int_equal(dataset->test.n, 4);
    riffle_dataset_free(dataset);
}

static void test_npz_refuses_arrays_that_do_not_fit(void **state)
{
    (void)state;
    struct member short_labels[] = {{"X.npy", array(10, 3)},
                                    {"y.npy", array(9, 0)}};
    write_archive("a.npz", short_labels, 2, ZIP_CM_STORE);
    assert_refused("a.npz[y]: 9 x 1 labels");
    struct member wide_test[] = {
        {"X_train.npy", array(10, 3)},
        {"y_train.npy", array(10, 0)},
        {"X_test.npy", array(4, 5)},
        {"y_test.npy", array(4, 0)},
    };
    write_archive("a.npz", wide_test, 4, ZIP_CM_STORE);
    assert_refused("a.npz[X_test]: 5 features, expected 3");
}

/* The header says more, or less, than the member holds. */
static void test_npz_refuses_sizes_that_lie(void **state)
{
    (void)state;
    struct member members[] = {{"X.npy", array(10, 3)},
                               {"y.npy", array(10, 0)}};
    members[0].bytes.size--;
    write_archive("a.npz", members, 2, ZIP_CM_DEFLATE);
    assert_refused("a.npz[X]: 10 x 3 items of 1 bytes declared, 29 bytes");
    members[0].bytes = array(10, 3);
    bytes_add(&members[0].bytes, "more", 4);
    write_archive("a.npz", members, 2, ZIP_CM_DEFLATE);
    assert_refused("declared, 34 bytes");
}

/* Every byte cut, and every byte turned: refused or the same, no crash. */
static void test_npz_damage_never_goes_unseen(void **state)
{
    (void)state;
    struct member members[] = {{"X.npy", array(6, 2)}, {"y.npy", array(6, 0)}};
    const struct riffle_load_options options = {.test_fraction = -1};
    struct riffle_dataset *whole, *dataset;
    size_t size;
    write_archive("a.npz", members, 2, ZIP_CM_DEFLATE);
    assert_int_equal(load(&options, &whole, NULL), RIFFLE_OK);
    char *bytes = file_read("a.npz", &size);
    for (size_t cut = 0; cut < size; cut++) {
        file_write("a.npz", bytes, cut);
        assert_int_not_equal(load(&options, &dataset, NULL), RIFFLE_OK);
    }
    for (size_t at = 0; at < size; at++) {
        bytes[at] ^= 0x55;
        file_write("a.npz", bytes, size);
        bytes[at] ^= 0x55;
        if (load(&options, &dataset, NULL) != RIFFLE_OK)
            continue;
        assert_int_equal(dataset->train.n, 6);
        assert_memory_equal(dataset->train.x, whole->train.x,
                            12 * sizeof(double));
        assert_memory_equal(dataset->train.y, whole->train.y, 6);
        riffle_dataset_free(dataset);
    }
    free(bytes);
    riffle_dataset_free(whole);
}

static void test_npz_stays_within_the_memory_allowed(void **state)
{
    (void)state;
    struct member members[] = {{"X.npy", array(10, 3)},
                               {"y.npy", array(10, 0)}};
    const struct riffle_load_options options = {.memory = 239};
    struct riffle_dataset *dataset;
    write_archive("a.npz", members, 2, ZIP_CM_DEFLATE);
    assert_int_equal(load(&options, &dataset, NULL), RIFFLE_ELIMIT);
}

static void test_npz_refuses_other_archives(void **state)
{
    (void)state;
    struct member members[] = {{"../../evil\033[2J.txt", array(1, 1)}};
    write_archive("a.npz", members, 1, ZIP_CM_STORE);
    assert_refused("found no features and labels by name");
    file_write("a.npz", "PK\3\4 and nothing more", 20);
    assert_refused("not a readable zip archive");
}

/* Texts of `width` bytes each, one behind the other. */
static struct bytes texts(size_t count, size_t width, const char *all)
{
    struct bytes bytes = {0};
    char dictionary[128];
    (void)snprintf(dictionary, sizeof dictionary,
                   "{'descr': '|S%zu', 'fortran_order': False, "
                   "'shape': (%zu,), }",
                   width, count);
    npy_header(&bytes, dictionary);
    bytes_add(&bytes, all, count * width);
    return bytes;
}

/* Named in the file or by their places; of the test set as well. */
static void test_npz_leaves_out_columns(void **state)
{
    (void)state;
    struct member members[] = {{"X_train.npy", array(10, 3)},
                               {"y_train.npy", array(10, 0)},
                               {"X_test.npy", array(4, 3)},
                               {"y_test.npy", array(4, 0)},
                               {"feature_names.npy", texts(3, 2, "aabbcc")}};
    const struct riffle_load_options middle = {.ignore = "bb"};
    const struct riffle_load_options all = {.ignore = "aa,bb,cc"};
    const struct riffle_load_options unknown = {.ignore = "bc"};
    struct riffle_dataset *dataset;
    struct riffle_error err;
    write_archive("a.npz", members, 5, ZIP_CM_DEFLATE);
    assert_int_equal(load(&middle, &dataset, NULL), RIFFLE_OK);
    assert_int_equal(dataset->n_features, 2);
    assert_string_equal(dataset->feature_names[1], "cc");
    for (size_t i = 0; i < 10; i++) { /* item k is k % 2, of three in a row */
        assert_int_equal(dataset->train.x[2 * i], 3 * i % 2);
        assert_int_equal(dataset->train.x[2 * i + 1], (3 * i + 2) % 2);
    }
    assert_int_equal(dataset->test.x[2 * 3 + 1], (3 * 3 + 2) % 2);
    riffle_dataset_free(dataset);
    assert_int_equal(load(&all, &dataset, &err), RIFFLE_EFORMAT);
    assert_non_null(strstr(err.message, "every feature is ignored"));
    assert_int_not_equal(load(&unknown, &dataset, &err), RIFFLE_OK);
    assert_non_null(strstr(err.message, "bc"));
    write_archive("a.npz", members, 4, ZIP_CM_DEFLATE);
    const struct riffle_load_options place = {.ignore = "x0"};
    assert_int_equal(load(&place, &dataset, &err), RIFFLE_OK);
    assert_int_equal(dataset->n_features, 2);
    assert_string_equal(dataset->feature_names[0], "x1");
    riffle_dataset_free(dataset);
}

/* Ten labels of f8, one of them no number. */
static struct bytes some_labels(void)
{
    struct bytes bytes = {0};
    npy_header(&bytes,
               "{'descr': '<f8', 'fortran_order': False, 'shape': (10,), }");
    for (size_t i = 0; i < 10; i++) {
        const double value = i == 4 ? (double)NAN : (double)(i % 2);
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        npy_item(&bytes, bits, 8, false);
    }
    return bytes;
}

static void test_npz_labels_may_be_missing(void **state)
{
    (void)state;
    struct member members[] = {{"X.npy", array(10, 3)},
                               {"y.npy", some_labels()}};
    const struct riffle_load_options drop = {.missing = RIFFLE_MISSING_DROP,
                                             .test_fraction = -1};
    const struct riffle_load_options error = {.test_fraction = -1};
    struct riffle_dataset *dataset;
    write_archive("a.npz", members, 2, ZIP_CM_STORE);
    assert_int_equal(load(&drop, &dataset, NULL), RIFFLE_OK);
    assert_int_equal(dataset->train.n, 9);
    riffle_dataset_free(dataset);
    assert_int_equal(load(&error, &dataset, NULL), RIFFLE_EFORMAT);
}

static void test_npz_refuses_many_classes(void **state)
{
    (void)state;
    struct bytes labels = {0};
    npy_header(&labels,
               "{'descr': '|u1', 'fortran_order': False, 'shape': (10,), }");
    for (size_t i = 0; i < 10; i++)
        npy_item(&labels, i, 1, false);
    struct member members[] = {{"X.npy", array(10, 3)}, {"y.npy", labels}};
    const struct riffle_load_options few = {.limits = {.levels = 5}};
    struct riffle_dataset *dataset;
    struct riffle_error err;
    write_archive("a.npz", members, 2, ZIP_CM_STORE);
    assert_int_not_equal(load(&few, &dataset, &err), RIFFLE_OK);
    assert_non_null(strstr(err.message, "more than 5 different labels"));
    assert_refused("10");
}

static void put(unsigned char *at, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        at[i] = (unsigned char)(value >> (8 * i));
}

/* The end in its long form (zip64), as archives of any size may have it. */
static void test_npz_long_form_of_the_end(void **state)
{
    (void)state;
    enum { END = 22, LONG = 56, LOCATOR = 20 };
    struct member members[] = {{"X.npy", array(10, 3)},
                               {"y.npy", array(10, 0)}};
    struct riffle_dataset *dataset;
    struct riffle_error err = {0};
    size_t size;
    unsigned char more[LONG + LOCATOR + END] = {0};
    write_archive("a.npz", members, 2, ZIP_CM_STORE);
    char *bytes = file_read("a.npz", &size);
    unsigned char *locator = more + LONG, *end = locator + LOCATOR;
    memcpy(end, bytes + size - END, END);
    memcpy(more, "PK\6\6", 4);
    put(more + 4, LONG - 12, 8);
    put(more + 24, 2, 8);
    put(more + 32, 2, 8);
    memcpy(more + 40, end + 12, 4); /* size and place of the directory */
    memcpy(more + 48, end + 16, 4);
    memcpy(locator, "PK\6\7", 4);
    put(locator + 8, size - END, 8);
    put(locator + 16, 1, 4);
    memset(end + 8, 0xff, 12); /* full: see the long form */
    char *whole = malloc(size - END + sizeof more);
    assert_non_null(whole);
    memcpy(whole, bytes, size - END);
    memcpy(whole + size - END, more, sizeof more);
    file_write("a.npz", whole, size - END + sizeof more);
    if (load(NULL, &dataset, &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(dataset->train.n, 8);
    riffle_dataset_free(dataset);
    whole[size - END + LONG + 8]++; /* it points elsewhere */
    file_write("a.npz", whole, size - END + sizeof more);
    assert_refused("the long form of the end is damaged");
    free(whole);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_npz_finds_arrays_by_their_usual_names),
        IN_FOLDER(test_npz_keys_may_be_given),
        IN_FOLDER(test_npz_test_file_of_the_same_keys),
        IN_FOLDER(test_npz_refuses_arrays_that_do_not_fit),
        IN_FOLDER(test_npz_refuses_sizes_that_lie),
        IN_FOLDER(test_npz_damage_never_goes_unseen),
        IN_FOLDER(test_npz_stays_within_the_memory_allowed),
        IN_FOLDER(test_npz_refuses_other_archives),
        IN_FOLDER(test_npz_leaves_out_columns),
        IN_FOLDER(test_npz_labels_may_be_missing),
        IN_FOLDER(test_npz_refuses_many_classes),
        IN_FOLDER(test_npz_long_form_of_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

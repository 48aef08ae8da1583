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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

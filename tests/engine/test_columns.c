#include "support/folder.h"

#include "riffle/columns.h"
#include "riffle/dataset.h"

static const double numbers[] = {0.1, NAN, -2};
static const size_t counts[] = {0, 7, 12};
static const char *const words[] = {"a,\"b\"", "line\nbreak", "\xff\xc3\xa9"};

static const struct riffle_column columns[] = {
    {.name = "effect", .numbers = numbers},
    {.name = "size", .counts = counts},
    {.name = "how", .words = words},
};

static void assert_saved(const char *path, const char *expected)
{
    size_t size;
    assert_int_equal(riffle_columns_save(path, columns, 3, 3, NULL), RIFFLE_OK);
    char *bytes = file_read(path, &size);
    assert_string_equal(bytes, expected);
    free(bytes);
}

static void test_columns_csv_quotes_and_leaves_nan_empty(void **state)
{
    (void)state;
    assert_saved("c.csv", "effect,size,how\n"
                          "0.1,0,\"a,\"\"b\"\"\"\n"
                          ",7,\"line\nbreak\"\n"
                          "-2,12,\xff\xc3\xa9\n");
}

static void test_columns_missing_count_is_no_number(void **state)
{
    static const size_t lines[] = {4, RIFFLE_NO_COUNT};
    const struct riffle_column line = {.name = "line", .counts = lines};
    const char *const expected[][2] = {
        {"m.csv", "line\n4\n\n"},
        {"m.json", "[\n{\"line\":4},\n{\"line\":null}\n]\n"},
    };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        size_t size;
        assert_int_equal(riffle_columns_save(expected[i][0], &line, 1, 2, NULL),
                         RIFFLE_OK);
        char *bytes = file_read(expected[i][0], &size);
        assert_string_equal(bytes, expected[i][1]);
        free(bytes);
    }
}

static void test_columns_json_escapes_and_nulls(void **state)
{
    (void)state;
    assert_saved(
        "c.json",
        "[\n{\"effect\":0.1,\"size\":0,\"how\":\"a,\\\"b\\\"\"},\n"
        "{\"effect\":null,\"size\":7,\"how\":\"line\\u000abreak\"},\n"
        "{\"effect\":-2,\"size\":12,\"how\":\"\\ufffd\xc3\xa9\"}\n]\n");
}

static void test_columns_npy_holds_one_column_of_numbers(void **state)
{
    (void)state;
    size_t size;
    assert_int_equal(riffle_columns_save("c.npy", columns, 1, 3, NULL),
                     RIFFLE_OK);
    char *bytes = file_read("c.npy", &size);
    assert_int_equal(size, 128 + sizeof numbers);
    assert_memory_equal(bytes, "\x93NUMPY\1\0\x76\0{'descr': '<f8'", 24);
    assert_memory_equal(bytes + 128, numbers, sizeof numbers);
    free(bytes);
    assert_int_equal(riffle_columns_save("c.npy", columns, 2, 3, NULL),
                     RIFFLE_EUSAGE);
    assert_int_equal(riffle_columns_save("c.npy", columns + 2, 1, 3, NULL),
                     RIFFLE_EUSAGE);
}

/* The archive's members load as arrays, and twice makes the same bytes. */
static void test_columns_npz_holds_every_number(void **state)
{
    (void)state;
    static const double x[] = {1.5, 2.5};
    static const size_t y[] = {0, 1};
    static const struct riffle_column arrays[] = {
        {.name = "x", .numbers = x},
        {.name = "y", .counts = y},
        {.name = "left out", .words = words},
    };
    size_t size, again;
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err = {0};
    assert_int_equal(riffle_columns_save("c.npz", arrays, 3, 2, NULL),
                     RIFFLE_OK);
    assert_int_equal(riffle_columns_save("d.npz", arrays, 3, 2, NULL),
                     RIFFLE_OK);
    char *one = file_read("c.npz", &size), *two = file_read("d.npz", &again);
    assert_int_equal(size, again);
    assert_memory_equal(one, two, size);
    free(one);
    free(two);
    /* x has one dimension: refused as features, but found and read. */
    assert_int_equal(riffle_dataset_load("c.npz", NULL, NULL, &dataset, &err),
                     RIFFLE_EFORMAT);
    assert_non_null(strstr(err.message, "[X]: features have one dimension"));
}

static void test_columns_refuse_an_unknown_ending(void **state)
{
    (void)state;
    struct riffle_error err;
    assert_int_equal(riffle_columns_save("c.xls", columns, 3, 3, &err),
                     RIFFLE_EUSAGE);
    assert_non_null(strstr(err.hint, ".csv"));
    assert_int_equal(folder_count(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_columns_missing_count_is_no_number),
        IN_FOLDER(test_columns_csv_quotes_and_leaves_nan_empty),
        IN_FOLDER(test_columns_json_escapes_and_nulls),
        IN_FOLDER(test_columns_npy_holds_one_column_of_numbers),
        IN_FOLDER(test_columns_npz_holds_every_number),
        IN_FOLDER(test_columns_refuse_an_unknown_ending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

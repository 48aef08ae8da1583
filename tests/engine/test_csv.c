#include "support/folder.h"

#include "riffle/dataset.h"
#include "riffle/limits.h"

/* A file that is refused, and the place and words that say why. */
struct bad {
    const char *what;
    const char *text;
    size_t size; /* 0: as long as the text */
    const char *message;
};

static const struct bad bad[] = {
    {"empty file", "", 0, "f.csv: the file is empty"},
    {"only a mark", "\xef\xbb\xbf", 0, "f.csv:1: the file is empty"},
    {"header only", "a,y\n", 0, "f.csv:2: a header, but no data rows"},
    {"short row", "a,b,y\n1,2,0\n1,0\n", 0,
     "f.csv:3: the row has 2 fields, the header has 3 (data row 1)"},
    {"long row", "a,y\n1,2,0\n", 0, "f.csv:2: the row has 3 fields"},
    {"blank line inside", "a,y\n1,0\n\n2,1\n", 0, "f.csv:3: the line is blank"},
    {"blank line, CRLF", "a,y\r\n1,0\r\n\r\n2,1\r\n", 0,
     "f.csv:3: the line is blank"},
    {"quote never closed", "a,b,y\n1,\"2,0\n3,4,1\n", 0,
     "f.csv:2: the quote that opens field 2 is never closed"},
    {"quote inside a field", "a,y\n1,0\n3\"4,1\n", 0,
     "f.csv:3: stray quote in field 1"},
    {"text after a quote", "a,y\n\"1\"2,0\n", 0,
     "f.csv:2: stray quote in field 1"},
    {"NUL in a number", "a,y\n1,0\n1\0002,1\n", 13,
     "f.csv:3: a NUL byte in field 1"},
    {"UTF-16",
     "\xff\xfe"
     "a\0,\0y\0",
     8, "f.csv:1: the text is UTF-16"},
    {"duplicate name", "a,b,a,y\n1,2,3,0\n", 0,
     "f.csv:1: column 3 has the name of column 1, \"a\""},
    {"nameless column", ",a,y\n0,1,0\n", 0, "f.csv:1: column 1 has no name"},
    {"no header", "1.5,2.5,0\n3.5,4.5,1\n", 0,
     "f.csv:1: the first line holds numbers"},
    {"no features", "y\n0\n1\n", 0, "f.csv:1: no feature columns"},
    {"text among numbers", "a,b,y\n1,2,0\n3,4x,1\n", 0,
     "f.csv:3: column 2 \"b\": \"4x\" is not a number (data row 1)"},
    {"decimal comma", "a;y\n1;0\n1,5;1\n", 0,
     "f.csv:3: column 1 \"a\": \"1,5\" is not a number"},
    {"infinity", "a,y\n1,0\ninf,1\n", 0,
     "f.csv:3: column 1 \"a\": \"inf\" is not a number"},
    {"too large", "a,y\n1,0\n1e400,1\n", 0, "\"1e400\" is not a number"},
    {"missing number", "a,b,y\n1,2,0\n3,NA,1\n", 0,
     "f.csv:3: column \"b\" is missing in data row 1"},
    {"missing label", "a,y\n1,0\n2,\n", 0,
     "f.csv:3: the label \"y\" is missing in data row 1"},
    {"one class", "a,y\n1,0\n2,0\n", 0,
     "f.csv: the label \"y\" has 1 class, expected two: \"0\""},
    {"three classes", "a,y\n1,u\n2,v\n3,w\n", 0,
     "has 3 classes, expected two: \"u\", \"v\", \"w\""},
    {"line after a field of lines", "a,t,y\n1,\"u\nv\r\nw\",0\nx,q,1\n", 0,
     "f.csv:5: column 1 \"a\": \"x\" is not a number (data row 1)"},
    {"lines end in CR", "a,y\r1,0\rx,1\r", 0,
     "f.csv:3: column 1 \"a\": \"x\" is not a number"},
    {"gzip", "\x1f\x8b\x08", 0, "f.csv is gzip, expected CSV"},
};

static enum riffle_status load(const char *path,
                               const struct riffle_load_options *options,
                               struct riffle_dataset **dataset,
                               struct riffle_error *err)
{
    return riffle_dataset_load(path, options, NULL, dataset, err);
}

static void test_csv_refuses_what_is_malformed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const size_t size = bad[i].size > 0 ? bad[i].size : strlen(bad[i].text);
        struct riffle_dataset *dataset = NULL;
        struct riffle_error err = {0};
        file_write("f.csv", bad[i].text, size);
        if (load("f.csv", NULL, &dataset, &err) != RIFFLE_EFORMAT ||
            dataset != NULL || strstr(err.message, bad[i].message) == NULL)
            fail_msg("%s: '%s'", bad[i].what, err.message);
    }
}

/* Files that hold the same two rows, in every spelling. */
static const char *const good[] = {
    "a,b,y\n1,-2.5,u\n3,4e2,v\n",
    "a,b,y\n1,-2.5,u\n3,4e2,v",
    "a,b,y\r\n1,-2.5,u\r\n3,4e2,v\r\n",
    "a,b,y\r1,-2.5,u\r3,4e2,v\r",
    "\357\273\277a,b,y\n1,-2.5,u\n3,4e2,v\n", /* octal: \xbfa is one */
    "\"a\",\"b\",\"y\"\n\"1\",\"-2.5\",\"u\"\n3,4e2,v\n",
    "\xef\xbb\xbf\"a\",b,y\n1,-2.5,u\n3,4e2,v\n",
    "a;b;y\n1;-2.5;u\n3;4e2;v\n",
    "a\tb\ty\n1\t-2.5\tu\n3\t4e2\tv\n",
    "a, b, y\n1, -2.5, u\n3, 4e2 ,v\n",
    "a,b,y\n1,-2.5,u\n3,4e2,v\n\n\n",
    "y,b,a\nu,-2.5,1\nv,4e2,3\n",
};

static void test_csv_reads_every_spelling_alike(void **state)
{
    (void)state;
    const struct riffle_load_options options = {.test_fraction = -1};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct riffle_dataset *dataset = NULL;
        struct riffle_error err = {0};
        file_write("f", good[i], strlen(good[i]));
        if (load("f", &options, &dataset, &err) != RIFFLE_OK)
            fail_msg("file %zu: %s", i, err.message);
        const bool swapped = strcmp(dataset->feature_names[0], "b") == 0;
        assert_string_equal(dataset->feature_names[swapped], "a");
        const double *x = dataset->train.x;
        assert_true(x[swapped] == 1 && x[!swapped] == -2.5);
        assert_true(x[2 + swapped] == 3 && x[2 + !swapped] == 400);
        assert_string_equal(dataset->class_names[1], "v");
        assert_int_equal(dataset->train.y[0], 0);
        assert_int_equal(dataset->train.y[1], 1);
        assert_int_equal(dataset->train.line[1], 3);
        riffle_dataset_free(dataset);
    }
}

static void test_csv_quotes_hold_commas_quotes_and_lines(void **state)
{
    (void)state;
    static const char text[] = "\"a,\"\"b\"\"\",y\n1,\"u\nv\"\n2,\"w,\"\"\"\n";
    const struct riffle_load_options options = {.test_fraction = -1};
    struct riffle_dataset *dataset = NULL;
    file_write("f.csv", text, sizeof text - 1);
    assert_int_equal(load("f.csv", &options, &dataset, NULL), RIFFLE_OK);
    assert_string_equal(dataset->feature_names[0], "a,\"b\"");
    assert_string_equal(dataset->class_names[0], "u\nv");
    assert_string_equal(dataset->class_names[1], "w,\"");
    assert_int_equal(dataset->train.line[0], 2);
    assert_int_equal(dataset->train.line[1], 4);
    riffle_dataset_free(dataset);
}

/* A quote opened in line 5 of a large file is reported there, at once. */
static void test_csv_open_quote_does_not_swallow_the_file(void **state)
{
    (void)state;
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err;
    FILE *file = fopen("f.csv", "w");
    assert_non_null(file);
    (void)fputs("a,y\n1,0\n1,0\n1,1\n\"1,0\n", file);
    for (int i = 0; i < 400000; i++)
        (void)fputs("1,0\n", file);
    (void)fclose(file);
    assert_int_equal(load("f.csv", NULL, &dataset, &err), RIFFLE_EFORMAT);
    assert_non_null(strstr(err.message, "f.csv:5: field 1, which begins here"));
}

/* Fields as long as the limit, and as the pieces that a file is read in. */
static void test_csv_fields_across_pieces(void **state)
{
    (void)state;
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err = {0};
    const struct riffle_load_options options = {
        .test_fraction = -1, .limits = {.name = RIFFLE_MAX_FIELD}};
    FILE *file = fopen("f.csv", "w");
    assert_non_null(file);
    (void)fputs("a,t,y\n", file);
    for (int row = 0; row < 12; row++) {
        (void)fprintf(file, "%d.5,", row);
        for (int i = 0; i < 299999 + row; i++)
            (void)fputc('a' + row % 2, file);
        (void)fprintf(file, ",%d\r\n", row % 2);
    }
    (void)fclose(file);
    if (load("f.csv", &options, &dataset, &err) == RIFFLE_OK)
        fail_msg("twelve texts that all differ are an identifier");
    assert_non_null(strstr(err.message, "all 12 texts differ"));
    const struct riffle_load_options without = {.test_fraction = -1,
                                                .ignore = "t"};
    assert_int_equal(load("f.csv", &without, &dataset, NULL), RIFFLE_OK);
    for (size_t i = 0; i < 12; i++) {
        assert_true(dataset->train.x[i] == (double)i + 0.5);
        assert_int_equal(dataset->train.line[i], i + 2);
    }
    riffle_dataset_free(dataset);
}

static void test_csv_stays_within_the_memory_allowed(void **state)
{
    (void)state;
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err;
    const struct riffle_load_options options = {.memory = 8000};
    FILE *file = fopen("f.csv", "w");
    assert_non_null(file);
    (void)fputs("a,b,y\n", file);
    for (int i = 0; i < 501; i++)
        (void)fprintf(file, "%d,1,%d\n", i, i % 2);
    (void)fclose(file);
    assert_int_equal(load("f.csv", &options, &dataset, &err), RIFFLE_ELIMIT);
    assert_non_null(strstr(err.message, "501 rows of 2 features"));
    const struct riffle_load_options enough = {.memory = 501 * 16};
    assert_int_equal(load("f.csv", &enough, &dataset, NULL), RIFFLE_OK);
    riffle_dataset_free(dataset);
}

static bool stop(void *data, const char *stage, size_t done, size_t total)
{
    (void)data;
    (void)stage;
    (void)done;
    (void)total;
    return false;
}

static void test_csv_stops_when_told(void **state)
{
    (void)state;
    const struct riffle_progress progress = {.step = stop};
    struct riffle_dataset *dataset = NULL;
    file_write("f.csv", good[0], strlen(good[0]));
    assert_int_equal(
        riffle_dataset_load("f.csv", NULL, &progress, &dataset, NULL),
        RIFFLE_STOPPED);
    assert_null(dataset);
}

static void test_csv_opens_only_regular_files(void **state)
{
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err;
    assert_int_equal(load(*state, NULL, &dataset, &err), RIFFLE_EIO);
    assert_int_equal(load("/dev/zero", NULL, &dataset, &err), RIFFLE_EIO);
    assert_non_null(strstr(err.message, "is not a regular file"));
    assert_int_equal(load("nowhere", NULL, &dataset, &err), RIFFLE_EIO);
    assert_non_null(strstr(err.message, "No such file"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_csv_refuses_what_is_malformed),
        IN_FOLDER(test_csv_reads_every_spelling_alike),
        IN_FOLDER(test_csv_quotes_hold_commas_quotes_and_lines),
        IN_FOLDER(test_csv_open_quote_does_not_swallow_the_file),
        IN_FOLDER(test_csv_fields_across_pieces),
        IN_FOLDER(test_csv_stays_within_the_memory_allowed),
        IN_FOLDER(test_csv_stops_when_told),
        IN_FOLDER(test_csv_opens_only_regular_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/npy_bytes.h"

#include "riffle/dataset.h"

#include <math.h>

/* A type, six items as bits, and what they are. */
struct type {
    const char *name;
    size_t size;
    uint64_t bits[6];
    double values[6];
};

static const struct type types[] = {
    {"f2",
     2,
     {0x3c00, 0xc000, 0x3555, 0x7bff, 0x0001, 0x8000},
     {1, -2, 0.333251953125, 65504, 0x1p-24, -0.0}},
    {"f4",
     4,
     {0x3f800000, 0xc0000000, 0x3dcccccd, 0x7f7fffff, 0x00000001, 0x80000000},
     {1, -2, 0x1.99999ap-4, 0x1.fffffep127, 0x1p-149, -0.0}},
    {"f8",
     8,
     {0x3ff0000000000000, 0xc000000000000000, 0x3fb999999999999a,
      0x7fefffffffffffff, 0x0000000000000001, 0x8000000000000000},
     {1, -2, 0.1, 0x1.fffffffffffffp1023, 0x1p-1074, -0.0}},
    {"i1", 1, {0, 1, 0xff, 0x7f, 0x80, 0x2a}, {0, 1, -1, 127, -128, 42}},
    {"i2",
     2,
     {0, 1, 0xffff, 0x7fff, 0x8000, 0x0102},
     {0, 1, -1, 32767, -32768, 258}},
    {"i4",
     4,
     {0, 1, 0xffffffff, 0x7fffffff, 0x80000000, 0x01020304},
     {0, 1, -1, 2147483647, -2147483648.0, 16909060}},
    {"i8",
     8,
     {0, 1, 0xffffffffffffffff, 0x0020000000000000, 0x8000000000000000,
      0x4000000000000000},
     {0, 1, -1, 0x1p53, -0x1p63, 0x1p62}},
    {"u1", 1, {0, 1, 0xff, 0x7f, 0x80, 0x2a}, {0, 1, 255, 127, 128, 42}},
    {"u2",
     2,
     {0, 1, 0xffff, 0x7fff, 0x8000, 0x0102},
     {0, 1, 65535, 32767, 32768, 258}},
    {"u4",
     4,
     {0, 1, 0xffffffff, 0x7fffffff, 0x80000000, 0x01020304},
     {0, 1, 4294967295, 2147483647, 2147483648, 16909060}},
    {"u8",
     8,
     {0, 1, 0x0020000000000000, 0x8000000000000000, 0xfffffffffffff800,
      0x0102030405060000},
     {0, 1, 0x1p53, 0x1p63, 0xfffffffffffff8p8, 0x10203040506p16}},
    {"b1", 1, {0, 1, 0, 1, 1, 0}, {0, 1, 0, 1, 1, 0}},
};

enum { N_TYPES = sizeof types / sizeof types[0] };

static void write_bytes(const char *path, const struct bytes *bytes)
{
    file_write(path, bytes->data, bytes->size);
}

/* Two labels, 0 and 1. */
static void write_labels(void)
{
    struct bytes bytes = {0};
    npy_header(&bytes,
               "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }");
    bytes_add(&bytes, "\0\1", 2);
    write_bytes("y.npy", &bytes);
}

static enum riffle_status load(struct riffle_dataset **dataset,
                               struct riffle_error *err)
{
    const struct riffle_load_options options = {.test_fraction = -1,
                                                .y_key = "y.npy"};
    *dataset = NULL;
    return riffle_dataset_load("x.npy", &options, NULL, dataset, err);
}

/* 2 x 3 of a type; Fortran stores the columns one after the other. */
static void write_type(const struct type *type, bool fortran, bool big)
{
    char dictionary[128];
    struct bytes bytes = {0};
    (void)snprintf(dictionary, sizeof dictionary,
                   "{'descr': '%c%s', 'fortran_order': %s, 'shape': (2, 3), }",
                   type->size == 1 ? '|'
                   : big           ? '>'
                                   : '<',
                   type->name, fortran ? "True" : "False");
    npy_header(&bytes, dictionary);
    for (size_t k = 0; k < 6; k++) {
        const size_t item = fortran ? k % 2 * 3 + k / 2 : k;
        npy_item(&bytes, type->bits[item], type->size, big);
    }
    write_bytes("x.npy", &bytes);
}

static void test_npy_every_type_order_and_endian_is_exact(void **state)
{
    (void)state;
    write_labels();
    for (size_t t = 0; t < N_TYPES; t++)
        for (int form = 0; form < 4; form++) {
            struct riffle_dataset *dataset;
            struct riffle_error err = {0};
            write_type(&types[t], form & 1, form & 2);
            if (load(&dataset, &err) != RIFFLE_OK)
                fail_msg("%s: %s", types[t].name, err.message);
            assert_memory_equal(dataset->train.x, types[t].values,
                                sizeof types[t].values);
            riffle_dataset_free(dataset);
        }
}

static void test_npy_truncated_anywhere_is_refused(void **state)
{
    (void)state;
    struct bytes bytes = {0};
    write_labels();
    npy_header(&bytes,
               "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
    for (size_t k = 0; k < 6; k++)
        npy_item(&bytes, 0x3f800000, 4, false);
    for (size_t size = 0; size < bytes.size; size++) {
        struct riffle_dataset *dataset;
        file_write("x.npy", bytes.data, size);
        assert_int_equal(load(&dataset, NULL), RIFFLE_EFORMAT);
        assert_null(dataset);
    }
    bytes_add(&bytes, "x", 1);
    struct riffle_dataset *dataset;
    write_bytes("x.npy", &bytes);
    assert_int_equal(load(&dataset, NULL), RIFFLE_EFORMAT);
}

/* Headers, each over 24 bytes of zeros, and why they are refused. */
static const struct {
    const char *dictionary, *message;
} bad[] = {
    {"", "byte 10: expected {"},
    {"[]", "byte 10: expected {"},
    {"{", "expected a quoted key"},
    {"{}", "the header lacks the key descr"},
    {"{'descr': '<f4', 'fortran_order': False}", "lacks the key shape"},
    {"{'descr': '<f4', 'descr': '<f4', 'shape': (2, 3)}", "once each"},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': 1}",
     "the keys descr"},
    {"{'descr': '<f4', 'fortran_order': 1, 'shape': (2, 3)}",
     "expected True or False"},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3)}",
     "expected a count"},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (0x2, 3)}",
     "expected a comma or )"},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (1_0, 3)}",
     "expected a comma or )"},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': ()}", "no dimensions"},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (6)}",
     "a comma after the only dimension"},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (6,)}",
     "one dimension, expected rows x columns"},
    {"{'descr': '<f4', 'fortran_order': True, 'shape': (1, 2, 3)}",
     "more than two dimensions in Fortran's order"},
    {"{'descr': '<f4', 'fortran_order': False, "
     "'shape': (2, 4294967296, 4294967296)}",
     "beyond any memory"},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4)}",
     "2 x 4 items of 4 bytes declared, 24 bytes"},
    {"{'descr': '<f4', 'fortran_order': False, "
     "'shape': (4611686018427387904, 4)}",
     "declared, 24 bytes"},
    {"{'descr': '<f4', 'fortran_order': False, "
     "'shape': (99999999999999999999, 3)}",
     "expected a count"},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} x",
     "nothing after the header"},
    {"{'descr': '|O', 'fortran_order': False, 'shape': (2, 3)}",
     "would require running code"},
    {"{'descr': '<c8', 'fortran_order': False, 'shape': (1, 3)}",
     "complex numbers"},
    {"{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1, 3)}",
     "dates or times"},
    {"{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,)}",
     "records"},
    {"{'descr': '<U2', 'fortran_order': False, 'shape': (1, 3)}",
     "the items are text, expected numbers"},
    {"{'descr': '<f3', 'fortran_order': False, 'shape': (2, 4)}",
     "unknown type"},
    {"((((((((((((((((((((((((((((((((((((((((((((((((((((((((", "expected {"},
};

static void test_npy_hostile_headers_are_refused(void **state)
{
    (void)state;
    static const unsigned char zeros[24];
    write_labels();
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct bytes bytes = {0};
        struct riffle_dataset *dataset;
        struct riffle_error err = {0};
        npy_header(&bytes, bad[i].dictionary);
        bytes_add(&bytes, zeros, sizeof zeros);
        write_bytes("x.npy", &bytes);
        if (load(&dataset, &err) != RIFFLE_EFORMAT ||
            strstr(err.message, bad[i].message) == NULL)
            fail_msg("%s: '%s'", bad[i].dictionary, err.message);
    }
}

/* Two images of 1 x 3 are two rows of three, as with numpy.reshape(2, -1). */
static void test_npy_flattens_rows(void **state)
{
    (void)state;
    struct bytes bytes = {0};
    struct riffle_dataset *dataset;
    struct riffle_error err = {0};
    write_labels();
    npy_header(&bytes,
               "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 3)}");
    for (unsigned char k = 0; k < 6; k++)
        bytes_add(&bytes, &k, 1);
    write_bytes("x.npy", &bytes);
    assert_int_equal(load(&dataset, &err), RIFFLE_OK);
    assert_int_equal(dataset->n_features, 3);
    for (size_t k = 0; k < 6; k++)
        assert_float_equal(dataset->train.x[k], (double)k, 0);
    riffle_dataset_free(dataset);
}

static const char *const good[] = {
    "{'shape': (2, 3), 'fortran_order': False, 'descr': '<f4'}",
    "{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (2L, 3L), }\n",
    "{ 'descr' :'<f4','fortran_order':False,'shape':(2,3,),}            \n",
};

static void test_npy_accepts_what_numpy_writes(void **state)
{
    (void)state;
    write_labels();
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct bytes bytes = {0};
        struct riffle_dataset *dataset;
        struct riffle_error err = {0};
        npy_header(&bytes, good[i]);
        for (size_t k = 0; k < 6; k++)
            npy_item(&bytes, 0x3f800000, 4, false);
        write_bytes("x.npy", &bytes);
        if (load(&dataset, &err) != RIFFLE_OK)
            fail_msg("%s: %s", good[i], err.message);
        riffle_dataset_free(dataset);
    }
}

/* Twelve bytes that ask for four gigabytes of header. */
static void test_npy_huge_header_is_refused_unread(void **state)
{
    (void)state;
    struct riffle_dataset *dataset;
    struct riffle_error err;
    write_labels();
    file_write("x.npy", "\x93NUMPY\2\0\xff\xff\xff\xff", 12);
    assert_int_equal(load(&dataset, &err), RIFFLE_EFORMAT);
    assert_non_null(strstr(err.message, "a header of 4294967295 bytes"));
    file_write("x.npy", "\x93NUMPY\4\0\1\0{", 11);
    assert_int_equal(load(&dataset, &err), RIFFLE_EFORMAT);
    assert_non_null(strstr(err.message, "version 4, expected 1 to 3"));
}

/* One item that must not be taken for a number. */
static void assert_item_refused(const char *type, uint64_t bits, size_t size,
                                const char *message)
{
    char dictionary[128];
    struct bytes bytes = {0};
    struct riffle_dataset *dataset;
    struct riffle_error err = {0};
    (void)snprintf(dictionary, sizeof dictionary,
                   "{'descr': '<%s', 'fortran_order': False, 'shape': (2, 1)}",
                   type);
    npy_header(&bytes, dictionary);
    npy_item(&bytes, 0, size, false);
    npy_item(&bytes, bits, size, false);
    write_bytes("x.npy", &bytes);
    assert_int_equal(load(&dataset, &err), RIFFLE_EFORMAT);
    if (strstr(err.message, message) == NULL)
        fail_msg("%s: '%s'", type, err.message);
}

static void test_npy_refuses_what_is_no_double(void **state)
{
    (void)state;
    static const char inexact[] = "row 1, column 0: a whole number that no";
    static const char infinite[] = "row 1, column 0: an infinite number";
    static const char missing[] = "column \"x0\" is missing in data row 1";
    write_labels();
    assert_item_refused("i8", 0x0020000000000001, 8, inexact);
    assert_item_refused("i8", 0x7fffffffffffffff, 8, inexact);
    assert_item_refused("u8", 0xffffffffffffffff, 8, inexact);
    assert_item_refused("f2", 0x7c00, 2, infinite);
    assert_item_refused("f4", 0xff800000, 4, infinite);
    assert_item_refused("f8", 0x7ff0000000000000, 8, infinite);
    assert_item_refused("f2", 0x7e00, 2, missing);
    assert_item_refused("f8", 0x7ff8000000000000, 8, missing);
}

static void test_npy_labels_may_be_text(void **state)
{
    (void)state;
    struct bytes bytes = {0};
    struct riffle_dataset *dataset;
    write_type(&types[0], false, false);
    npy_header(&bytes,
               "{'descr': '>U3', 'fortran_order': False, 'shape': (2, 1), }");
    static const uint64_t codes[] = {0x10ffff, 'o', 0, 0xe9, 0, 0};
    for (size_t i = 0; i < 6; i++)
        npy_item(&bytes, codes[i], 4, true);
    write_bytes("y.npy", &bytes);
    assert_int_equal(load(&dataset, NULL), RIFFLE_OK);
    assert_string_equal(dataset->class_names[0], "\xc3\xa9");
    assert_string_equal(dataset->class_names[1], "\xf4\x8f\xbf\xbfo");
    riffle_dataset_free(dataset);
    struct bytes narrow = {0};
    npy_header(&narrow,
               "{'descr': '|S3', 'fortran_order': False, 'shape': (2,), }");
    bytes_add(&narrow, "no\0yes", 6);
    write_bytes("y.npy", &narrow);
    assert_int_equal(load(&dataset, NULL), RIFFLE_OK);
    assert_string_equal(dataset->class_names[0], "no");
    riffle_dataset_free(dataset);
}

static void test_npy_labels_must_fit_the_rows(void **state)
{
    (void)state;
    struct bytes bytes = {0};
    struct riffle_dataset *dataset;
    struct riffle_error err;
    write_type(&types[0], false, false);
    npy_header(&bytes,
               "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }");
    bytes_add(&bytes, "\0\1\1", 3);
    write_bytes("y.npy", &bytes);
    assert_int_equal(load(&dataset, &err), RIFFLE_EFORMAT);
    assert_string_equal(err.message, "y.npy: 3 x 1 labels, expected one for "
                                     "each of the 2 rows");
}

static void test_npy_alone_asks_for_labels(void **state)
{
    (void)state;
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err;
    write_type(&types[0], false, false);
    assert_int_equal(riffle_dataset_load("x.npy", NULL, NULL, &dataset, &err),
                     RIFFLE_EUSAGE);
    assert_non_null(strstr(err.hint, "y=labels.npy"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_npy_every_type_order_and_endian_is_exact),
        IN_FOLDER(test_npy_truncated_anywhere_is_refused),
        IN_FOLDER(test_npy_hostile_headers_are_refused),
        IN_FOLDER(test_npy_accepts_what_numpy_writes),
        IN_FOLDER(test_npy_flattens_rows),
        IN_FOLDER(test_npy_huge_header_is_refused_unread),
        IN_FOLDER(test_npy_refuses_what_is_no_double),
        IN_FOLDER(test_npy_labels_may_be_text),
        IN_FOLDER(test_npy_labels_must_fit_the_rows),
        IN_FOLDER(test_npy_alone_asks_for_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Every file of the tables is refused: with the code it says, at the place it
 * says, in a sentence that names the file, and nothing that was loaded is
 * lost. All of them together take little memory.
 */
#include "support/npy_bytes.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include "malformed.h"
#include "refused.h"
#include "riffle/dataset.h"
#include "support/sanitizer.h"

/* Resident memory that the refusals may add, in kilobytes; a chunk of a file
 * and its copies take 3 MB, and a sanitizer keeps what was freed. */
enum { MOST_KILOBYTES = (UNDER_ASAN ? 600 : 64) * 1024 };

static long peak_kilobytes(void)
{
    struct rusage usage;
    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss;
}

static void check_kind(const struct malformed_kind *kind)
{
    for (size_t i = 0; i < kind->count; i++) {
        const struct malformed *expected = &kind->cases[i];
        char line[256];
        file_write(kind->path, expected->bytes, expected->size);
        (void)snprintf(line, sizeof line, "%s %s", kind->command,
                       expected->options != NULL ? expected->options : "");
        refused_check(line, kind->path, expected);
    }
    refused_tell(kind->count);
}

static void test_csv_files_are_refused(void **state)
{
    (void)state;
    check_kind(&malformed_csv);
}

static void test_svmlight_files_are_refused(void **state)
{
    (void)state;
    check_kind(&malformed_svmlight);
}

static void test_scripts_are_refused(void **state)
{
    (void)state;
    check_kind(&malformed_script);
}

static void test_themes_are_refused(void **state)
{
    (void)state;
    check_kind(&malformed_theme);
}

static void test_lists_of_rows_are_refused(void **state)
{
    (void)state;
    check_kind(&malformed_rows);
}

/* Prefix, length and dictionary, as the case wants them. */
static void write_npy(const struct malformed_npy *npy)
{
    static const char fine[] =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}";
    const char *text = npy->dictionary != NULL ? npy->dictionary : fine;
    const unsigned char *prefix = (const unsigned char *)npy->prefix;
    const bool wide = prefix != NULL && (prefix[6] == 2 || prefix[6] == 3);
    const size_t length = npy->length > 0 ? npy->length : strlen(text);
    FILE *file = fopen("f.npy", "wb");
    assert_non_null(file);
    (void)fwrite(prefix != NULL ? npy->prefix : "\x93NUMPY\1", 8, 1, file);
    for (size_t i = 0; i < (wide ? 4 : 2); i++)
        (void)fputc((int)(length >> (8 * i) & 0xff), file);
    (void)fputs(text, file);
    for (size_t i = 0; i < npy->zeros; i++)
        (void)fputc(0, file);
    assert_int_equal(fclose(file), 0);
}

static void test_npy_files_are_refused(void **state)
{
    (void)state;
    struct bytes labels = {0};
    npy_header(&labels,
               "{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}");
    bytes_add(&labels, "\0\1", 2);
    file_write("y.npy", labels.data, labels.size);
    for (size_t i = 0; i < malformed_npy_count; i++) {
        const struct malformed_npy *npy = &malformed_npy[i];
        const struct malformed expected = {
            .what = npy->what, .says = npy->says, .code = npy->code};
        write_npy(npy);
        refused_check("load f.npy y=y.npy test=0", "f.npy", &expected);
    }
    refused_tell(malformed_npy_count);
}

/* Sizes of the fine archive that the table of lies counts on. */
enum {
    NAME = 5,
    X_SIZE = 92,
    Y_SIZE = 82,
    HEAD = 30 + NAME,
    ENTRY = 46 + NAME,
    DIRECTORY = 2 * HEAD + X_SIZE + Y_SIZE,
};

/* CRC-32 bit by bit: short, and not the library's. */
static uint32_t crc_of(const unsigned char *bytes, size_t size)
{
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < size; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

static void put(unsigned char *at, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        at[i] = (unsigned char)(value >> (8 * i));
}

/* An array of bytes, all 0 and 1 in turn, of a size that is known. */
static struct bytes member_of(size_t rows, size_t columns, size_t size)
{
    char dictionary[128], shape[32];
    struct bytes bytes = {0};
    (void)snprintf(shape, sizeof shape, columns > 0 ? "(%zu, %zu)" : "(%zu,)",
                   rows, columns);
    const size_t items = rows * (columns > 0 ? columns : 1);
    (void)snprintf(dictionary, sizeof dictionary,
                   "{'descr':'|u1','fortran_order':False,'shape':%-*s}",
                   (int)(size - 10 - items) - 46, shape);
    npy_header(&bytes, dictionary);
    for (size_t i = 0; i < items; i++)
        npy_item(&bytes, i % 2, 1, false);
    assert_int_equal(bytes.size, size);
    return bytes;
}

/* Stored members X and y, whose every number is right. */
static struct bytes fine_archive(void)
{
    struct bytes archive = {.size = DIRECTORY + 2 * ENTRY + 22};
    const struct bytes members[] = {member_of(6, 2, X_SIZE),
                                    member_of(6, 0, Y_SIZE)};
    size_t at = 0;
    for (size_t i = 0; i < 2; i++) {
        unsigned char *head = archive.data + at;
        unsigned char *entry = archive.data + DIRECTORY + i * ENTRY;
        const char *name = i == 0 ? "X.npy" : "y.npy";
        const size_t size = members[i].size;
        memcpy(head, "PK\3\4\x0a\0", 6);
        memcpy(entry, "PK\1\2\x0a\0\x0a\0", 8);
        put(head + 14, crc_of(members[i].data, size), 4);
        put(head + 18, size, 4);
        put(head + 22, size, 4);
        put(head + 26, NAME, 2);
        memcpy(entry + 16, head + 14, 14);
        put(entry + 42, at, 4);
        memcpy(head + 30, name, NAME);
        memcpy(entry + 46, name, NAME);
        memcpy(head + HEAD, members[i].data, size);
        at += HEAD + size;
    }
    unsigned char *last = archive.data + DIRECTORY + 2 * ENTRY;
    memcpy(last, "PK\5\6", 4);
    put(last + 8, 2, 2);
    put(last + 10, 2, 2);
    put(last + 12, 2 * ENTRY, 4);
    put(last + 16, DIRECTORY, 4);
    return archive;
}

static size_t part_of(const struct malformed_npz *npz)
{
    switch (npz->part) {
    case ZIP_HEAD:
        return npz->member * (HEAD + X_SIZE);
    case ZIP_ENTRY:
        return DIRECTORY + npz->member * ENTRY;
    default:
        return DIRECTORY + 2 * ENTRY;
    }
}

static void test_npz_files_are_refused(void **state)
{
    (void)state;
    const struct bytes fine = fine_archive();
    struct riffle_dataset *dataset = NULL;
    struct riffle_error err = {0};
    file_write("f.npz", fine.data, fine.size);
    if (riffle_dataset_load("f.npz", NULL, NULL, &dataset, &err) != RIFFLE_OK)
        fail_msg("the archive itself: %s", err.message);
    riffle_dataset_free(dataset);
    for (size_t i = 0; i < malformed_npz_count; i++) {
        const struct malformed_npz *npz = &malformed_npz[i];
        const struct malformed expected = {
            .what = npz->what, .says = npz->says, .code = npz->code};
        struct bytes archive = fine;
        put(archive.data + part_of(npz) + npz->offset, npz->value, npz->size);
        file_write("f.npz", archive.data, archive.size);
        refused_check("load f.npz test=0", "f.npz", &expected);
    }
    refused_tell(malformed_npz_count);
}

/* Opening them must neither wait nor read for ever. */
static void test_what_is_no_file_is_refused(void **state)
{
    (void)state;
    static const char *const places[] = {"pipe", "socket", ".",
                                         "../../dev/zero", "../../dev/null"};
    static const char *const readers[][2] = {
        {"load ", " test=0"},   {"load fine.csv test=", ""},
        {"source ", ""},        {"theme ./", ""},
        {"theme check ./", ""}, {"select rows @", ""},
        {"open ", ""}};
    static const struct malformed expected = {
        .what = "no plain file", .says = "", .code = 1};
    const size_t n_places = sizeof places / sizeof places[0];
    const size_t n_readers = sizeof readers / sizeof readers[0];
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(mknod("socket", S_IFSOCK | 0600, 0), 0);
    file_write("fine.csv", "a,y\n1,0\n2,1\n", 12);
    (void)alarm(60); /* what waits would wait for ever */
    for (size_t i = 0; i < n_places * n_readers; i++) {
        char line[256];
        const char *place = places[i / n_readers];
        (void)snprintf(line, sizeof line, "%s%s%s", readers[i % n_readers][0],
                       place, readers[i % n_readers][1]);
        refused_check(line, place, &expected);
    }
    (void)alarm(0);
    refused_tell(n_places * n_readers);
}

/* The tests before it have refused over 400 files. */
static void test_refusing_takes_little_memory(void **state)
{
    const long before = *(long *)*state;
    const long after = peak_kilobytes();
    print_message("# %ld kB more at the peak\n", after - before);
    assert_true(after - before < MOST_KILOBYTES);
}

int main(void)
{
    static long before;
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_csv_files_are_refused),
        IN_FOLDER(test_svmlight_files_are_refused),
        IN_FOLDER(test_npy_files_are_refused),
        IN_FOLDER(test_npz_files_are_refused),
        IN_FOLDER(test_scripts_are_refused),
        IN_FOLDER(test_themes_are_refused),
        IN_FOLDER(test_lists_of_rows_are_refused),
        IN_FOLDER(test_what_is_no_file_is_refused),
        cmocka_unit_test_prestate(test_refusing_takes_little_memory, &before),
    };
    before = peak_kilobytes();
    return cmocka_run_group_tests(tests, refused_begin, refused_end);
}

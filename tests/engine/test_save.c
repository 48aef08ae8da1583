#include "support/folder.h"

#include "riffle/save.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

static void assert_content(const char *path, const char *expected)
{
    size_t size;
    char *bytes = file_read(path, &size);
    assert_string_equal(bytes, expected);
    free(bytes);
}

static void test_save_creates_a_private_file(void **state)
{
    (void)state;
    struct stat found;
    assert_int_equal(riffle_save("new", "abc", 3, NULL), RIFFLE_OK);
    assert_content("new", "abc");
    assert_int_equal(stat("new", &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    assert_int_equal(folder_count(), 1);
}

static void test_save_replaces_the_old_content(void **state)
{
    (void)state;
    file_write("file", "a long old content", 18);
    assert_int_equal(riffle_save("file", "new", 3, NULL), RIFFLE_OK);
    assert_content("file", "new");
    assert_int_equal(folder_count(), 1);
}

static void test_save_keeps_a_link_and_replaces_its_target(void **state)
{
    (void)state;
    struct stat found;
    file_write("target", "old", 3);
    assert_int_equal(symlink("target", "link"), 0);
    assert_int_equal(riffle_save("link", "new", 3, NULL), RIFFLE_OK);
    assert_content("target", "new");
    assert_int_equal(lstat("link", &found), 0);
    assert_true(S_ISLNK(found.st_mode));
}

static void test_save_refuses_a_folder(void **state)
{
    struct riffle_error err;
    assert_int_equal(riffle_save(*state, "x", 1, &err), RIFFLE_EIO);
    assert_non_null(strstr(err.message, "not a regular file"));
}

static void test_save_names_what_it_cannot_save(void **state)
{
    (void)state;
    struct riffle_error err;
    assert_int_equal(riffle_save("missing/file", "x", 1, &err), RIFFLE_EIO);
    assert_string_equal(err.message,
                        "cannot save missing/file: No such file or directory");
}

/* A file size limit makes write(2) fail half-way, as a full disk does. */
static void test_save_leaves_nothing_behind_when_the_disk_is_full(void **state)
{
    (void)state;
    static const char large[65536];
    struct rlimit old, tight;
    struct riffle_error err;
    file_write("file", "old", 3);
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    tight = old;
    tight.rlim_cur = 4096;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const enum riffle_status status =
        riffle_save("file", large, sizeof large, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(status, RIFFLE_EIO);
    assert_content("file", "old");
    assert_int_equal(folder_count(), 1);
}

static void test_save_writes_into_a_device(void **state)
{
    (void)state;
    struct stat found;
    assert_int_equal(riffle_save("/dev/null", "x", 1, NULL), RIFFLE_OK);
    assert_int_equal(stat("/dev/null", &found), 0);
    assert_true(S_ISCHR(found.st_mode));
    assert_int_equal(riffle_save("/dev/full", "x", 1, NULL), RIFFLE_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_save_creates_a_private_file),
        IN_FOLDER(test_save_replaces_the_old_content),
        IN_FOLDER(test_save_keeps_a_link_and_replaces_its_target),
        IN_FOLDER(test_save_refuses_a_folder),
        IN_FOLDER(test_save_names_what_it_cannot_save),
        IN_FOLDER(test_save_leaves_nothing_behind_when_the_disk_is_full),
        IN_FOLDER(test_save_writes_into_a_device),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Saved sessions: the same bytes and numbers back, or a refusal. */
#include "support/bench.h"
#include "support/npy_bytes.h"
#include "support/session_bits.h"

#include <unistd.h>

#include "command/session_file.h"

/* Commands of every kind that has a part in the state. */
static const char hunt[] =
    "synth gaussian n=40 d=3 test=12 seed=3; fit lambda=0.02; probe size=5; "
    "select rows 3,5,9; name some; remove 7; relabel 12; edit 4 x1=1.5; "
    "duplicate 5; addrow test=2; poison labels=5% seed=9; "
    "poison flip test=1; select random 4 seed=2; effect; "
    "sweep sizes=2 strategies=random measures=test_loss; add 11; drop 11";

static void test_open_brings_back_every_bit(void **state)
{
    struct bench *bench = *state;
    size_t n, m;
    bench_ok(bench, hunt);
    char *before = session_bits(&bench->session);
    bench_ok(bench, "save one.session; synth clusters n=30 d=2; fit");
    char *other = session_bits(&bench->session);
    bench_ok(bench, "open one.session");
    assert_non_null(strstr(bench->out, "every number as it was"));
    char *after = session_bits(&bench->session);
    assert_string_equal(before, after);
    bench_ok(bench, "save two.session");
    char *one = file_read("one.session", &n);
    char *two = file_read("two.session", &m);
    assert_int_equal(n, m);
    assert_memory_equal(one, two, n);
    bench_ok(bench, "undo");
    char *undone = session_bits(&bench->session);
    assert_string_equal(undone, other);
    free(before);
    free(other);
    free(after);
    free(undone);
    free(one);
    free(two);
    (void)unlink("one.session");
    (void)unlink("two.session");
}

/* What was undone is no part of the way; --seed is. */
static void test_only_what_led_here_is_saved(void **state)
{
    struct bench *bench = *state;
    size_t size;
    bench_ok(bench, "load wdbc; synth gaussian n=40 d=3 test=12; set seed 5; "
                    "sample n=30; fit; remove 3; undo; top 3; select random 3");
    bench_ok(bench, "save way.session");
    char *text = file_read("way.session", &size);
    assert_non_null(strstr(text, "\nsynth gaussian n=40 d=3 test=12\n"
                                 "set seed 5\nsample n=30\nfit\n"
                                 "select random 3\n# rows "));
    free(text);
    char *before = session_bits(&bench->session);
    bench->session.seed = 0;
    bench_ok(bench, "open way.session");
    char *after = session_bits(&bench->session);
    assert_string_equal(before, after);
    free(before);
    free(after);
    (void)unlink("way.session");
}

/* Put the right checksum under a text without one. */
static void write_sealed(const char *path, const char *text)
{
    char sum[RIFFLE_DIGEST_SIZE], sealed[4096];
    struct riffle_digest *digest = riffle_digest_new();
    riffle_digest_add(digest, text, strlen(text));
    riffle_digest_finish(digest, sum);
    int n = snprintf(sealed, sizeof sealed, "%s# end %s\n", text, sum);
    file_write(path, sealed, (size_t)n);
}

static void assert_refused(struct bench *bench, const char *line,
                           const char *says)
{
    char *before = session_bits(&bench->session);
    assert_int_not_equal(bench_run(bench, line), RIFFLE_OK);
    if (!strstr(bench->notes, says))
        fail_msg("`%s' does not say `%s'", bench->notes, says);
    char *after = session_bits(&bench->session);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

#define HEAD  "# riffle session 1\n# data -\n# threads 1\n# revealed no\n"
#define ZEROS "00000000000000000000000000000000"
#define TAIL  "# rows " ZEROS ZEROS "\n# numbers " ZEROS ZEROS "\n"

static void test_what_is_loaded_survives_a_bad_session(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, "synth gaussian n=40 d=3 test=12; fit; select random 3");
    write_sealed("bad.session", HEAD "synth clusters n=30 d=2\nfit lamda=1\n"
                                     "fit\n" TAIL);
    assert_refused(bench, "open bad.session", "bad.session:6:5: `fit' failed");
    write_sealed("bad.session", HEAD "synth clusters n=30 d=2\n" TAIL);
    assert_refused(bench, "open bad.session", "other rows than were saved");
    write_sealed("bad.session", HEAD "synth clusters n=30 d=2\nfit\n"
                                     "export theta stolen.csv\n" TAIL);
    assert_refused(bench, "open bad.session", "no place in a saved session");
    assert_int_not_equal(access("stolen.csv", F_OK), 0);
    write_sealed("bad.session", "# riffle session 2\n" TAIL);
    assert_refused(bench, "open bad.session", "newer riffle");
    write_sealed("bad.session", "load wdbc\n" TAIL);
    assert_refused(bench, "open bad.session", "bad.session:1:1: this is no");
    (void)unlink("bad.session");
    assert_refused(bench, "open bad.session", "No such file");
    assert_refused(bench, "open .", "Is a directory");
}

static const char table[] = "a,b,label\n1,2,0\n3,1,1\n2,5,0\n4,4,1\n0,1,0\n"
                            "5,2,1\n1,1,0\n4,3,1\n2,2,0\n3,4,1\n";

/* The data file is found from another folder, and a change of it is seen. */
static void test_the_data_file_is_found_and_checked(void **state)
{
    struct bench *bench = *state;
    char here[1024];
    assert_non_null(getcwd(here, sizeof here));
    char folder[] = "/tmp/riffle-session-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    file_write("my data.csv", table, strlen(table));
    bench_ok(bench, "load \"my data.csv\" test=0.2; fit; save my.session");
    char *before = session_bits(&bench->session);
    assert_int_equal(chdir(here), 0);
    char line[128], path[128];
    (void)snprintf(line, sizeof line, "clear; open %s/my.session", folder);
    bench_ok(bench, line);
    char *after = session_bits(&bench->session);
    assert_string_equal(before, after);
    free(before);
    free(after);
    (void)snprintf(path, sizeof path, "%s/my data.csv", folder);
    file_write(path, table, strlen(table) - 6);
    assert_refused(bench, line + 7, "has changed since");
    (void)unlink(path);
    assert_refused(bench, line + 7, "`load' failed");
    (void)snprintf(path, sizeof path, "%s/my.session", folder);
    (void)unlink(path);
    (void)rmdir(folder);
}

/* Six small numbers. */
static void write_npy(const char *path, const char *shape, const char *items)
{
    char head[100];
    struct bytes bytes = {0};
    (void)snprintf(head, sizeof head,
                   "{'descr': '|u1', 'fortran_order': False, 'shape': %s}\n",
                   shape);
    npy_header(&bytes, head);
    bytes_add(&bytes, items, 6);
    file_write(path, bytes.data, bytes.size);
}

/* Labels of NPY features are a file like any other; members of an NPZ not. */
static void test_files_of_labels_are_found(void **state)
{
    struct bench *bench = *state;
    char here[1024], line[128];
    assert_non_null(getcwd(here, sizeof here));
    char folder[] = "/tmp/riffle-session-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    size_t size;
    write_npy("x.npy", "(6, 1)", "\0\1\2\3\4\5");
    write_npy("y.npy", "(6,)", "\0\1\0\1\1\0");
    bench_ok(bench, "load x.npy y=y.npy test=0; save npy.session");
    char *text = file_read("npy.session", &size);
    (void)snprintf(line, sizeof line, "y=%s/y.npy test=0", folder);
    assert_non_null(strstr(text, line));
    free(text);
    bench_ok(bench, "load x.npy y=y.npy,y.npy test=x.npy; save two.session");
    assert_int_equal(chdir(here), 0);
    (void)snprintf(line, sizeof line, "open %s/npy.session", folder);
    bench_ok(bench, line);
    (void)snprintf(line, sizeof line, "open %s/two.session", folder);
    bench_ok(bench, line);
    assert_int_equal(chdir(folder), 0);
    static const char *const made[] = {"x.npy", "y.npy", "npy.session",
                                       "two.session"};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        assert_int_equal(unlink(made[i]), 0);
    assert_int_equal(chdir(here), 0);
    assert_int_equal(rmdir(folder), 0);
}

/* Marks outlive the data they were made on, in a saved session, too. */
static void test_marks_before_a_load_are_saved(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, "load wdbc; mark 3 verdict=poison; load wdbc seed=2");
    assert_int_equal(bench->session.marks.n, 1);
    bench_ok(bench, "save marks.session; undo 3");
    assert_int_equal(bench->session.marks.n, 0);
    bench_ok(bench, "open marks.session");
    assert_int_equal(bench->session.marks.n, 1);
    bench_ok(bench, "cases");
    assert_non_null(strstr(bench->out, "1 case: 1 poison"));
    (void)unlink("marks.session");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_open_brings_back_every_bit,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_only_what_led_here_is_saved,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(
            test_what_is_loaded_survives_a_bad_session, bench_set_up,
            bench_tear_down),
        cmocka_unit_test_setup_teardown(test_files_of_labels_are_found,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_marks_before_a_load_are_saved,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_the_data_file_is_found_and_checked,
                                        bench_set_up, bench_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

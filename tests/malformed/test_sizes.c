/*
 * Files and commands that ask for more than anybody has: each is refused, as
 * malformed or over a limit, within half a second of processor time and 64 MB.
 */
#include "support/folder.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "command/dispatch.h"
#include "support/sanitizer.h"

/* Sanitizers multiply both. */
enum { SLOWER = UNDER_ASAN ? 8 : 1 };

static const double MOST_SECONDS = 0.5 * SLOWER;
static const long MOST_KILOBYTES = 64L * 1024 * SLOWER;

#define GIGABYTE ((off_t)1 << 30)

/* A file that is made: `head` once, `unit` often, then a hole up to `size`. */
struct hostile {
    const char *what;
    const char *path, *head;
    size_t head_size; /* 0: strlen */
    const char *unit; /* %zu in it is the number of the unit; NULL: none */
    size_t units;
    off_t size;       /* at least so large, zeros at the end; 0: as it is */
    const char *line; /* that has to fail */
};

#define NPY(dictionary) "\x93NUMPY\1\0\x80\0" dictionary
/* Head of an NPY file; the dictionary is filled up to 128 bytes. */
#define NPY_SIZE 138

static const struct hostile table[] = {
    {"a field of a gigabyte", "f.csv", "a,y\n", 0, "xxxxxxxxxxxxxxxx", 1 << 17,
     GIGABYTE, "load f.csv"},
    {"a quoted field of a gigabyte", "f.csv", "a,y\n\"", 0, "xxx,xxx\nxxxxxxxx",
     1 << 17, GIGABYTE, "load f.csv"},
    {"a name of a gigabyte", "f.csv", "", 0, "xxxxxxxxxxxxxxxx", 1 << 17,
     GIGABYTE, "load f.csv"},
    {"a million columns", "f.csv", "y", 0, ",c%zu", 1000000, 0, "load f.csv"},
    {"a million columns in semicolons", "f.csv", "y", 0, ";c%zu", 1000000, 0,
     "load f.csv"},
    {"a million columns of one name", "f.csv", "y", 0, ",c", 1000000, 0,
     "load f.csv"},
    {"a million columns without names", "f.csv", "y", 0, ",", 1000000, 0,
     "load f.csv"},
    {"a million fields in a row", "f.csv", "a,y\n1", 0, ",1", 1000000, 0,
     "load f.csv"},
    {"a million empty fields in a row", "f.csv", "a,y\n", 0, ",", 1000000, 0,
     "load f.csv"},
    {"a million blank lines", "f.csv", "", 0, "\n", 1000000, 0, "load f.csv"},
    {"a million blank lines and more", "f.csv", "a,y\n", 0, "\n", 1000000,
     1001000, "load f.csv"},
    {"a million quotes", "f.csv", "a,y\n", 0, "\"\"\"", 1000000, 0,
     "load f.csv"},
    {"a hundred thousand texts", "f.csv", "t,y\n", 0, "text%zu,0\n", 100000, 0,
     "load f.csv"},
    {"a hundred thousand labels", "f.csv", "a,y\n", 0, "1,label%zu\n", 100000,
     0, "load f.csv"},
    {"a hundred thousand numbers for labels", "f.csv", "a,y\n", 0, "1,%zu\n",
     100000, 0, "load f.csv"},
    {"texts of a hundred kilobytes", "f.csv", "t,y\nu,0\n", 0,
     "xxxxxxxxxxxxxxxx", 6250, 1000000, "load f.csv"},
    {"zeros for a gigabyte", "f.csv", "a,y\n", 0, NULL, 0, GIGABYTE,
     "load f.csv"},
    {"a line of a gigabyte, svmlight", "f.svm", "1 1:", 0, "1111111111111111",
     1 << 21, GIGABYTE, "load f.svm"},
    {"a comment of a gigabyte", "f.svm", "1 1:1\n#", 0, "xxxxxxxxxxxxxxxx",
     1 << 21, GIGABYTE, "load f.svm"},
    {"a label of a gigabyte", "f.svm", "", 0, "1111111111111111", 1 << 21,
     GIGABYTE, "load f.svm"},
    {"a million pairs in a line", "f.svm", "1", 0, " 1%zu:1", 1000000, 0,
     "load f.svm"},
    {"a hundred thousand labels, svmlight", "f.svm", "", 0, "%zu 1:1\n", 100000,
     0, "load f.svm"},
    {"more rows of more features than fit", "f.svm", "0 65536:1\n", 0,
     "1 1:1\n", 100000, 0, "load f.svm"},
    {"the same within a memory of 64 MB", "f.svm", "0 65536:1\n", 0, "1 1:1\n",
     1000, 0, "set memory 64M; load f.svm"},
    {"2^62 rows", "f.npy",
     NPY("{'descr':'<f8','fortran_order':False,"
         "'shape':(4611686018427387904,4)}"),
     NPY_SIZE, NULL, 0, 0, "load f.npy y=f.npy"},
    {"2^32 by 2^32", "f.npy",
     NPY("{'descr':'<f8','fortran_order':False,"
         "'shape':(4294967296,4294967296)}"),
     NPY_SIZE, NULL, 0, 0, "load f.npy y=f.npy"},
    {"2^61 by 8 bytes", "f.npy",
     NPY("{'descr':'<f8','fortran_order':False,"
         "'shape':(2305843009213693952,1)}"),
     NPY_SIZE, NULL, 0, 0, "load f.npy y=f.npy"},
    {"a product that comes out right", "f.npy",
     NPY("{'descr':'|u1','fortran_order':False,"
         "'shape':(4294967297,4294967295)}"),
     NPY_SIZE, NULL, 0, 0, "load f.npy y=f.npy"},
    {"a billion rows that are there", "f.npy",
     NPY("{'descr':'|u1','fortran_order':False,"
         "'shape':(1000000000,1)}"),
     NPY_SIZE, NULL, 0, NPY_SIZE + 1000000000, "load f.npy y=f.npy"},
    {"65 GB that are there", "f.npy",
     NPY("{'descr':'|u1','fortran_order':False,"
         "'shape':(1000000,65536)}"),
     NPY_SIZE, NULL, 0, NPY_SIZE + (off_t)65536 * 1000000,
     "load f.npy y=f.npy"},
    {"a gigabyte that is there, in 64 MB", "f.npy",
     NPY("{'descr':'|u1','fortran_order':False,"
         "'shape':(1000000,1000)}"),
     NPY_SIZE, NULL, 0, NPY_SIZE + 1000000000,
     "set memory 64M; load f.npy y=f.npy"},
    {"a million features that are there", "f.npy",
     NPY("{'descr':'|u1','fortran_order':False,"
         "'shape':(10,1000000)}"),
     NPY_SIZE, NULL, 0, NPY_SIZE + 10000000, "load f.npy y=f.npy"},
    {"a header of 4 GB", "f.npy", "\x93NUMPY\2\0\xff\xff\xff\xff", 12, NULL, 0,
     0, "load f.npy y=f.npy"},
    {"a header of a gigabyte that is there", "f.npy", "\x93NUMPY\2\0\0\0\0\x40",
     12, NULL, 0, 2 * GIGABYTE, "load f.npy y=f.npy"},
    {"a gigabyte that begins like an archive", "f.npz", "PK\3\4", 4, NULL, 0,
     GIGABYTE, "load f.npz"},
    {"a directory of 65,534 members", "f.npz",
     "PK\5\6\0\0\0\0\xfe\xff\xfe\xff\0\0\0\x10\0\0\0\0\0\0", 22, NULL, 0, 0,
     "load f.npz"},
    {"a long directory of 2^64 members", "f.npz",
     "PK\6\6\x2c\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
     "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
     "\xff\xff\xff\xff\xff\xff\xff\x7f\0\0\0\0\0\0\0\0"
     "PK\6\7\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0"
     "PK\5\6\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0",
     98, NULL, 0, 0, "load f.npz"},
    {"a script of one line of a gigabyte", "f.rif", "help ", 0,
     "xxxxxxxxxxxxxxxx", 1 << 17, GIGABYTE, "source f.rif"},
    {"a script of zeros", "f.rif", "help ", 0, NULL, 0, GIGABYTE,
     "source f.rif"},
    {"a script of a quote that never closes", "f.rif", "help '", 0,
     "xxxxxxx\nxxxxxxxx", 1 << 17, GIGABYTE, "source f.rif"},
    {"a theme of a gigabyte", "f.theme", "name = x\n", 0, "# xxxxxxxxxxxxx\n",
     1 << 13, GIGABYTE, "set theme ./f.theme"},
    {"rows of a gigabyte", "f.rows", "1 ", 0, "1111111111111111", 1 << 17,
     GIGABYTE, "synth gaussian n=50 d=2; select rows @f.rows"},
    {"all rows, a hundred thousand times", "f.rows", "", 0, "0-39\n", 100000, 0,
     "synth gaussian n=50 d=2; select rows @f.rows"},
    {"rows of an endless device", "f.rows", "", 0, NULL, 0, 0,
     "synth gaussian n=50 d=2; select rows @/dev/zero"},
    {"data of an endless device", "f.csv", "", 0, NULL, 0, 0, "load /dev/zero"},
};

static void write_hostile(const struct hostile *hostile)
{
    FILE *file = fopen(hostile->path, "wb");
    assert_non_null(file);
    const size_t size =
        hostile->head_size > 0 ? hostile->head_size : strlen(hostile->head);
    char head[256];
    const bool padded = hostile->head_size == NPY_SIZE;
    memset(head, ' ', sizeof head);
    memcpy(head, hostile->head, padded ? 10 : size);
    if (padded)
        memcpy(head + 10, hostile->head + 10, strlen(hostile->head + 10));
    (void)fwrite(head, 1, size, file);
    const char *number =
        hostile->unit != NULL ? strstr(hostile->unit, "%zu") : NULL;
    for (size_t i = 0; i < hostile->units; i++) {
        if (number == NULL)
            (void)fputs(hostile->unit, file);
        else
            (void)fprintf(file, "%.*s%zu%s", (int)(number - hostile->unit),
                          hostile->unit, i, number + 3);
    }
    assert_int_equal(fclose(file), 0);
    if (hostile->size > 0)
        assert_int_equal(truncate(hostile->path, hostile->size), 0);
}

/* The exit code of the line, in a process of its own. */
static void run_line(const char *line)
{
    struct session session;
    session_init(&session);
    session.out = session.notes = fopen("/dev/null", "w");
    session.settings.progress = false;
    _exit(exit_code_of(command_run_line(&session, line, NULL)));
}

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

static size_t check_hostile(const struct hostile *hostile)
{
    int how = 0;
    struct rusage before, after;
    write_hostile(hostile);
    assert_int_equal(getrusage(RUSAGE_SELF, &before), 0);
    const pid_t child = fork();
    if (child == 0)
        run_line(hostile->line);
    assert_int_equal(wait4(child, &how, 0, &after), child);
    assert_int_equal(remove(hostile->path), 0);
    const double seconds =
        seconds_of(after.ru_utime) + seconds_of(after.ru_stime);
    const long kilobytes = after.ru_maxrss - before.ru_maxrss;
    const int code = WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
    const bool refused =
        code == EXIT_MALFORMED || code == EXIT_LIMIT ||
        strstr(hostile->line, "/dev/zero") != NULL ||
        (code == EXIT_USAGE && strcmp(hostile->path, "f.rif") == 0);
    if (refused && code != EXIT_OK && code < 128 && seconds < MOST_SECONDS &&
        kilobytes < MOST_KILOBYTES)
        return 0;
    print_error("%s: exit %d, %.2f s, %ld kB\n", hostile->what, code, seconds,
                kilobytes);
    return 1;
}

static void test_what_asks_for_too_much_is_refused(void **state)
{
    (void)state;
    size_t bad = 0;
    const size_t count = sizeof table / sizeof table[0];
    for (size_t i = 0; i < count; i++)
        bad += check_hostile(&table[i]);
    print_message("# %zu files and commands\n", count);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_what_asks_for_too_much_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Saves, with every system call of theirs failing in turn, cut short, or the
 * last thing the process did: the file is the old one or the new one, whole
 * and private, and nothing else is left in the folder.
 */
#include "support/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "command/dispatch.h"
#include "riffle/save.h"

/* What happens at a call. */
enum fault { NONE, FAIL, SHORT, KILL };

/* The call that it happens to, of those that were made; and what. */
static struct {
    size_t calls, at;
    enum fault fault;
    int reason; /* errno of FAIL */
} plan;

/* True when this call has to fail. */
static bool fails(void)
{
    if (plan.fault == NONE || ++plan.calls != plan.at)
        return false;
    if (plan.fault == KILL)
        (void)raise(SIGKILL);
    errno = plan.reason;
    return plan.fault == FAIL;
}

/* Names that the linker gives are reserved for it. */
#define WRAP(result, name, parameters, arguments)                              \
    result __real_##name parameters;                                           \
    result __wrap_##name parameters;                                           \
    result __wrap_##name parameters                                            \
    {                                                                          \
        return fails() ? (result)-1 : __real_##name arguments;                 \
    }

/* _FILE_OFFSET_BITS=64 calls these two by their longer names */
WRAP(int, mkostemp64, (char *name, int flags), (name, flags))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, rename, (const char *from, const char *to), (from, to))
WRAP(int, flock, (int fd, int how), (fd, how))
WRAP(int, unlinkat, (int folder, const char *name, int flags),
     (folder, name, flags))

ssize_t __real_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    const size_t before = plan.calls;
    if (fails())
        return -1;
    const bool now = plan.fault == SHORT && before + 1 == plan.at;
    return __real_write(fd, bytes, now && size > 1 ? size / 2 : size);
}

/* A close that fails has closed all the same. */
int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
    const bool failed = fails();
    const int result = __real_close(fd);
    return failed ? -1 : result;
}

int __real_open64(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...)
{
    return fails() ? -1 : __real_open64(path, flags);
}

int __wrap___open64_2(const char *path, int flags);
int __wrap___open64_2(const char *path, int flags)
{
    return __wrap_open64(path, flags);
}

enum { OLD = 1000, NEW = 100000 };

static char old_bytes[OLD], new_bytes[NEW];

/* The file is whole: 'o' from front to back, or 'n'. */
static bool is_new(const char *path)
{
    size_t size;
    struct stat found;
    char *bytes = file_read(path, &size);
    const bool new = size == NEW;
    assert_int_equal(size, new ? NEW : OLD);
    assert_memory_equal(bytes, new ? new_bytes : old_bytes, size);
    assert_int_equal(stat(path, &found), 0);
    if (new)
        assert_int_equal(found.st_mode & 0777, 0600);
    free(bytes);
    return new;
}

static enum riffle_status save_with(enum fault fault, int reason, size_t at,
                                    struct riffle_error *err)
{
    plan.fault = fault;
    plan.reason = reason;
    plan.at = at;
    plan.calls = 0;
    const enum riffle_status status = riffle_save("f", new_bytes, NEW, err);
    plan.fault = NONE;
    return status;
}

static size_t count_calls(void)
{
    (void)save_with(SHORT, 0, SIZE_MAX, NULL);
    return plan.calls;
}

static void test_every_call_may_fail(void **state)
{
    (void)state;
    static const int reasons[] = {ENOSPC, EIO, EDQUOT, EINTR, EROFS};
    size_t cases = 0;
    const size_t calls = count_calls();
    assert_true(calls >= 10);
    for (size_t r = 0; r < sizeof reasons / sizeof *reasons; r++)
        for (size_t at = 1; at <= calls; at++, cases++) {
            struct riffle_error err = {0};
            file_write("f", old_bytes, OLD);
            const enum riffle_status status =
                save_with(FAIL, reasons[r], at, &err);
            const bool new = is_new("f");
            /* new and a failure: only where durability is in doubt */
            if (status == RIFFLE_OK
                    ? !new
                    : new &&strstr(err.message, "saved") == NULL)
                fail_msg("call %zu, %s: %s", at, strerror(reasons[r]),
                         err.message);
            if (reasons[r] == EINTR)
                assert_int_equal(status, RIFFLE_OK);
            assert_int_equal(folder_count(), 1);
        }
    print_message("# %zu calls, %zu cases\n", calls, cases);
}

static void test_every_write_may_be_short(void **state)
{
    (void)state;
    for (size_t at = 1; at <= count_calls(); at++) {
        file_write("f", old_bytes, OLD);
        assert_int_equal(save_with(SHORT, 0, at, NULL), RIFFLE_OK);
        assert_true(is_new("f"));
        assert_int_equal(folder_count(), 1);
    }
}

static void test_killed_at_every_call(void **state)
{
    (void)state;
    const size_t calls = count_calls();
    size_t stale = 0;
    for (size_t at = 1; at <= calls; at++) {
        int how = 0;
        file_write("f", old_bytes, OLD);
        const pid_t child = fork();
        if (child == 0) {
            (void)save_with(KILL, 0, at, NULL);
            _exit(0);
        }
        assert_int_equal(waitpid(child, &how, 0), child);
        assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
        (void)is_new("f");
        stale += folder_count() - 1;
        /* what the killed one left goes with the next save */
        assert_int_equal(riffle_save("f", new_bytes, NEW, NULL), RIFFLE_OK);
        assert_int_equal(folder_count(), 1);
    }
    print_message("# %zu calls, %zu temporary files swept\n", calls, stale);
    assert_true(stale > 0);
}

static void test_a_temporary_file_in_use_is_not_swept(void **state)
{
    (void)state;
    const int fd = open(".riffle-abcdef", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    assert_int_equal(riffle_save("f", new_bytes, NEW, NULL), RIFFLE_OK);
    assert_int_equal(folder_count(), 2);
    (void)close(fd);
    assert_int_equal(riffle_save("f", new_bytes, NEW, NULL), RIFFLE_OK);
    assert_int_equal(folder_count(), 1);
}

/* Whatever the commands save, they save by the same way. */
static void test_commands_save_whole_or_not(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "export rows f",       "export influence f.csv", "export data f.npz",
        "export theta f.json", "export plot f.svg",      "history save=f.rif",
    };
    struct session session;
    session_init(&session);
    session.out = session.notes = fopen("/dev/null", "w");
    session.settings.progress = false;
    session.keep_going = true;
    assert_int_equal(command_run_line(&session,
                                      "synth gaussian n=40 d=3; fit; select "
                                      "rows 1-3; sweep sizes=2",
                                      NULL),
                     RIFFLE_OK);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        for (size_t at = 1; at < 12; at++) {
            plan.fault = FAIL;
            plan.reason = ENOSPC;
            plan.at = at;
            plan.calls = 0;
            (void)command_run_line(&session, lines[i], NULL);
            plan.fault = NONE;
            assert_true(folder_count() <= i + 1);
        }
    (void)fclose(session.out);
    session_release(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_every_call_may_fail),
        IN_FOLDER(test_every_write_may_be_short),
        IN_FOLDER(test_killed_at_every_call),
        IN_FOLDER(test_a_temporary_file_in_use_is_not_swept),
        IN_FOLDER(test_commands_save_whole_or_not),
    };
    memset(old_bytes, 'o', OLD);
    memset(new_bytes, 'n', NEW);
    (void)umask(0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

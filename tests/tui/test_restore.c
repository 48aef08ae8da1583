/* The terminal always comes back: keys, signals, crashes, in any thread. */
#include "support/check.h"

#include "tui/terminal.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static struct terminal *open_it(void)
{
    struct terminal *t = terminal_start(80, 24, "tui", NULL);
    terminal_settle(t);
    return t;
}

static void assert_killed_by(struct terminal *t, int number)
{
    int status = terminal_status(t);
    /* a sanitiser turns the signal into its own exit */
    assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == number
                                    : WEXITSTATUS(status) != 0);
    assert_string_equal(terminal_left_behind(t), "");
    if (number == SIGSEGV || number == SIGABRT) {
        size_t n;
        assert_non_null(strstr(terminal_bytes(t, &n), "riffle: crashed"));
    }
    terminal_free(t);
}

static void test_signals_that_end(void **state)
{
    static const int numbers[] = {SIGINT,  SIGTERM, SIGHUP, SIGQUIT, SIGSEGV,
                                  SIGABRT, SIGBUS,  SIGILL, SIGFPE,  SIGTRAP,
                                  SIGSYS,  SIGUSR2, SIGPIPE};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct terminal *t = open_it();
        assert_int_equal(kill(terminal_pid(t), numbers[i]), 0);
        assert_killed_by(t, numbers[i]);
    }
}

/* The newest thread of a process: the one that runs commands. */
static pid_t worker_of(pid_t pid)
{
    char path[64];
    long newest = 0;
    const struct dirent *entry;
    (void)snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *folder = opendir(path);
    assert_non_null(folder);
    while ((entry = readdir(folder)))
        if (strtol(entry->d_name, NULL, 10) > newest)
            newest = strtol(entry->d_name, NULL, 10);
    (void)closedir(folder);
    return (pid_t)newest;
}

static void test_crash_in_the_working_thread(void **state)
{
    static const int numbers[] = {SIGSEGV, SIGABRT};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct terminal *t = open_it();
        pid_t worker = worker_of(terminal_pid(t));
        assert_true(worker != terminal_pid(t));
        assert_int_equal(
            syscall(SYS_tgkill, terminal_pid(t), worker, numbers[i]), 0);
        assert_killed_by(t, numbers[i]);
    }
}

/* Not a signal from outside: what went wrong is in the thread itself, and
 * once there is no stack left to handle it on. */
static void test_crash_inside_a_command(void **state)
{
    (void)state;
    static const struct {
        const char *how;
        int number;
    } crashes[] = {{"RIFFLE_CRASH=null", SIGSEGV},
                   {"RIFFLE_CRASH=abort", SIGABRT},
                   {"RIFFLE_CRASH=overflow", SIGSEGV}};
    const char *library = getenv("RIFFLE_CRASH_LIBRARY");
    if (!library) {
        print_message("# a sanitiser is first: nothing can be preloaded\n");
        return;
    }
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        char preload[512];
        (void)snprintf(preload, sizeof preload, "LD_PRELOAD=%s", library);
        const char *const env[] = {preload, crashes[i].how, NULL};
        struct terminal *t = terminal_start(80, 24, "tui", env);
        terminal_settle(t);
        terminal_send(t, ":set\r", 5);
        assert_killed_by(t, crashes[i].number);
    }
}

/* A whole repaint comes by itself, in the size that the terminal has now. */
static void test_stop_and_go_on_with_another_size(void **state)
{
    static const char stop[] = "\032";
    (void)state;
    struct terminal *fresh = terminal_start(100, 30, "tui", NULL);
    terminal_settle(fresh);
    struct terminal *t = open_it();
    terminal_send(t, stop, 1);
    int status = terminal_status(t);
    assert_true(WIFSTOPPED(status));
    assert_string_equal(terminal_left_behind(t), "");
    terminal_reshape(t, 100, 30);
    assert_int_equal(kill(terminal_pid(t), SIGCONT), 0);
    terminal_wait(t, "Mouse");
    terminal_wait(t, "view suspend");
    terminal_keys(t, "\003\f", 3); /* Ctrl-Z itself was not counted */
    const char *last = strstr(terminal_screen(fresh), "? keys");
    assert_non_null(last);
    assert_memory_equal(terminal_screen(t), terminal_screen(fresh),
                        (size_t)(last - terminal_screen(fresh)));
    terminal_free(fresh);
    terminal_send(t, "Q", 1);
    status = terminal_status(t);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_string_equal(terminal_left_behind(t), "");
    terminal_free(t);
}

/* Nobody is there any more: it ends, and does not spin. */
static void test_terminal_is_gone(void **state)
{
    (void)state;
    struct terminal *t = open_it();
    terminal_hang_up(t);
    int status = terminal_status(t);
    assert_true(WIFEXITED(status) || WIFSIGNALED(status));
    terminal_free(t);
}

static void test_prompt_open_while_killed(void **state)
{
    (void)state;
    struct terminal *t = open_it();
    terminal_type(t, ":sel");
    assert_int_equal(kill(terminal_pid(t), SIGTERM), 0);
    assert_killed_by(t, SIGTERM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signals_that_end),
        cmocka_unit_test(test_crash_in_the_working_thread),
        cmocka_unit_test(test_crash_inside_a_command),
        cmocka_unit_test(test_stop_and_go_on_with_another_size),
        cmocka_unit_test(test_terminal_is_gone),
        cmocka_unit_test(test_prompt_open_while_killed),
    };
    return cmocka_run_group_tests_name("restore", tests, NULL, NULL);
}

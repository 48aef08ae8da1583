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
    terminal_free(t);
}

static void test_signals_that_end(void **state)
{
    static const int numbers[] = {SIGINT,  SIGTERM, SIGHUP, SIGQUIT, SIGSEGV,
                                  SIGABRT, SIGBUS,  SIGILL, SIGFPE};
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

static void test_stop_and_go_on_with_another_size(void **state)
{
    static const char stop[] = "\032";
    (void)state;
    struct terminal *t = open_it();
    char *before = strdup(terminal_screen(t));
    terminal_send(t, stop, 1);
    int status = terminal_status(t);
    assert_true(WIFSTOPPED(status));
    assert_string_equal(terminal_left_behind(t), "");
    assert_int_equal(kill(terminal_pid(t), SIGCONT), 0);
    terminal_wait(t, "What would the model be");
    terminal_send(t, "Q", 1);
    status = terminal_status(t);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_string_equal(terminal_left_behind(t), "");
    free(before);
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
        cmocka_unit_test(test_stop_and_go_on_with_another_size),
        cmocka_unit_test(test_prompt_open_while_killed),
    };
    return cmocka_run_group_tests_name("restore", tests, NULL, NULL);
}

/* Criterion 20: it is there at once, anywhere, whatever is being loaded. */
#include "support/check.h"

#include "support/folder.h"
#include "tui/large.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <sys/wait.h>

#define SWEPT                                                                  \
    "load highdim; fit lambda=1e-2; sweep strategies=random sizes=4 "          \
    "range=1%:10%; tui"

/* So many that reading them takes far longer than one frame. */
enum { ROWS = 150000 };

/* Frames and progress come while the file is being read. */
static void test_loads_behind_the_screen(void **state)
{
    (void)state;
    write_large("large.csv", ROWS);
    struct terminal *t =
        terminal_run(80, 24, (const char *[]){"tui", "large.csv", NULL}, NULL);
    terminal_wait(t, "running: load large.csv  reading ");
    terminal_wait(t, "riffle large.csv 120000 x 20");
    terminal_wait(t, "Enter   fit; sweep");
    assert_true(terminal_frames(t) > 2);
    terminal_settle(t);
    terminal_leave(t);
}

/* What cannot be read is said on the screen, which stays. */
static void test_says_what_cannot_be_read(void **state)
{
    (void)state;
    struct terminal *t = terminal_run(
        80, 24, (const char *[]){"tui", "no such file.csv", NULL}, NULL);
    terminal_wait(t, "cannot open no such file.csv");
    terminal_settle(t);
    terminal_leave(t);
}

static void test_terminals_that_are_poor_or_unknown(void **state)
{
    (void)state;
    static const char *const terms[] = {"TERM=vt100", "TERM=linux",
                                        "TERM=xterm-nobody-knows"};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        const char *const env[] = {terms[i], "LC_ALL=C", NULL};
        struct terminal *t = terminal_start(80, 24, SWEPT, env);
        terminal_settle(t);
        assert_non_null(strstr(terminal_screen(t), "4 sets, all retrained"));
        bool unknown = strstr(terms[i], "nobody") != NULL;
        assert_int_equal(
            strstr(terminal_screen(t), "treated as xterm-256color") != NULL,
            unknown);
        terminal_send(t, "Q", 1);
        int status = terminal_status(t);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        terminal_free(t);
    }
}

static void test_dumb_terminal_is_refused(void **state)
{
    (void)state;
    const char *const env[] = {"TERM=dumb", NULL};
    struct terminal *t = terminal_start(80, 24, "tui", env);
    int status = terminal_status(t);
    size_t n;
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 2);
    assert_non_null(strstr(terminal_bytes(t, &n), "`plot' draws"));
    terminal_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_loads_behind_the_screen),
        cmocka_unit_test(test_says_what_cannot_be_read),
        cmocka_unit_test(test_terminals_that_are_poor_or_unknown),
        cmocka_unit_test(test_dumb_terminal_is_refused),
    };
    return cmocka_run_group_tests_name("start", tests, NULL, NULL);
}

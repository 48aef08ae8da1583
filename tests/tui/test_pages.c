/* Pages beside the plot: jobs, help, messages; binds, copies, exports. */
#include "support/check.h"

#include "support/folder.h"
#include "tui/terminal.h"

static void test_jobs_wait_and_are_cancelled_one_by_one(void **state)
{
    (void)state;
    struct terminal *t =
        terminal_open(80, 24,
                      "synth gaussian n=1500 d=300; fit; sweep sizes=1 "
                      "strategies=random; tui",
                      NULL);
    terminal_send(t, "S", 1);
    terminal_wait(t, "running: sweep");
    terminal_send(t, "RB", 2);
    terminal_wait(t, "1 running, 1 waiting");
    terminal_wait(t, "waiting  effect");
    terminal_send(t, "jd", 2);
    terminal_wait(t, "1 running, 0 waiting");
    terminal_send(t, "kd", 2);
    terminal_wait(t, "stopped  sweep");
    terminal_leave(t);
}

/* What the plot shows, down to the line of its counts. */
static char *plot_of(struct terminal *t)
{
    char *plot = strdup(terminal_screen(t));
    assert_non_null(plot);
    char *end = strstr(plot, " points =");
    assert_non_null(end);
    end = strchr(end, '\n');
    assert_non_null(end);
    *end = '\0';
    return plot;
}

/* The picture stands still, the engine does not. */
static void test_space_holds_the_picture(void **state)
{
    (void)state;
    struct terminal *t =
        terminal_open(80, 24, "synth gaussian n=2000 d=400; fit; tui", NULL);
    terminal_send(t, "S", 1);
    terminal_wait(t, "pending");
    terminal_send(t, " ", 1);
    terminal_wait(t, "[paused, ");
    char *held = plot_of(t);
    terminal_settle(t); /* the sweep is over */
    char *later = plot_of(t);
    assert_string_equal(held, later);
    const char *badge = strstr(terminal_screen(t), "[paused, ");
    assert_non_null(badge);
    assert_true(atoi(badge + strlen("[paused, ")) > 0);
    terminal_send(t, " ", 1);
    terminal_wait(t, "all retrained");
    free(held);
    free(later);
    terminal_leave(t);
}

static void test_help_says_what_the_plot_means(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "?");
    assert_shows(t, "Keys on plot");
    terminal_type(t, "?");
    assert_shows(t, "predicted = actual");
    assert_shows(t, "proven to that many digits");
    terminal_type(t, "?");
    assert_shows(t, "Keys on plot");
    terminal_type(t, "\033t?");
    assert_shows(t, "Keys on sets");
    terminal_resize(t, 120, 40);
    assert_shows(t, "view filter"); /* few keys: with their commands */
    terminal_leave(t);
}

/* Criterion 15: on each page all of it is there at once. */
static void test_help_fits_the_smallest_screen(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "?", "g?", "t?", "t\r?", "a?", "B?", "W?", ":show data\r?", "a\r?"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
        terminal_type(t, pages[i]);
        assert_shows(t, "Keys on ");
        assert_shows(t, "Q ");
        terminal_type(t, "G"); /* nothing is below */
        assert_shows(t, "Keys on ");
        terminal_leave(t);
    }
}

static void test_tab_goes_round_the_pages(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "\t");
    assert_shows(t, "> sets");
    terminal_type(t, "\t");
    assert_shows(t, "> rows");
    terminal_type(t, "\t\t");
    assert_hides(t, " > ");
    terminal_keys(t, "\033[Z", 1);
    assert_shows(t, "> jobs");
    terminal_leave(t);
}

static void test_keys_are_bound_by_the_user(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(
        80, 24,
        "bind plot '~' 'view sets'; bind any F5 'set seed 7'; " TERMINAL_SWEEP,
        NULL);
    terminal_type(t, "~");
    assert_shows(t, "> sets");
    terminal_type(t, "~");
    assert_shows(t, "`~' is not bound here, ? for help");
    terminal_keys(t, "\033[15~", 1);
    assert_shows(t, "seed       7");
    terminal_type(t, "?");
    assert_shows(t, "yours, on any: set seed 7");
    terminal_type(t, "\033p:bind plot '~'\r~");
    assert_shows(t, "`~' is not bound here");
    terminal_leave(t);
}

/* An error can be read for a second, whatever is typed on. */
static void test_messages_are_kept(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, ":efect\r");
    assert_shows(t, "error: unknown command");
    terminal_type(t, "n");
    assert_shows(t, "error: unknown command");
    usleep(1100000);
    terminal_type(t, "n");
    assert_hides(t, "error: unknown command");
    terminal_type(t, "~W");
    assert_shows(t, "`~' is not bound here");
    assert_shows(t, "did you mean");
    terminal_leave(t);
}

static void test_long_lines_of_answers_are_broken(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, "load wdbc; tui", NULL);
    terminal_type(t, ":fit\r");
    terminal_wait(t, "highest leverage");
    assert_shows(t, "of the optimum in the\n");
    assert_shows(t, "    Hessian's norm\n");
    terminal_leave(t);
}

/* A lesson asks, and goes on with what was answered. */
static void test_lessons_wait_for_an_answer(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, "tui", NULL);
    terminal_type(t, ":lesson leverage\r");
    terminal_wait(t, "your guess, a to c");
    assert_shows(t, "about 5 minutes");
    assert_shows(t, "Enter reads on");
    while (!strstr(terminal_screen(t), "Enter answers"))
        terminal_type(t, "\r");
    assert_hides(t, "> effect");
    terminal_type(t, "x\r");
    terminal_wait(t, "one letter, please");
    terminal_type(t, "b\r");
    terminal_wait(t, "> effect");
    terminal_wait(t, "your guess, a to c");
    while (!strstr(terminal_screen(t), "You said b"))
        terminal_type(t, "\r");
    terminal_type(t, "\033");
    terminal_wait(t, "the lesson leverage was left at line");
    /* the answers are no commands of the past */
    terminal_type(t, ":");
    terminal_keys(t, "\033[A", 1);
    assert_shows(t, ":lesson leverage");
    terminal_type(t, "\003");
    terminal_leave(t);
}

/* Cancelling the work cancels its question. */
static void test_ctrl_c_leaves_a_lesson(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(200, 60, "tui", NULL);
    terminal_type(t, ":lesson leverage\r");
    terminal_wait(t, "your guess, a to c");
    terminal_type(t, "\003");
    terminal_wait(t, "the lesson leverage was left at line");
    terminal_leave(t);
}

static void test_copies_only_when_told(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    size_t n;
    terminal_type(t, "y");
    assert_null(strstr(terminal_bytes(t, &n), "\033]52;"));
    terminal_type(t, ":set copy on\r");
    terminal_type(t, "tgy");
    /* "select sets 0" */
    assert_non_null(
        strstr(terminal_bytes(t, &n), "\033]52;c;c2VsZWN0IHNldHMgMA==\a"));
    terminal_leave(t);
}

static void test_export_of_the_screen_is_the_screen(void **state)
{
    (void)state;
    char text[16384] = {0};
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    char *before = strdup(terminal_screen(t));
    terminal_type(t, ":view screen seen.txt\r");
    assert_shows(t, "wrote ");
    FILE *in = fopen("seen.txt", "re");
    assert_non_null(in);
    size_t n = fread(text, 1, sizeof text - 1, in);
    (void)fclose(in);
    assert_true(n > 500);
    /* the last line is the message */
    assert_memory_equal(text, before, n - 1);
    free(before);
    terminal_leave(t);
}

/* From nothing to a row of a removal set, by what the screen says. */
static void test_a_first_time_user_gets_there(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, "tui", NULL);
    assert_shows(t, "Enter ");
    terminal_type(t, "\r");
    assert_shows(t, "Enter its rows");
    terminal_type(t, "\r");
    assert_shows(t, "Enter opens");
    terminal_type(t, "\r");
    assert_shows(t, "adds to logit");
    assert_shows(t, "> set ");
    assert_shows(t, "> row ");
    terminal_leave(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jobs_wait_and_are_cancelled_one_by_one),
        cmocka_unit_test(test_space_holds_the_picture),
        cmocka_unit_test(test_help_says_what_the_plot_means),
        cmocka_unit_test(test_help_fits_the_smallest_screen),
        cmocka_unit_test(test_tab_goes_round_the_pages),
        cmocka_unit_test(test_keys_are_bound_by_the_user),
        cmocka_unit_test(test_messages_are_kept),
        cmocka_unit_test(test_long_lines_of_answers_are_broken),
        cmocka_unit_test(test_lessons_wait_for_an_answer),
        cmocka_unit_test(test_ctrl_c_leaves_a_lesson),
        cmocka_unit_test(test_copies_only_when_told),
        cmocka_unit_test_setup_teardown(test_export_of_the_screen_is_the_screen,
                                        folder_enter, folder_leave),
        cmocka_unit_test(test_a_first_time_user_gets_there),
    };
    return cmocka_run_group_tests_name("pages", tests, NULL, NULL);
}

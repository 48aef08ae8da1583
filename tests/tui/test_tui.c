/* The full screen as a terminal sees it: screens, keys, modes, sizes. */
#include "support/check.h"

#include "tui/golden.h"
#include "tui/terminal.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static char *copy_screen(struct terminal *t)
{
    char *copy = strdup(terminal_screen(t));
    assert_non_null(copy);
    return copy;
}

static void test_golden_plot(void **state)
{
    (void)state;
    static const struct {
        size_t columns, rows;
        const char *name;
    } sizes[] = {{50, 14, "plot-50x14"},
                 {80, 24, "plot-80x24"},
                 {120, 40, "plot-120x40"},
                 {200, 60, "plot-200x60"}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct terminal *t = terminal_open(sizes[i].columns, sizes[i].rows,
                                           TERMINAL_SWEEP, NULL);
        assert_golden(t, sizes[i].name);
        terminal_leave(t);
    }
}

static void test_golden_pages(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "t");
    assert_golden(t, "sets-80x24");
    terminal_type(t, "p?");
    assert_golden(t, "keys-80x24");
    terminal_type(t, "p+");
    assert_golden(t, "zoomed-80x24");
    terminal_type(t, "r");
    assert_golden(t, "residual-80x24");
    terminal_leave(t);
}

static void test_golden_start(void **state)
{
    (void)state;
    struct terminal *t = terminal_start(80, 24, "tui", NULL);
    terminal_settle(t);
    assert_golden(t, "start-80x24");
    terminal_leave_by(t, "q");
}

/* Dot, set, row in two Enters; and back to the very same view. */
static void test_drill_down_comes_back(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "++nnn");
    char *plot = copy_screen(t);
    terminal_type(t, "\r");
    assert_non_null(strstr(terminal_screen(t), "> set "));
    terminal_type(t, "j");
    char *set = copy_screen(t);
    terminal_type(t, "\r");
    assert_non_null(strstr(terminal_screen(t), "> row "));
    assert_non_null(strstr(terminal_screen(t), "adds to logit"));
    terminal_type(t, "\033");
    /* the last line echoes the last command */
    size_t body = (size_t)(strstr(set, "\n =") - set);
    assert_memory_equal(terminal_screen(t), set, body);
    terminal_type(t, "\033");
    body = (size_t)(strstr(plot, "\n =") - plot);
    assert_memory_equal(terminal_screen(t), plot, body);
    free(plot);
    free(set);
    terminal_leave(t);
}

/* The rows of a set come back after those of all have been looked at. */
static void test_back_from_all_rows_to_a_set(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "\r");
    char *set = copy_screen(t);
    terminal_type(t, "a");
    assert_non_null(strstr(terminal_screen(t), "all 320 training rows"));
    terminal_type(t, "\033");
    assert_memory_equal(terminal_screen(t), set,
                        (size_t)(strstr(set, "\n =") - set));
    free(set);
    terminal_leave(t);
}

/* Marked rows become the removal set, and its effect is one key away. */
static void test_brush_selects_and_predicts(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "a  ");
    assert_non_null(strstr(terminal_screen(t), "2 marked"));
    terminal_type(t, "c");
    assert_non_null(strstr(terminal_screen(t), "removal set: 2 of 320"));
    terminal_type(t, "R");
    assert_non_null(strstr(terminal_screen(t), "removing 2 rows"));
    terminal_leave(t);
}

/* Readline's own keys, completion, an error with its place, Escape. */
static void test_command_line(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, ":et th\001s\005\t\t");
    assert_non_null(strstr(terminal_screen(t), "threads"));
    terminal_type(t, "eme dark\r");
    assert_non_null(strstr(terminal_screen(t), "theme"));
    terminal_type(t, ":efect\r");
    assert_non_null(strstr(terminal_screen(t), "error: unknown command"));
    terminal_type(t, "W");
    assert_non_null(strstr(terminal_screen(t), "did you mean"));
    terminal_type(t, ":\033");
    terminal_leave(t);
}

static void test_unbound_key_says_so(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "~");
    assert_non_null(strstr(terminal_screen(t), "not bound here"));
    terminal_leave(t);
}

/* Any walk through sizes ends with the screen of a fresh start. */
static void test_resize_walk_equals_fresh_start(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    unsigned random = 7;
    for (size_t i = 0; i < 60; i++) {
        random = random * 1103515245U + 12345U;
        size_t columns = 1 + (random >> 16) % 300;
        random = random * 1103515245U + 12345U;
        terminal_resize(t, columns, 1 + (random >> 16) % 100);
    }
    terminal_resize(t, 120, 40);
    assert_golden(t, "plot-120x40");
    terminal_leave(t);
}

static void test_streaming_sends_no_full_redraw(void **state)
{
    (void)state;
    struct terminal *t = terminal_start(80, 24, "tui", NULL);
    size_t n;
    terminal_settle(t);
    (void)terminal_bytes(t, &n);
    terminal_type(t, "\r");
    const char *bytes = terminal_bytes(t, &n) + n;
    assert_null(strstr(bytes, "\033[2J"));
    assert_non_null(strstr(terminal_screen(t), "certified"));
    terminal_leave(t);
}

/* Whatever stops the work, the sets that are finished stay. */
static void test_cancel_keeps_and_resume_continues(void **state)
{
    (void)state;
    struct terminal *t = terminal_start(
        80, 24,
        "synth gaussian n=1500 d=300; fit; sweep sizes=1 strategies=random; "
        "tui",
        NULL);
    terminal_settle(t);
    terminal_send(t, "S", 1);
    terminal_wait(t, "running: sweep");
    terminal_send(t, "\003", 1);
    terminal_wait(t, "stopped: ");
    assert_null(strstr(terminal_screen(t), " 0 pending"));
    terminal_leave(t);
}

static void test_no_bytes_beyond_ascii_in_the_c_locale(void **state)
{
    (void)state;
    const char *const env[] = {"LC_ALL=C", "NO_COLOR=1", NULL};
    struct terminal *t = terminal_start(80, 24, TERMINAL_SWEEP, env);
    terminal_settle(t);
    terminal_type(t, "j?pt");
    size_t n;
    const char *bytes = terminal_bytes(t, &n);
    for (size_t i = 0; i < n; i++)
        assert_true((unsigned char)bytes[i] < 0x80);
    assert_null(strstr(bytes, "\033[38;"));
    assert_true(terminal_reversed(t) >= 80);
    terminal_leave(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden_plot),
        cmocka_unit_test(test_golden_pages),
        cmocka_unit_test(test_golden_start),
        cmocka_unit_test(test_drill_down_comes_back),
        cmocka_unit_test(test_back_from_all_rows_to_a_set),
        cmocka_unit_test(test_brush_selects_and_predicts),
        cmocka_unit_test(test_command_line),
        cmocka_unit_test(test_unbound_key_says_so),
        cmocka_unit_test(test_resize_walk_equals_fresh_start),
        cmocka_unit_test(test_streaming_sends_no_full_redraw),
        cmocka_unit_test(test_cancel_keeps_and_resume_continues),
        cmocka_unit_test(test_no_bytes_beyond_ascii_in_the_c_locale),
    };
    return cmocka_run_group_tests_name("tui", tests, NULL, NULL);
}

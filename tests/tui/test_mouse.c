/* The mouse: what it does, that keys do it as well, and that it leaves. */
#include "support/check.h"

#include "tui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where the screen shows `words`: column and row of their first byte. */
static void find(struct terminal *t, const char *words, size_t *column,
                 size_t *row)
{
    const char *screen = terminal_screen(t);
    const char *at = strstr(screen, words);
    assert_non_null(at);
    *row = 0;
    *column = 0;
    for (const char *c = screen; c < at; c++) {
        *column += ((unsigned char)*c & 0xC0) != 0x80;
        if (*c == '\n') {
            ++*row;
            *column = 0;
        }
    }
}

static void test_click_goes_to_the_dot(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    size_t column;
    size_t row;
    assert_true(terminal_mode(t, "1000") && terminal_mode(t, "1002") &&
                terminal_mode(t, "1006"));
    assert_false(terminal_mode(t, "1003"));
    terminal_type(t, "n");
    assert_shows(t, "set ");
    find(t, "\xe2\x96\xb2", &column, &row); /* a RIF of some set */
    terminal_click(t, column, row);
    assert_shows(t, "= view dot ");
    assert_shows(t, " rif");
    assert_shows(t, "RIF <");
    terminal_leave(t);
}

static void test_double_click_drills_and_right_click_returns(void **state)
{
    (void)state;
    static const char twice[] = "\033[<0;%zu;%zuM\033[<0;%zu;%zum"
                                "\033[<0;%zu;%zuM\033[<0;%zu;%zum";
    char bytes[256];
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    size_t x;
    size_t y;
    find(t, "\xe2\x96\xb2", &x, &y);
    x++;
    y++;
    (void)snprintf(bytes, sizeof bytes, twice, x, y, x, y, x, y, x, y);
    terminal_keys(t, bytes, 4);
    assert_shows(t, "> set ");
    terminal_click(t, 20, 8);
    assert_shows(t, "= view line ");
    terminal_mouse(t, 65, 20, 8, true);
    assert_shows(t, "= view down 3");
    terminal_mouse(t, 2, 20, 8, true);
    assert_null(strstr(terminal_screen(t), "> set "));
    terminal_leave(t);
}

static void test_drag_and_wheel_zoom(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    char *before = strdup(terminal_screen(t));
    size_t lit = terminal_reversed(t);
    terminal_mouse(t, 0, 12, 5, true);
    terminal_mouse(t, 32, 30, 12, true);
    assert_true(terminal_reversed(t) > lit + 30); /* the box's edge */
    terminal_mouse(t, 0, 30, 12, false);
    assert_shows(t, "= view window ");
    assert_shows(t, "[zoomed]");
    terminal_type(t, "0");
    terminal_mouse(t, 64, 20, 10, true);
    assert_shows(t, "[zoomed]");
    terminal_mouse(t, 65, 20, 10, true);
    terminal_mouse(t, 65, 20, 10, true);
    assert_null(strstr(terminal_screen(t), "[zoomed]"));
    assert_memory_equal(terminal_screen(t), before,
                        (size_t)(strstr(before, "48 points") - before));
    free(before);
    terminal_leave(t);
}

/* Off is off: the modes are reset at once, and come back with `on`. */
static void test_off_is_off(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, ":set mouse off\r");
    assert_false(terminal_mode(t, "1000") || terminal_mode(t, "1002") ||
                 terminal_mode(t, "1006"));
    terminal_type(t, ":set mouse on\r");
    assert_true(terminal_mode(t, "1000") && terminal_mode(t, "1002"));
    terminal_leave(t);
}

static void test_off_over_a_network(void **state)
{
    (void)state;
    const char *const env[] = {"SSH_CONNECTION=a 1 b 2", NULL};
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, env);
    assert_false(terminal_mode(t, "1000"));
    terminal_type(t, ":set mouse on\r");
    assert_true(terminal_mode(t, "1000"));
    terminal_leave(t);
}

/* A box by keys; its sets become the removal set. */
static void test_brush_in_the_plot(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "znnn");
    assert_true(terminal_reversed(t) > 10);
    terminal_type(t, "v");
    assert_shows(t, "removal set:");
    terminal_type(t, "znnz");
    assert_shows(t, "[zoomed]");
    terminal_type(t, "LKJH");
    assert_shows(t, "= view pan-left");
    terminal_type(t, "0z\033n");
    assert_true(terminal_reversed(t) < 10);
    terminal_leave(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_click_goes_to_the_dot),
        cmocka_unit_test(test_double_click_drills_and_right_click_returns),
        cmocka_unit_test(test_drag_and_wheel_zoom),
        cmocka_unit_test(test_off_is_off),
        cmocka_unit_test(test_off_over_a_network),
        cmocka_unit_test(test_brush_in_the_plot),
    };
    return cmocka_run_group_tests_name("mouse", tests, NULL, NULL);
}

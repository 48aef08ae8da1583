/* Lists: order, filter, search; marks and what they predict. */
#include "support/check.h"

#include "tui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The number of the set in the first line of the table. */
static int first_set(struct terminal *t)
{
    const char *line = strstr(terminal_screen(t), "strategy");
    assert_non_null(line);
    line = strchr(line, '\n');
    assert_non_null(line);
    return atoi(line + 1);
}

static void test_sets_are_ordered_and_filtered(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "t");
    terminal_type(t, "g");
    assert_int_equal(first_set(t), 0);
    terminal_type(t, "o");
    assert_int_equal(first_set(t), 15);
    terminal_type(t, "osss");
    assert_shows(t, "by |error|");
    terminal_type(t, "frows>20 random\r");
    assert_hides(t, "l2");
    assert_shows(t, "3 of 16 sets");
    terminal_type(t, "frows>x\r");
    assert_shows(t, "`rows>x'");
    terminal_type(t, "\033tf\r");
    assert_shows(t, "16 sets");
    terminal_leave(t);
}

static void test_rows_are_filtered_by_a_condition(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "af p > 0.5 and row < 100\r");
    assert_shows(t, "with p > 0.5 and row < 100");
    terminal_type(t, "fp > > 1\r");
    assert_shows(t, "> 1");
    terminal_type(t, "f\r");
    assert_hides(t, "with ");
    terminal_leave(t);
}

static void test_words_are_found(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "t/l2\r");
    assert_shows(t, "= view find l2");
    size_t lit = terminal_reversed(t);
    terminal_type(t, "nnN");
    assert_int_equal(terminal_reversed(t), lit);
    terminal_type(t, "/nothing of the kind\r");
    assert_shows(t, "is not on this page");
    terminal_type(t, "?/shell\r");
    assert_true(terminal_reversed(t) >= 80);
    terminal_leave(t);
}

/* Marks predict at once; R retrains just those. */
static void test_marks_predict_and_retrain(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "a  ");
    assert_shows(t, "2 marked: IF ");
    assert_shows(t, "NS ");
    terminal_type(t, " U");
    assert_hides(t, "marked:");
    terminal_type(t, "  R");
    assert_shows(t, "removing 2 rows");
    terminal_type(t, "p");
    assert_shows(t, "selected: 2 rows");
    assert_shows(t, "R: retrain");
    terminal_leave(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sets_are_ordered_and_filtered),
        cmocka_unit_test(test_rows_are_filtered_by_a_condition),
        cmocka_unit_test(test_words_are_found),
        cmocka_unit_test(test_marks_predict_and_retrain),
    };
    return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}

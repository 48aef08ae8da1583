/* Lists: order, filter, search; marks and what they predict. */
#include "support/check.h"

#include "support/folder.h"
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

/* The last number of a line. */
static const char *last_word(const char *line, size_t *length)
{
    const char *end = strchr(line, '\n');
    assert_non_null(end);
    const char *begin = end;
    while (begin > line && begin[-1] != ' ')
        begin--;
    *length = (size_t)(end - begin);
    return begin;
}

/* rif_linear of a set on the first measure, as exported. */
static double exported_rif(const char *path, unsigned set)
{
    enum { COMMAS = 11 };
    char line[1024];
    char start[32];
    FILE *in = fopen(path, "re");
    assert_non_null(in);
    (void)snprintf(start, sizeof start, "%u,", set);
    do
        assert_non_null(fgets(line, sizeof line, in));
    while (strncmp(line, start, strlen(start)) != 0);
    (void)fclose(in);
    const char *at = line;
    for (int i = 0; i < COMMAS; i++)
        at = strchr(at, ',') + 1;
    return strtod(at, NULL);
}

/* To first order, RIF of a set is the sum over its rows: the last line has
 * all of it. The classes before and after differ by the rows of the set. */
static void test_a_set_s_page_adds_up(void **state)
{
    (void)state;
    size_t n;
    unsigned set;
    unsigned rows;
    unsigned before[2];
    unsigned after[2];
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, ":export sweep x.csv\r\rG");
    char *screen = strdup(terminal_screen(t));
    assert_int_equal(sscanf(strstr(screen, " set "),
                            " set %u\n set %u: random, %u", &set, &set, &rows),
                     3);
    const char *line = strstr(screen, " sets, all retrained");
    assert_non_null(line);
    for (int up = 0; up < 2; up++)
        for (line--; line[-1] != '\n';)
            line--;
    const char *sum = last_word(line, &n);
    /* four digits are shown */
    assert_close(strtod(sum, NULL), exported_rif("x.csv", set), 5e-4);
    assert_int_equal(sscanf(strstr(screen, "\n 0 ") + 2, "0 %u > %u, 1 %u > %u",
                            &before[0], &after[0], &before[1], &after[1]),
                     4);
    assert_int_equal(before[0] + before[1], 320);
    assert_int_equal(before[0] - after[0] + before[1] - after[1], rows);
    terminal_type(t, "\r");
    assert_shows(t, "in set ");
    free(screen);
    terminal_leave(t);
}

/* Keys of what investigates rows: each types or runs a command about the row
 * of the cursor, or about those that are marked. */
static void test_keys_ask_about_the_row(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, TERMINAL_SWEEP, NULL);
    terminal_type(t, "V");
    assert_shows(t, "`V' is not bound here");
    terminal_type(t, "as");
    terminal_type(t, "ssssg"); /* by row */
    terminal_type(t, "V");
    assert_shows(t, ":mark 0 verdict=");
    terminal_type(t, "\003  V");
    assert_shows(t, ":mark 0-1 verdict=");
    terminal_type(t, "poison\rZ");
    terminal_wait(t, "2 cases: 2 poison");
    terminal_type(t, "\033\rL");
    assert_shows(t, ":relabel 2");
    terminal_type(t, "\003tO");
    terminal_wait(t, "curvature");
    terminal_leave(t);
}

/* All digits of a number are those of the sweep's file. */
static void test_all_digits_on_demand(void **state)
{
    (void)state;
    char text[65536] = {0};
    char number[64];
    struct terminal *t = terminal_open(120, 40, TERMINAL_SWEEP, NULL);
    terminal_type(t, ":export sweep x.csv\rD");
    const char *line = strstr(terminal_screen(t), " actual    +");
    assert_non_null(line);
    assert_int_equal(sscanf(line, " actual +%63[0-9.e+-]", number), 1);
    FILE *in = fopen("x.csv", "re");
    assert_non_null(in);
    assert_true(fread(text, 1, sizeof text - 1, in) > 0);
    (void)fclose(in);
    bool found = false;
    for (const char *at = text; at && !found; at = strchr(at + 1, ','))
        found = strtod(at + 1, NULL) == strtod(number, NULL);
    assert_true(found);
    assert_shows(t, "same sign");
    terminal_type(t, "D");
    assert_hides(t, number);
    terminal_type(t, "t");
    assert_shows(t, "IF error  state");
    terminal_leave(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_a_set_s_page_adds_up),
        IN_FOLDER(test_all_digits_on_demand),
        cmocka_unit_test(test_keys_ask_about_the_row),
        cmocka_unit_test(test_sets_are_ordered_and_filtered),
        cmocka_unit_test(test_rows_are_filtered_by_a_condition),
        cmocka_unit_test(test_words_are_found),
        cmocka_unit_test(test_marks_predict_and_retrain),
    };
    return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}

/* Views of the plot: small multiples, scales, marks, toggles. */
#include "support/check.h"

#include "support/folder.h"
#include "tui/golden.h"
#include "tui/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* Fifteen panels: five strategies, three measures. */
#define SETUP                                                                  \
    "load highdim; fit lambda=1e-2; sweep sizes=5 range=1%:10% "               \
    "strategies=random,feature,l2,loss-up,loss-down "                          \
    "measures=test_prediction,test_loss,self_loss; tui"

/* Sets tried by hand are dots too: the legend counts what can be seen, and
 * says nothing of an order among fewer than three. */
static void test_legend_counts_trials(void **state)
{
    (void)state;
    struct terminal *t = terminal_start(
        80, 24, "load wdbc; fit; select rows 1-9; effect; tui", NULL);
    terminal_settle(t);
    assert_shows(t, "IF <    1  ");
    assert_shows(t, "NS      1  1.02     - 0.021");
    terminal_leave(t);
}

static void test_golden_grids(void **state)
{
    (void)state;
    static const char *const ascii[] = {"LC_ALL=C", "NO_COLOR=1", NULL};
    struct terminal *t = terminal_open(80, 24, SETUP, NULL);
    terminal_type(t, "gl");
    assert_golden(t, "grid-80x24");
    terminal_leave(t);
    t = terminal_open(80, 24, SETUP, ascii);
    terminal_type(t, "gl");
    assert_golden(t, "grid-ascii-80x24");
    terminal_leave(t);
    t = terminal_open(200, 60, SETUP, NULL);
    terminal_type(t, "gb");
    assert_golden(t, "grid-200x60");
    terminal_leave(t);
}

/* A panel opens as a plot of its own; Esc is back on that panel. */
static void test_panel_opens_and_comes_back(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, SETUP, NULL);
    terminal_type(t, "glljj");
    assert_shows(t, "self_loss [nats], l2: 15 dots");
    char *grid = strdup(terminal_screen(t));
    terminal_type(t, "\r");
    assert_shows(t, "> grid > plot");
    assert_shows(t, "[l2 only]");
    assert_shows(t, "75 points = 15 drawn + 60 filtered");
    terminal_type(t, "\r");
    assert_shows(t, "> plot > set ");
    terminal_type(t, "\033\033");
    /* the last line echoes the last command */
    assert_memory_equal(terminal_screen(t), grid,
                        (size_t)(strstr(grid, "\n =") - grid));
    free(grid);
    terminal_type(t, "\033");
    assert_hides(t, "filtered");
    assert_hides(t, "only]");
    terminal_leave(t);
}

static void test_toggles_say_what_they_do(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, SETUP, NULL);
    terminal_type(t, "XY");
    assert_shows(t, "[symlog]");
    terminal_type(t, "Y");
    assert_shows(t, "[x symlog] [x!=y scale]");
    terminal_type(t, "X=");
    assert_shows(t, "[x!=y scale]");
    terminal_type(t, "=m");
    assert_hides(t, "scale]");
    assert_shows(t, "[glyph]");
    terminal_type(t, "mmd");
    assert_shows(t, "[density]");
    terminal_type(t, "d2");
    assert_shows(t, "75 points = 50 drawn + 25 filtered");
    terminal_type(t, "2!");
    assert_shows(t, "75 points = 25 drawn + 50 filtered");
    terminal_type(t, "!T");
    assert_shows(t, "[random only] [60 filtered]");
    terminal_type(t, "TTTT");
    assert_shows(t, "[loss-down only]");
    terminal_type(t, "T");
    assert_hides(t, "filtered");
    terminal_type(t, ":view strategy l2\r");
    assert_shows(t, "[some strategies] [15 filtered]");
    terminal_type(t, ":view series 9\r");
    assert_shows(t, "there are 3 estimators");
    terminal_leave(t);
}

/* The crosshair leaves an estimator that is filtered out. */
static void test_crosshair_stays_on_what_is_shown(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(80, 24, SETUP, NULL);
    assert_shows(t, "IF <");
    terminal_type(t, "1");
    assert_shows(t, "RIF <");
    terminal_leave(t);
}

/* The command that writes what is seen, ready for a file's name. */
static void test_export_is_of_what_is_seen(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(200, 40, SETUP, NULL);
    terminal_type(t, "XYm1x");
    assert_shows(t, "export plot kind=scatter measure=test_prediction "
                    "scale=symlog marks=glyph estimators=rif,ns x=");
    terminal_type(t, "\033gbx");
    assert_shows(t, "export plot kind=grid by=estimators share=off "
                    "scale=symlog marks=glyph estimators=rif,ns");
    terminal_type(t, "\033");
    terminal_leave(t);
}

/* What is toggled on the screen is a setting, there and after it. */
static void test_look_persists(void **state)
{
    (void)state;
    size_t n;
    struct terminal *t = terminal_open(
        80, 24, "set marks block; set scale symlog; " SETUP "; set marks",
        NULL);
    assert_shows(t, "[symlog] [block]");
    terminal_type(t, ":set scale linear\r");
    assert_hides(t, "[symlog]");
    terminal_type(t, "m");
    assert_shows(t, "[density]");
    terminal_send(t, "Q", 1);
    int status = terminal_status(t);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_non_null(strstr(terminal_bytes(t, &n), "marks      density"));
    terminal_free(t);
}

/* Blanks as wide as dots, for where spaces are not; and errors by size. */
static void test_export_for_other_fonts(void **state)
{
    (void)state;
    char text[16384] = {0};
    struct terminal *t = terminal_open(200, 60, SETUP, NULL);
    terminal_type(t, "rrX");
    assert_shows(t, "x: rows of the removal set");
    terminal_type(t, "x");
    assert_shows(t, "kind=size");
    assert_shows(t, "scale=x-symlog");
    terminal_type(t, "\003");
    terminal_type(t, ":export plot p.txt marks=braille braille-blank=on\r");
    assert_shows(t, "wrote p.txt");
    FILE *in = fopen("p.txt", "re");
    assert_non_null(in);
    assert_true(fread(text, 1, sizeof text - 1, in) > 500);
    (void)fclose(in);
    assert_null(strchr(text, ' '));
    assert_non_null(strstr(text, "\u2800"));
    terminal_leave(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_legend_counts_trials),
        cmocka_unit_test(test_golden_grids),
        cmocka_unit_test(test_panel_opens_and_comes_back),
        cmocka_unit_test(test_toggles_say_what_they_do),
        cmocka_unit_test(test_crosshair_stays_on_what_is_shown),
        cmocka_unit_test(test_export_is_of_what_is_seen),
        cmocka_unit_test(test_look_persists),
        IN_FOLDER(test_export_for_other_fonts),
    };
    return cmocka_run_group_tests_name("views", tests, NULL, NULL);
}

/* Criterion 11: the command line is Readline's, whole: keys of the user, vi,
 * history, completion, what is pasted. */
#include "support/check.h"

#include "riffle/clock.h"
#include "support/folder.h"
#include "support/sanitizer.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PASTE  "\033[200~"
#define PASTED "\033[201~"

static struct terminal *open_with(const char *inputrc)
{
    char place[256];
    char variable[300];
    assert_non_null(getcwd(place, sizeof place));
    file_write("inputrc", inputrc, strlen(inputrc));
    (void)snprintf(variable, sizeof variable, "INPUTRC=%s/inputrc", place);
    const char *const env[] = {variable, "RIFFLE_HISTORY=history", NULL};
    struct terminal *t = terminal_start(80, 24, "tui", env);
    terminal_settle(t);
    return t;
}

static void send(struct terminal *t, const char *bytes)
{
    terminal_send(t, bytes, strlen(bytes));
}

static void test_keys_of_the_user(void **state)
{
    (void)state;
    struct terminal *t = open_with("$if riffle\n\"\\C-xh\": \"set seed 7\\C-m\""
                                   "\n$endif\n$if bash\n\"\\C-xh\": \"no\"\n"
                                   "$endif\n");
    terminal_type(t, ":");
    send(t, "\030h");
    terminal_wait(t, "seed       7");
    terminal_free(t);
}

/* Escape goes to the commands of vi, which edit. */
static void test_vi_mode(void **state)
{
    (void)state;
    struct terminal *t = open_with("set editing-mode vi\n");
    terminal_type(t, ":");
    send(t, "xset seed 77");
    terminal_wait(t, ":xset seed 77");
    send(t, "\033");
    usleep(100000); /* alone: no letter comes with it */
    send(t, "x0x");
    terminal_wait(t, ":set seed 7\n");
    send(t, "\r");
    terminal_wait(t, "seed       7");
    terminal_free(t);
}

/* Letters of two and three bytes, found backwards; one history with the
   prompt's. */
static void test_history_is_searched_in_utf8(void **state)
{
    (void)state;
    struct terminal *t = open_with("");
    terminal_type(t, ":");
    send(t, "name é中\r");
    terminal_wait(t, "error: no data set is loaded");
    terminal_type(t, ":");
    send(t, "set\r");
    terminal_wait(t, "> answer");
    terminal_keys(t, "\033", 1);
    terminal_type(t, ":");
    send(t, "\022");
    terminal_wait(t, "(reverse-i-search)");
    send(t, "é中");
    terminal_wait(t, "(reverse-i-search)`é中': name é中");
    send(t, "\003");
    send(t, "Q");
    (void)terminal_status(t);
    size_t size;
    char *history = file_read("history", &size);
    assert_non_null(strstr(history, "name é中\n"));
    free(history);
    terminal_free(t);
}

static void test_completion_pops_up(void **state)
{
    (void)state;
    struct terminal *t = open_with("");
    terminal_type(t, ":");
    send(t, "se\t\t");
    terminal_wait(t, "  select\n");
    terminal_wait(t, "  set\n");
    send(t, "l\t");
    terminal_wait(t, ":select\n");
    assert_hides(t, "  set\n");
    terminal_free(t);
}

/* Two lines are shown as one, and run as two. */
static void test_two_lines_are_pasted(void **state)
{
    (void)state;
    struct terminal *t = open_with("");
    terminal_type(t, ":");
    send(t, PASTE "set seed 5\nset seed 9" PASTED);
    terminal_wait(t, ":set seed 5⏎set seed 9");
    send(t, "\r");
    terminal_wait(t, "seed       5");
    send(t, "W");
    terminal_wait(t, "seed       9");
    terminal_free(t);
}

/* Pages in memory, in kB. */
static size_t memory_of(struct terminal *t)
{
    static const char name[] = "VmRSS:";
    char path[64];
    char line[256];
    size_t kb = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/status", (int)terminal_pid(t));
    FILE *in = fopen(path, "re");
    assert_non_null(in);
    while (fgets(line, sizeof line, in))
        if (strncmp(line, name, sizeof name - 1) == 0)
            kb = strtoul(line + sizeof name - 1, NULL, 10);
    (void)fclose(in);
    return kb;
}

static void test_a_megabyte_is_pasted(void **state)
{
    (void)state;
    enum { SIZE = 1 << 20, MOST = 8192 };
    struct terminal *t = open_with("");
    char *bytes = calloc(SIZE + 1, 1);
    assert_non_null(bytes);
    memset(bytes, 'a', SIZE);
    memcpy(bytes + SIZE - 6, "theend", 6);
    terminal_type(t, ":");
    size_t before = memory_of(t);
    double began = riffle_seconds();
    send(t, PASTE);
    send(t, bytes);
    send(t, PASTED);
    terminal_wait(t, "aaatheend");
    size_t grown = memory_of(t) - before;
    print_message("# 1 MB in %.2f s, %zu kB more\n", riffle_seconds() - began,
                  grown);
    assert_true(UNDER_ASAN || grown < MOST);
    send(t, "\003");
    terminal_wait(t, "? keys");
    send(t, "Q");
    int status = terminal_status(t);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    free(bytes);
    terminal_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_keys_of_the_user),
        IN_FOLDER(test_vi_mode),
        IN_FOLDER(test_history_is_searched_in_utf8),
        IN_FOLDER(test_completion_pops_up),
        IN_FOLDER(test_two_lines_are_pasted),
        IN_FOLDER(test_a_megabyte_is_pasted),
    };
    return cmocka_run_group_tests_name("line", tests, NULL, NULL);
}

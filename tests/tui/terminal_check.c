/* What tests of the full screen begin, look for and end with. */
#include "tui/terminal.h"

#include "support/check.h"

#include <string.h>
#include <sys/wait.h>

struct terminal *terminal_open(size_t columns, size_t rows,
                               const char *commands, const char *const *env)
{
    struct terminal *t = terminal_start(columns, rows, commands, env);
    terminal_settle(t);
    return t;
}

void terminal_leave(struct terminal *t)
{
    terminal_leave_by(t, "Q");
}

void terminal_leave_by(struct terminal *t, const char *keys)
{
    terminal_send(t, keys, strlen(keys));
    int status = terminal_status(t);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_string_equal(terminal_left_behind(t), "");
    terminal_free(t);
}

void assert_shows(struct terminal *t, const char *words)
{
    if (!strstr(terminal_screen(t), words))
        fail_msg("`%s' is not on\n%s", words, terminal_screen(t));
}

void assert_hides(struct terminal *t, const char *words)
{
    if (strstr(terminal_screen(t), words))
        fail_msg("`%s' is on\n%s", words, terminal_screen(t));
}

/* A session in the full screen is a script, and can be done again. */
#include "support/check.h"

#include "support/folder.h"
#include "tui/terminal.h"

#include <sys/wait.h>

#define SETUP                                                                  \
    "load highdim; fit lambda=1e-2; sweep strategies=random,l2 sizes=8 "       \
    "range=1%:10% measures=test_loss,self_loss; "

static void leave(struct terminal *t)
{
    terminal_send(t, "Q", 1);
    int status = terminal_status(t);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    terminal_free(t);
}

static char *read_file(const char *path)
{
    char *text = calloc(65536, 1);
    FILE *in = fopen(path, "re");
    assert_non_null(text);
    assert_non_null(in);
    assert_true(fread(text, 1, 65535, in) > 0);
    (void)fclose(in);
    return text;
}

static void assert_same_files(const char *a, const char *b)
{
    char *x = read_file(a);
    char *y = read_file(b);
    assert_string_equal(x, y);
    free(x);
    free(y);
}

/* What `show state' said once the screen had gone; frees. */
static void leave_with_state(struct terminal *t, char state[65])
{
    size_t n;
    int status = terminal_status(t);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    const char *said = strstr(terminal_bytes(t, &n), "\033[?1049l");
    said = said ? strstr(said, "state ") : NULL;
    assert_non_null(said);
    (void)snprintf(state, 65, "%s", said + strlen("state "));
    terminal_free(t);
}

/* A walk, and the same again from its journal: the screens are equal, and the
 * states are. */
static void assert_replays(const char *commands, const char *walk)
{
    char done[65];
    char again[65];
    struct terminal *t = terminal_open(80, 24, commands, NULL);
    terminal_type(t, walk);
    terminal_type(t, ":view screen a.txt\r");
    terminal_type(t, ":history save=j.rif\r");
    terminal_send(t, "Q", 1);
    leave_with_state(t, done);
    t = terminal_start(80, 24, "tui replay=j.rif screen=b.txt; show state",
                       NULL);
    leave_with_state(t, again);
    assert_same_files("a.txt", "b.txt");
    assert_string_equal(done, again);
}

/* (What `effect` answers tells its seconds: the walk goes on from there.) */
/* Criterion 12. Moves, marks, zooms, filters, commands: the last screen is the
 * same, and so is every bit of the session. */
static void test_replay_ends_on_the_same_screen(void **state)
{
    (void)state;
    static const char *const walks[] = {
        "nnze+nnv",          "tossjj\rj  jRp", "++LKnr\r",
        "af p > 0.5\rs  cp", "MznnnzHJ0+?",    ":drop 3\r:name some\ruu",
    };
    for (size_t i = 0; i < sizeof walks / sizeof walks[0]; i++)
        assert_replays(SETUP "tui; show state", walks[i]);
}

/* Where the crosshair is when one begins to move depends on which sets had
 * come by the first frame: the journal says where that was. */
static void test_moves_among_sets_that_streamed(void **state)
{
    (void)state;
    assert_replays("load highdim; fit lambda=1e-2; tui; show state",
                   ":sweep strategies=random,l2 sizes=8\rNNNz+");
}

/* Without a screen the moves do nothing, and the rest is as it was. */
static void test_the_session_is_a_script(void **state)
{
    (void)state;
    struct terminal *t = terminal_start(80, 24, SETUP "tui", NULL);
    terminal_settle(t);
    terminal_type(t, "nn\r  cR");
    terminal_type(t, ":history save=j.rif\r");
    leave(t);
    char *script = read_file("j.rif");
    assert_non_null(strstr(script, "view next\nview next\nview open\n"
                                   "view mark\nview mark\nselect rows "));
    free(script);
    t = terminal_start(80, 24, "source j.rif", NULL);
    int status = terminal_status(t);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    terminal_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_replay_ends_on_the_same_screen,
                                        folder_enter, folder_leave),
        IN_FOLDER(test_moves_among_sets_that_streamed),
        cmocka_unit_test_setup_teardown(test_the_session_is_a_script,
                                        folder_enter, folder_leave),
    };
    return cmocka_run_group_tests_name("replay", tests, NULL, NULL);
}

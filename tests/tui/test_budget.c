/* What the full screen may cost: bytes, frames, wake-ups. */
#include "support/check.h"

#include "riffle/clock.h"
#include "tui/terminal.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How often a thread has gone to sleep: each wake-up is one more. */
static unsigned long sleeps_of(pid_t pid, const char *thread)
{
    static const char name[] = "voluntary_ctxt_switches:";
    char path[300];
    char line[256];
    unsigned long n = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/task/%s/status", (int)pid,
                   thread);
    FILE *in = fopen(path, "re");
    if (!in)
        return 0;
    while (fgets(line, sizeof line, in))
        if (strncmp(line, name, sizeof name - 1) == 0)
            n = strtoul(line + sizeof name - 1, NULL, 10);
    (void)fclose(in);
    return n;
}

static unsigned long count_sleeps(pid_t pid)
{
    char path[64];
    unsigned long n = 0;
    const struct dirent *entry;
    (void)snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *folder = opendir(path);
    assert_non_null(folder);
    while ((entry = readdir(folder)))
        if (entry->d_name[0] != '.')
            n += sleeps_of(pid, entry->d_name);
    (void)closedir(folder);
    return n;
}

static void test_idle_is_idle(void **state)
{
    (void)state;
    struct terminal *t = terminal_open(200, 60, TERMINAL_SWEEP, NULL);
    terminal_type(t, "nnt\033");
    usleep(300000); /* the worker goes to sleep a moment after its answer */
    unsigned long before = count_sleeps(terminal_pid(t));
    usleep(1000000);
    assert_int_equal(count_sleeps(terminal_pid(t)), before);
    terminal_leave(t);
}

/* tig and htop, in the same harness: 257 to 356 bytes for a cursor's move,
 * 10 to 17 kB for a whole screen. A dot's move at 200x60 lists the rows of
 * another set, too: twelve lines of seven numbers, 2.4 kB in all. */
static void test_bytes_of_a_key(void **state)
{
    (void)state;
    enum { KEYS = 40, MOST = 3000, WHOLE = 30000 };
    struct terminal *t = terminal_open(200, 60, TERMINAL_SWEEP, NULL);
    size_t first;
    size_t last;
    (void)terminal_bytes(t, &first);
    assert_true(first < WHOLE);
    for (size_t i = 0; i < KEYS; i++)
        terminal_type(t, "n");
    const char *bytes = terminal_bytes(t, &last);
    print_message("# %zu bytes for a dot's move\n", (last - first) / KEYS);
    assert_true((last - first) / KEYS < MOST);
    assert_null(strstr(bytes + first, "\033[2J"));
    assert_null(strstr(bytes + first, "\033[H\033[J"));
    terminal_leave(t);
}

/* However fast sets arrive: ten frames a second, and those are small. */
static void test_a_stream_is_calm(void **state)
{
    (void)state;
    struct terminal *t =
        terminal_open(200, 60, "load highdim; fit lambda=1e-2; tui", NULL);
    size_t before;
    size_t after;
    size_t frames = terminal_frames(t);
    double started = riffle_seconds();
    (void)terminal_bytes(t, &before);
    terminal_type(t, "S");
    double seconds = riffle_seconds() - started;
    const char *bytes = terminal_bytes(t, &after);
    size_t drawn = terminal_frames(t) - frames;
    print_message("# %zu frames, %zu bytes in %.2f s\n", drawn, after - before,
                  seconds);
    /* beside the stream: the key, the begin, the last scene, the answer */
    assert_true((double)drawn <= 10 * seconds + 6);
    assert_null(strstr(bytes + before, "\033[2J"));
    terminal_leave(t);
}

/* What libraries write to standard error does not tear the screen. */
static void test_standard_error_becomes_messages(void **state)
{
    (void)state;
    char path[64];
    struct terminal *t = terminal_open(200, 60, TERMINAL_SWEEP, NULL);
    (void)snprintf(path, sizeof path, "/proc/%d/fd/2", (int)terminal_pid(t));
    FILE *out = fopen(path, "ae");
    assert_non_null(out);
    fputs("a library complains\n", out);
    assert_int_equal(fclose(out), 0);
    assert_null(strstr(terminal_screen(t), "complains"));
    terminal_type(t, "M");
    terminal_type(t, "W");
    assert_non_null(strstr(terminal_screen(t), "a library complains"));
    terminal_send(t, "Q", 1);
    size_t n;
    (void)terminal_status(t);
    /* and is shown when the screen has gone */
    const char *bytes = strstr(terminal_bytes(t, &n), "\033[?1049l");
    assert_non_null(bytes);
    assert_non_null(strstr(bytes, "a library complains"));
    terminal_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_idle_is_idle),
        cmocka_unit_test(test_bytes_of_a_key),
        cmocka_unit_test(test_a_stream_is_calm),
        cmocka_unit_test(test_standard_error_becomes_messages),
    };
    return cmocka_run_group_tests_name("budget", tests, NULL, NULL);
}

/*
 * Keys, mouse and sizes by chance: nothing may crash, hang, stay behind, or
 * be drawn otherwise than afresh. RIFFLE_SEED chooses the chance,
 * RIFFLE_STEPS how long: the soak suite does 100,000.
 */
#include "support/check.h"

#include "riffle/rng.h"
#include "support/folder.h"
#include "tui/terminal.h"

#include <sys/wait.h>

enum { STEPS = 1500, CHECKED = 250, MOST_COLUMNS = 300, MOST_ROWS = 100 };

/* Not Q or q, Ctrl-C or Ctrl-Z; sweeps only as often as the others. */
static const char keys[] =
    "hjklnNwbeMr+-0zvHJKL tapvoscCfFgGmWBduUxyR/&:?\r"
    "\033\033\033\033\033\r\r\r\r\t\1\5\6\2\22abc=;1234567890#\f";

static uint64_t number(const char *name, uint64_t otherwise)
{
    const char *wanted = getenv(name);
    return wanted ? strtoull(wanted, NULL, 10) : otherwise;
}

/* Where the mouse is when it does something. */
struct chance {
    struct riffle_rng rng;
    size_t columns, rows;
};

static size_t below(struct chance *chance, size_t n)
{
    return (size_t)riffle_rng_below(&chance->rng, n);
}

static void use_mouse(struct terminal *t, struct chance *chance)
{
    static const int buttons[] = {0, 0, 0, 32, 2, 64, 65};
    int button = buttons[below(chance, sizeof buttons / sizeof buttons[0])];
    terminal_mouse(t, button, below(chance, chance->columns),
                   below(chance, chance->rows), below(chance, 2) == 0);
}

static void resize(struct terminal *t, struct chance *chance)
{
    chance->columns = 1 + below(chance, MOST_COLUMNS);
    chance->rows = 1 + below(chance, MOST_ROWS);
    terminal_resize(t, chance->columns, chance->rows);
}

static void do_something(struct terminal *t, struct chance *chance)
{
    char key[2] = {keys[below(chance, sizeof keys - 1)], '\0'};
    size_t what = below(chance, 60);
    if (what == 0)
        resize(t, chance);
    else if (what < 10)
        use_mouse(t, chance);
    else
        terminal_keys(t, key, 1);
}

/* The screen, but for its last line, where commands are echoed. */
static char *body_of(struct terminal *t)
{
    char *screen = strdup(terminal_screen(t));
    assert_non_null(screen);
    size_t n = strlen(screen);
    if (n > 0)
        screen[n - 1] = '\0';
    char *last = strrchr(screen, '\n');
    if (last)
        *last = '\0';
    return screen;
}

/* What difference after difference has made is what one repaint makes. */
static void assert_as_drawn_afresh(struct terminal *t)
{
    terminal_keys(t, "\003", 1); /* out of the command line */
    terminal_keys(t, "\003", 1);
    char *grown = body_of(t);
    terminal_keys(t, "\f", 1);
    char *afresh = body_of(t);
    assert_string_equal(grown, afresh);
    free(grown);
    free(afresh);
}

static void walk(struct terminal *t, struct chance *chance, size_t steps)
{
    for (size_t i = 0; i < steps; i++) {
        do_something(t, chance);
        if (i % CHECKED == CHECKED - 1)
            assert_as_drawn_afresh(t);
    }
}

static void test_random_events(void **state)
{
    (void)state;
    struct chance chance = {.columns = 80, .rows = 24};
    uint64_t seed = number("RIFFLE_SEED", 1);
    size_t steps = (size_t)number("RIFFLE_STEPS", STEPS);
    print_message("# seed %llu, %zu steps\n", (unsigned long long)seed, steps);
    struct terminal *t = terminal_start(
        80, 24,
        "load highdim; fit lambda=1e-2; sweep strategies=random sizes=5; tui",
        NULL);
    terminal_settle(t);
    riffle_rng_init(&chance.rng, seed, "monkey");
    walk(t, &chance, steps);
    terminal_keys(t, "\003", 1);
    terminal_send(t, "Q", 1);
    int status = terminal_status(t);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail_msg("seed %llu: status %d", (unsigned long long)seed, status);
    assert_string_equal(terminal_left_behind(t), "");
    terminal_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* it writes files, too */
        cmocka_unit_test_setup_teardown(test_random_events, folder_enter,
                                        folder_leave),
    };
    return cmocka_run_group_tests_name("monkey", tests, NULL, NULL);
}

/*
 * Sweeps started, cancelled, gone on with and replaced while the window
 * changes its size and keys come in: nothing hangs, nothing is left behind;
 * built with -Db_sanitize=thread, nothing races. RIFFLE_CYCLES says how many:
 * the soak suite does 10,000.
 */
#include "support/check.h"

#include "riffle/rng.h"
#include "support/folder.h"
#include "tui/terminal.h"

enum { CYCLES = 300 };

static size_t number(const char *name, size_t otherwise)
{
    const char *wanted = getenv(name);
    return wanted ? strtoul(wanted, NULL, 10) : otherwise;
}

/* Long enough to be cancelled, on as many threads as there are ways to run. */
static const char *const starts[] = {"S",
                                     "C",
                                     "R",
                                     "SR",
                                     ":fit lambda=1e-1\r",
                                     ":set threads 1\rS",
                                     ":set threads 4\rS",
                                     ":effect\r",
                                     ":relabel 3\ru",
                                     ":compare if rif\r"};

static void cycle(struct terminal *t, struct riffle_rng *rng)
{
    const size_t n_starts = sizeof starts / sizeof starts[0];
    const char *start = starts[riffle_rng_below(rng, n_starts)];
    (void)terminal_time(t, start, strlen(start));
    for (uint64_t i = riffle_rng_below(rng, 4); i > 0; i--) {
        static const char moves[] = "jkltapBWM";
        const char move[2] = {moves[riffle_rng_below(rng, sizeof moves - 1)]};
        terminal_reshape(t, 1 + riffle_rng_below(rng, 200),
                         1 + riffle_rng_below(rng, 60));
        (void)terminal_time(t, move, 1);
    }
    const uint64_t longest = riffle_rng_below(rng, 8) == 0 ? 100000 : 4000;
    (void)usleep((useconds_t)riffle_rng_below(rng, longest));
    (void)terminal_time(t, "\003", 1); /* answered, or it hangs */
}

static void test_storms_leave_it_calm(void **state)
{
    (void)state;
    struct riffle_rng rng;
    const size_t cycles = number("RIFFLE_CYCLES", CYCLES);
    riffle_rng_init(&rng, number("RIFFLE_SEED", 1), "storm");
    struct terminal *t = terminal_open(
        80, 24,
        "synth gaussian n=300 d=40; set threads 2; fit; select random 9; "
        "sweep sizes=2; tui",
        NULL);
    for (size_t i = 0; i < cycles; i++)
        cycle(t, &rng);
    terminal_resize(t, 80, 24);
    terminal_keys(t, "\003", 1);
    terminal_settle(t);
    print_message("# %zu cycles, %zu frames\n", cycles, terminal_frames(t));
    assert_true(terminal_frames(t) > cycles);
    terminal_leave(t);
    assert_int_equal(folder_count(), 0); /* no report of a sanitizer either */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_storms_leave_it_calm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

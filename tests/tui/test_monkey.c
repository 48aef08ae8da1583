/* Keys and sizes by chance: nothing may crash, hang or stay behind. */
#include "support/check.h"

#include "riffle/rng.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* Not Q, Ctrl-C or Ctrl-Z; sweeps only as often as the others. */
static const char keys[] = "hjklnNeMr+-0 tapvosxcgGm:?\r\033\t\1\5\6\2"
                           "abc=;1234567890#\f";

static void test_random_keys(void **state)
{
    (void)state;
    enum { STEPS = 8000 };
    struct riffle_rng rng;
    const char *wanted = getenv("RIFFLE_SEED");
    uint64_t seed = wanted ? strtoull(wanted, NULL, 10) : 1;
    struct terminal *t = terminal_start(
        80, 24,
        "load highdim; fit lambda=1e-2; sweep strategies=random sizes=5; tui",
        NULL);
    terminal_settle(t);
    riffle_rng_init(&rng, seed, "monkey");
    for (size_t i = 0; i < STEPS; i++) {
        char key[2] = {keys[riffle_rng_below(&rng, sizeof keys - 1)], '\0'};
        if (riffle_rng_below(&rng, 50) == 0)
            terminal_resize(t, 1 + riffle_rng_below(&rng, 220),
                            1 + riffle_rng_below(&rng, 70));
        terminal_keys(t, key, 1);
    }
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
        cmocka_unit_test(test_random_keys),
    };
    return cmocka_run_group_tests_name("monkey", tests, NULL, NULL);
}

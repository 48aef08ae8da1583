/*
 * Every signal in every state, a random moment into it: the terminal is as it
 * was, and the program ends by the signal it got. RIFFLE_RUNS says how often
 * each: 20 in the soak suite are 1,440 runs.
 */
#include "support/check.h"

#include "riffle/rng.h"
#include "support/folder.h"
#include "tui/terminal.h"

#include <signal.h>
#include <sys/wait.h>

/* One is to end it, or to be lived through. */
static const struct {
    const char *name;
    int number;
    bool ends;
} kinds[] = {
    {"INT", SIGINT, false},   {"TERM", SIGTERM, true},
    {"HUP", SIGHUP, true},    {"QUIT", SIGQUIT, true},
    {"TSTP", SIGTSTP, false}, {"WINCH", SIGWINCH, false},
    {"USR1", SIGUSR1, true},  {"ALRM", SIGALRM, true},
    {"XCPU", SIGXCPU, true},
};

/* What it was told to do, and how far it is before the clock starts. */
static const struct {
    const char *name;
    const char *commands; /* -c; NULL: the prompt */
    const char *keys;     /* typed; NULL: none */
    const char *waits;    /* for these words on the screen; NULL: not at all */
} states[] = {
    {"prompt", NULL, NULL, "riffle>"},
    {"half a line", NULL, "fit lam", "fit lam"},
    {"loading", NULL, "load words\r", "load words"},
    {"at work", NULL, "synth gaussian n=900 d=200; fit; sweep sizes=50\r",
     "fitted"},
    {"starting", "load highdim; tui", NULL, NULL},
    {"full screen", "load highdim; tui", NULL, "? keys"},
    {"full screen at work", "synth gaussian n=900 d=200; fit; tui", "S",
     "running: sweep"},
    {"command line", "load highdim; tui", ":sel", "sel"},
};

static void reach(struct terminal *t, size_t state)
{
    if (states[state].commands == NULL)
        terminal_wait(t, "riffle>");
    else if (states[state].keys != NULL)
        terminal_settle(t);
    if (states[state].keys != NULL)
        terminal_send(t, states[state].keys, strlen(states[state].keys));
    if (states[state].waits != NULL)
        terminal_wait(t, states[state].waits);
}

/* It may stop on the way, and has given back the terminal then as well. */
static int end_of(struct terminal *t)
{
    int status = terminal_status(t);
    if (!WIFSTOPPED(status))
        return status;
    assert_string_equal(terminal_left_behind(t), "");
    assert_int_equal(kill(terminal_pid(t), SIGCONT), 0);
    return terminal_status(t);
}

static void run(size_t kind, size_t state, useconds_t delay)
{
    const char *const none[] = {NULL};
    const char *commands = states[state].commands;
    struct terminal *t = commands != NULL
                             ? terminal_start(80, 24, commands, NULL)
                             : terminal_run(80, 24, none, NULL);
    reach(t, state);
    print_message("# %s while %s, after %u us\n", kinds[kind].name,
                  states[state].name, (unsigned)delay);
    (void)usleep(delay);
    (void)kill(terminal_pid(t), kinds[kind].number);
    if (!kinds[kind].ends) {
        (void)usleep(delay);
        (void)kill(terminal_pid(t), SIGTERM);
    }
    const int status = end_of(t);
    const char *left = terminal_left_behind(t);
    /* work without a screen ends by 128 + n, what it has said being whole */
    const int by =
        WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status) - 128;
    if (*left != '\0' || (by != kinds[kind].number && by != SIGTERM) ||
        (kinds[kind].ends && by != kinds[kind].number))
        fail_msg("%s while %s, after %u us: ended by %d (%d), left: %s\n%s",
                 kinds[kind].name, states[state].name, (unsigned)delay, by,
                 status, left, terminal_screen(t));
    terminal_free(t);
}

static void test_every_signal_in_every_state(void **state)
{
    (void)state;
    struct riffle_rng rng;
    const char *wanted = getenv("RIFFLE_RUNS");
    const size_t runs = wanted != NULL ? strtoul(wanted, NULL, 10) : 1;
    const size_t n_kinds = sizeof kinds / sizeof kinds[0];
    const size_t n_states = sizeof states / sizeof states[0];
    riffle_rng_init(&rng, 1, "signals");
    for (size_t i = 0; i < runs * n_kinds * n_states; i++)
        run(i % n_kinds, i / n_kinds % n_states,
            (useconds_t)riffle_rng_below(&rng, 30000));
    print_message("# %zu runs\n", runs * n_kinds * n_states);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_every_signal_in_every_state),
    };
    (void)signal(SIGHUP, SIG_DFL); /* which nohup leaves ignored, */
    (void)signal(SIGINT, SIG_DFL); /* and a shell's & these */
    (void)signal(SIGQUIT, SIG_DFL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

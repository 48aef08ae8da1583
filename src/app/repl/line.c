/* Readline fed by poll, so that signals are ours and cancel the line. */
#include "repl/line.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "command/complete.h"
#include "signals.h"

/* Readline calls back without data: what the callbacks work on. */
static struct {
    const struct session *session;
    char *line;
    bool finished; /* a line or the end came */
    struct completion candidates;
    size_t next;
    size_t begin; /* where Readline's own word begins */
} reading;

static volatile sig_atomic_t resized;
static volatile sig_atomic_t continued;
static volatile sig_atomic_t parting; /* the signal that stops or ends us */

/* These find the terminal in Readline's hands: it is given back first. */
static const int parting_signals[] = {SIGNALS_ENDING, SIGTSTP};
enum { N_PARTING = sizeof parting_signals / sizeof parting_signals[0] };

static void on_resize(int number)
{
    if (signals_take(number))
        resized = 1;
}

static void on_continue(int number)
{
    if (signals_take(number))
        continued = 1;
}

static void on_parting(int number)
{
    if (signals_take(number))
        parting = number;
}

static void take_line(char *line)
{
    reading.line = line;
    reading.finished = true;
    rl_callback_handler_remove();
}

/*
 * The next candidate as Readline wants it: a replacement for its own word,
 * which begins elsewhere than ours when a value or an open quote is completed.
 */
static char *next_candidate(const char *text, int state)
{
    (void)text;
    size_t begin = reading.begin;
    size_t start = reading.candidates.start;
    if (state == 0)
        reading.next = 0;
    while (reading.next < reading.candidates.names.n) {
        const char *name = reading.candidates.names.items[reading.next++];
        char *whole = NULL;
        if (asprintf(&whole, "%.*s%s", (int)start, rl_line_buffer, name) < 0)
            return NULL;
        bool follows = strlen(whole) >= begin &&
                       strncmp(whole, rl_line_buffer, begin) == 0;
        char *match = follows ? strdup(whole + begin) : NULL;
        free(whole);
        if (match)
            return match;
    }
    return NULL;
}

static char **attempt(const char *text, int start, int end)
{
    rl_attempted_completion_over = 1;
    reading.begin = (size_t)start;
    complete(reading.session, rl_line_buffer, (size_t)end, &reading.candidates);
    char **matches = rl_completion_matches(text, next_candidate);
    if (matches && matches[0])
        rl_completion_suppress_append = !completion_is_word(matches[0]);
    completion_release(&reading.candidates);
    return matches;
}

void line_share(const struct session *session)
{
    reading.session = session;
    rl_readline_name = "riffle";
    rl_change_environment = 0;
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_attempted_completion_function = attempt;
    rl_completer_quote_characters = "";
    rl_basic_word_break_characters = " \t\n;";
    rl_completer_word_break_characters = " \t\n;";
}

void line_init(struct session *session)
{
    line_share(session);
    signals_catch(SIGWINCH, on_resize);
    signals_catch(SIGCONT, on_continue);
}

/*
 * Drop the line, whatever Readline was in the middle of. The mark goes behind
 * what was typed: removing the handler brings the cursor back to the margin.
 */
static void cancel(void)
{
    FILE *out = rl_outstream ? rl_outstream : stdout;
    rl_free_line_state();
    rl_callback_sigcleanup();
    rl_point = rl_end;
    rl_redisplay();
    fputs("^C", out);
    rl_cleanup_after_signal();
    rl_callback_handler_remove();
    fputs("\n", out);
}

static void show_again(void)
{
    rl_prep_terminal(1);
    (void)rl_forced_update_display();
}

/* Give the terminal back and let the signal do what it does. */
static void part(void)
{
    int number = (int)parting;
    parting = 0;
    rl_deprep_terminal();
    signals_catch(number, SIG_DFL);
    (void)raise(number);
    signals_catch(number, on_parting);
    show_again();
}

static void follow_terminal(void)
{
    if (parting)
        part();
    if (resized)
        rl_resize_terminal();
    if (continued)
        show_again();
    resized = 0;
    continued = 0;
}

static void catch_parting(void (*handler)(int))
{
    for (size_t i = 0; i < N_PARTING; i++)
        signals_catch(parting_signals[i], handler);
}

/*
 * Wait for a key or a signal. A signal that comes just before the wait ends
 * it too: signals are held back until poll itself lets them in.
 * Returns whether a key is there to read.
 */
static bool wait_for_key(const atomic_int *stop)
{
    sigset_t held;
    sigset_t before;
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    (void)sigemptyset(&held);
    (void)sigaddset(&held, SIGINT);
    (void)sigaddset(&held, SIGWINCH);
    (void)sigaddset(&held, SIGCONT);
    for (size_t i = 0; i < N_PARTING; i++)
        (void)sigaddset(&held, parting_signals[i]);
    (void)sigprocmask(SIG_BLOCK, &held, &before);
    int ready = 0;
    if (!*stop && !resized && !continued && !parting)
        ready = ppoll(&input, 1, NULL, &before);
    bool broken = ready < 0 && errno != EINTR;
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    if (broken)
        take_line(NULL);
    return ready > 0;
}

/* Feed Readline until a line is whole; false when it was cancelled. */
static bool feed(const atomic_int *stop)
{
    while (!reading.finished) {
        bool key = wait_for_key(stop);
        if (*stop)
            return false;
        follow_terminal();
        if (key)
            rl_callback_read_char();
    }
    return true;
}

enum line_result line_read(const char *prompt, const atomic_int *stop,
                           char **line)
{
    reading.line = NULL;
    reading.finished = false;
    catch_parting(on_parting);
    rl_callback_handler_install(prompt, take_line);
    bool whole = feed(stop);
    if (!whole)
        cancel();
    catch_parting(SIG_DFL);
    if (!whole)
        return LINE_CANCELLED;
    *line = reading.line;
    return reading.line ? LINE_READ : LINE_END;
}

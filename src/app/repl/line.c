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
    size_t more;  /* of them, that Readline did not get */
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
 * A candidate as Readline wants it: a replacement for its own word, which
 * begins elsewhere than ours when a value or an open quote is completed. NULL:
 * that cannot be. Caller owns.
 */
static char *replacement(const char *name)
{
    char *whole = NULL;
    if (!name || asprintf(&whole, "%.*s%s", (int)reading.candidates.start,
                          rl_line_buffer, name) < 0)
        return NULL;
    bool follows = strlen(whole) >= reading.begin &&
                   strncmp(whole, rl_line_buffer, reading.begin) == 0;
    char *match = follows ? strdup(whole + reading.begin) : NULL;
    free(whole);
    return match;
}

/* What they share, then each of them, then NULL: Readline frees it. */
static char **matches_of(const char *text)
{
    const struct completion *found = &reading.candidates;
    size_t n = 0;
    char **matches = calloc(found->names.n + 2, sizeof *matches);
    for (size_t i = 0; matches && i < found->names.n; i++) {
        matches[n + 1] = replacement(found->names.items[i]);
        n += matches[n + 1] != NULL;
    }
    if (n == 1 && found->more == 0) {
        matches[0] = matches[1];
        matches[1] = NULL;
    } else if (n > 0) {
        matches[0] = replacement(found->common);
        if (!matches[0])
            matches[0] = strdup(text);
    }
    if (n > 0 && matches[0])
        return matches;
    free(matches);
    return NULL;
}

static char **attempt(const char *text, int start, int end)
{
    rl_attempted_completion_over = 1;
    reading.begin = (size_t)start;
    complete(reading.session, rl_line_buffer, (size_t)end, &reading.candidates);
    char **matches = matches_of(text);
    if (matches)
        rl_completion_suppress_append = !completion_is_word(matches[0]);
    reading.more = reading.candidates.more;
    completion_release(&reading.candidates);
    return matches;
}

size_t line_more(void)
{
    return reading.more;
}

/* Many are counted, not listed. */
static void show_matches(char **matches, int n, int longest)
{
    FILE *out = rl_outstream ? rl_outstream : stdout;
    if (reading.more == 0 && n <= rl_completion_query_items) {
        rl_display_match_list(matches, n, longest);
    } else {
        fprintf(out, "\n%zu possibilities: type on\n",
                (size_t)n + reading.more);
        (void)fflush(out);
        rl_on_new_line();
    }
    (void)rl_forced_update_display();
}

void line_share(const struct session *session)
{
    reading.session = session;
    rl_readline_name = "riffle";
    rl_change_environment = 0;
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_attempted_completion_function = attempt;
    rl_completion_display_matches_hook = show_matches;
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

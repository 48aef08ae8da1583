/*
 * Readline for who owns the screen: it reads from a queue of bytes, never
 * touches the terminal, and draws nothing itself.
 */
#include "repl/feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "repl/line.h"
#include "repl/past.h"

enum { QUEUE_SIZE = 4096 };

/* Readline calls back without data: what the callbacks work on. */
static struct {
    char queue[QUEUE_SIZE];
    size_t first, n;
    bool open, finished;
    char *line;
    char **candidates;
    size_t n_candidates;
    bool (*more)(void *data);
    void *data;
    FILE *nowhere;
} feed;

/* What feed_begin changes of Readline, as it was before. */
static struct {
    rl_getc_func_t *getc;
    rl_voidfunc_t *redisplay;
    rl_hook_func_t *input_available;
    rl_vintfunc_t *prepare;
    rl_voidfunc_t *restore;
    rl_compdisp_func_t *display_matches;
    FILE *out;
} before;

static int pop(FILE *in)
{
    (void)in;
    while (feed.n == 0)
        if (!feed.more || !feed.more(feed.data))
            return EOF;
    unsigned char byte = (unsigned char)feed.queue[feed.first];
    feed.first = (feed.first + 1) % QUEUE_SIZE;
    feed.n--;
    return byte;
}

static int is_available(void)
{
    return feed.n > 0;
}

static void draw_nothing(void)
{
}

static void forget_candidates(void)
{
    for (size_t i = 0; feed.candidates && feed.candidates[i]; i++)
        free(feed.candidates[i]);
    free(feed.candidates);
    feed.candidates = NULL;
    feed.n_candidates = 0;
}

/* Readline frees its list: keep copies. */
static void keep_candidates(char **matches, int n, int longest)
{
    (void)longest;
    forget_candidates();
    feed.candidates = calloc((size_t)n + 2, sizeof *feed.candidates);
    for (int i = 0; feed.candidates && i <= n && matches[i]; i++) {
        feed.candidates[i] = strdup(matches[i]);
        if (!feed.candidates[i])
            break;
        feed.n_candidates = (size_t)i;
    }
    if (feed.n_candidates > 0)
        feed.n_candidates += line_more();
}

static void take_line(char *line)
{
    feed.line = line;
    feed.finished = true;
    rl_callback_handler_remove();
}

static void take_over(void)
{
    before.getc = rl_getc_function;
    before.redisplay = rl_redisplay_function;
    before.input_available = rl_input_available_hook;
    before.prepare = rl_prep_term_function;
    before.restore = rl_deprep_term_function;
    before.display_matches = rl_completion_display_matches_hook;
    before.out = rl_outstream;
    rl_getc_function = pop;
    rl_redisplay_function = draw_nothing;
    rl_input_available_hook = is_available;
    rl_prep_term_function = NULL;
    rl_deprep_term_function = NULL;
    rl_completion_display_matches_hook = keep_candidates;
    feed.nowhere = fopen("/dev/null", "we");
    rl_outstream = feed.nowhere ? feed.nowhere : rl_outstream;
}

static void hand_back(void)
{
    rl_getc_function = before.getc;
    rl_redisplay_function = before.redisplay;
    rl_input_available_hook = before.input_available;
    rl_prep_term_function = before.prepare;
    rl_deprep_term_function = before.restore;
    rl_completion_display_matches_hook = before.display_matches;
    rl_outstream = before.out;
    if (feed.nowhere)
        (void)fclose(feed.nowhere);
    feed.nowhere = NULL;
}

void feed_open(void)
{
    past_open();
}

void feed_close(void)
{
    past_close();
}

void feed_begin(const struct session *session, const char *prompt,
                bool (*more)(void *data), void *data)
{
    if (feed.open)
        return;
    line_share(session);
    take_over();
    feed.more = more;
    feed.data = data;
    feed.first = 0;
    feed.n = 0;
    feed.line = NULL;
    feed.finished = false;
    feed.open = true;
    rl_callback_handler_install(prompt, take_line);
}

void feed_end(void)
{
    if (!feed.open)
        return;
    if (!feed.finished) {
        rl_free_line_state();
        rl_callback_sigcleanup();
        rl_callback_handler_remove();
    }
    forget_candidates();
    hand_back();
    feed.open = false;
}

void feed_push(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n && feed.n < QUEUE_SIZE; i++, feed.n++)
        feed.queue[(feed.first + feed.n) % QUEUE_SIZE] = bytes[i];
}

enum feed_result feed_run(char **line)
{
    forget_candidates();
    while (feed.n > 0 && !feed.finished)
        rl_callback_read_char();
    if (!feed.finished)
        return FEED_EDITING;
    if (!feed.line)
        return FEED_CLOSED;
    *line = feed.line;
    feed.line = NULL;
    return FEED_LINE;
}

struct feed_line feed_line(void)
{
    return (struct feed_line){
        .prompt = rl_display_prompt ? rl_display_prompt : "",
        .text = rl_line_buffer ? rl_line_buffer : "",
        .point = rl_point > 0 ? (size_t)rl_point : 0,
        .candidates = feed.candidates,
        .n_candidates = feed.n_candidates,
    };
}

bool feed_wants_escape(void)
{
    return rl_editing_mode == 0 ||
           RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH);
}

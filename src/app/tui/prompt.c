/* The command line at the bottom: Readline edits, this shows. */
#include "tui/prompt.h"

#include <curses.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "repl/feed.h"
#include "repl/past.h"
#include "text/codepoints.h"
#include "text/utf8.h"
#include "tui/acts.h"
#include "tui/draw.h"
#include "tui/keys.h"

enum { CONTROL_C = 3, ESCAPE = 27, POPUP = 10, PATIENCE = 1000 };

/* Hand a key to Readline as the bytes that a terminal would send. */
static void push(enum screen_event event, wint_t code)
{
    char bytes[MB_LEN_MAX];
    mbstate_t state = {0};
    if (event == SCREEN_KEY) {
        const char *sequence = key_sequence(code);
        feed_push(sequence, strlen(sequence));
        return;
    }
    size_t n = wcrtomb(bytes, (wchar_t)code, &state);
    if (n != (size_t)-1)
        feed_push(bytes, n);
}

/* Readline is inside a sequence: wait for the rest of it. */
static bool more(void *data)
{
    struct tui *tui = data;
    wint_t code;
    enum screen_event event = screen_read(tui->screen, &code);
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    if (event == SCREEN_NONE) {
        if (poll(&input, 1, PATIENCE) <= 0)
            return false;
        event = screen_read(tui->screen, &code);
    }
    if (event == SCREEN_NONE)
        return false;
    tui->keys++;
    push(event, code);
    return true;
}

void prompt_open(struct tui *tui, const char *words)
{
    char *none = NULL;
    bool busy = work_state(tui->work).busy;
    feed_begin(busy ? tui->nobody : tui->session, ":", more, tui);
    screen_paste(tui->screen, true);
    tui->prompt = true;
    tui->message[0] = '\0';
    if (!words)
        return;
    feed_push(words, strlen(words));
    (void)feed_run(&none); /* no newline is among them */
}

/* A replay has nobody to answer: it goes on. */
void prompt_ask(struct tui *tui)
{
    if (!tui->now.asks || tui->prompt)
        return;
    if (tui->replay) {
        work_reply(tui->work, "");
        return;
    }
    feed_begin(tui->nobody, tui->now.question, more, tui);
    screen_paste(tui->screen, true);
    tui->prompt = tui->asking = true;
    tui->message[0] = '\0';
}

void prompt_close(struct tui *tui)
{
    tui->asking = false;
    if (!tui->prompt)
        return;
    feed_end();
    screen_paste(tui->screen, false);
    tui->prompt = false;
}

/* Escape alone leaves; before other bytes it is part of a sequence. */
static bool is_escape(struct tui *tui, enum screen_event event, wint_t code)
{
    wint_t next;
    if (event != SCREEN_CHARACTER || code != ESCAPE || feed_wants_escape())
        return false;
    enum screen_event after = screen_read(tui->screen, &next);
    if (after == SCREEN_NONE)
        return true;
    tui->keys++;
    push(event, code);
    push(after, next);
    return false;
}

/* What is asked about may be longer than the screen. */
static bool scroll_page(struct tui *tui, enum screen_event event, wint_t code)
{
    static const struct {
        int code;
        act *run;
    } moves[] = {{KEY_UP, act_up},
                 {KEY_DOWN, act_down},
                 {KEY_PPAGE, act_page_up},
                 {KEY_NPAGE, act_page_down}};
    if (!tui->asking || event != SCREEN_KEY)
        return false;
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
        if ((wint_t)moves[i].code == code) {
            moves[i].run(tui);
            return true;
        }
    return false;
}

/* Enter reads on as long as there is more, and nothing was typed. */
static bool reads_on(const struct tui *tui, enum screen_event event,
                     wint_t code)
{
    bool enter = event == SCREEN_CHARACTER && (code == '\r' || code == '\n');
    return enter && tui->asking && tui_more_below(tui) && !*feed_line().text;
}

/* The line is done with; `line` NULL: given up. */
static void end_line(struct tui *tui, const char *line)
{
    bool asking = tui->asking;
    prompt_close(tui);
    if (asking) {
        work_reply(tui->work, line);
        tui->now.asks = false;
    } else if (line && *line) {
        past_add(line);
        tui_run_line(tui, line);
    }
}

void prompt_key(struct tui *tui, enum screen_event event, wint_t code)
{
    char *line = NULL;
    size_t keys = tui->keys;
    if (scroll_page(tui, event, code))
        return;
    if (reads_on(tui, event, code)) {
        act_page_down(tui);
        return;
    }
    if ((event == SCREEN_CHARACTER && code == CONTROL_C) ||
        is_escape(tui, event, code)) {
        end_line(tui, NULL);
        return;
    }
    if (tui->keys == keys)
        push(event, code);
    enum feed_result result = feed_run(&line);
    if (result == FEED_EDITING)
        return;
    end_line(tui, result == FEED_LINE ? line : NULL);
    free(line);
}

/* One code point as it is shown: no control character reaches a cell. */
static uint32_t shown_as(uint32_t code, bool unicode)
{
    if (code == '\n')
        return unicode ? 0x23CE : '\\';
    if (code == '\t')
        return ' ';
    return codepoint_columns(code) > 0 ? code : '?';
}

/* Bytes to leave out at the left so that the cursor is in view. */
static size_t skip_to_view(const char *text, size_t point, size_t room)
{
    size_t skip = 0;
    size_t columns = 0;
    for (size_t i = 0; i < point;) {
        uint32_t code = '?';
        size_t n = riffle_utf8_decode(text + i, point - i, &code);
        i += n ? n : 1;
        columns++;
        if (columns >= room) {
            columns = room / 2;
            skip = i;
        }
    }
    return skip;
}

static void draw_candidates(const struct feed_line *line, struct canvas *canvas)
{
    size_t n = line->n_candidates < POPUP ? line->n_candidates : POPUP;
    size_t row = canvas->height - 1 - n;
    for (size_t i = 0; i < n && n < canvas->height; i++) {
        for (size_t j = 0; j < canvas->width; j++)
            canvas_put(canvas, row + i, j, ' ', ROLE_TEXT, CANVAS_NO_TAG);
        size_t end = draw_text(canvas, row + i, 2, ROLE_HELP_KEY, "%s",
                               line->candidates[i + 1]);
        if (i + 1 == n && line->n_candidates > n)
            draw_text(canvas, row + i, end + 2, ROLE_DIM,
                      "and %zu more: type on", line->n_candidates - n);
    }
}

struct screen_cursor prompt_draw(const struct tui *tui, struct canvas *canvas)
{
    struct feed_line line = feed_line();
    size_t row = canvas->height - 1;
    size_t column = draw_text(canvas, row, 0, ROLE_PROMPT, "%s", line.prompt);
    size_t room = canvas->width > column + 2 ? canvas->width - column - 1 : 1;
    size_t length = strlen(line.text);
    struct screen_cursor cursor = {row, column};
    (void)tui;
    for (size_t i = skip_to_view(line.text, line.point, room); i < length;) {
        uint32_t code = '?';
        size_t n = riffle_utf8_decode(line.text + i, length - i, &code);
        uint32_t glyph = shown_as(code, canvas->unicode);
        if (i == line.point)
            cursor.column = column;
        canvas_put(canvas, row, column++, glyph, ROLE_TEXT, CANVAS_NO_TAG);
        if (codepoint_columns(glyph) == 2)
            canvas_put(canvas, row, column++, 0, ROLE_TEXT, CANVAS_NO_TAG);
        i += n ? n : 1;
    }
    if (line.point >= length)
        cursor.column = column;
    if (cursor.column >= canvas->width)
        cursor.column = canvas->width - 1;
    draw_candidates(&line, canvas);
    return cursor;
}

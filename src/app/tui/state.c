/* Pages, messages, and running a line: what keys and the prompt share. */
#include "tui/state.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "command/parse.h"
#include "command/verbs.h"
#include "riffle/clock.h"
#include "tui/act.h"

/* Seconds for which an error is not replaced. */
static const double patience = 1;

void tui_show_message(struct tui *tui, enum theme_role role, const char *text)
{
    double now = riffle_seconds();
    if (tui->message[0] && tui->message_role == ROLE_MESSAGE_ERROR &&
        role == ROLE_DIM && now - tui->said < patience)
        return;
    (void)snprintf(tui->message, sizeof tui->message, "%s", text);
    tui->message_role = role;
    tui->said = now;
}

void tui_say(struct tui *tui, enum theme_role role, const char *format, ...)
{
    char text[sizeof tui->message];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (role != ROLE_DIM)
        text_add(&tui->messages, role, text);
    tui_show_message(tui, role, text);
}

const char *tui_page_name(enum page page)
{
    static const char *const names[PAGE_COUNT] = {
        [PAGE_PLOT] = "plot",         [PAGE_SETS] = "sets",
        [PAGE_SET] = "set",           [PAGE_ALL] = "rows",
        [PAGE_ROW] = "row",           [PAGE_ANSWER] = "answer",
        [PAGE_MESSAGES] = "messages", [PAGE_HELP] = "help",
        [PAGE_JOBS] = "jobs",         [PAGE_GRID] = "grid",
    };
    return names[page];
}

/* Ask for the rows that the page lists, when those there are others. */
static void follow_page(struct tui *tui)
{
    enum page page = tui_page(tui);
    size_t set = page == PAGE_SET ? tui->open_set : SCENE_NONE;
    if ((page != PAGE_SET && page != PAGE_ALL) ||
        (tui->focus.rows && tui->focus.set == set))
        return;
    tui->focus.rows = true;
    tui->focus.set = set;
    tui_refocus(tui);
}

void tui_want_rows(struct tui *tui)
{
    if (tui->focus.rows && tui->focus.set == tui->plot.set)
        return;
    tui->focus.rows = true;
    tui->focus.set = tui->plot.set;
    tui_refocus(tui);
}

void tui_show(struct tui *tui, enum page page)
{
    size_t at = 0;
    while (at < tui->depth && tui->pages[at] != page)
        at++;
    if (at < PAGES_DEEP) {
        tui->pages[at] = page;
        tui->depth = at + 1;
    }
    follow_page(tui);
}

void tui_back(struct tui *tui)
{
    if (tui->depth == 1 && tui->plot.cornered)
        tui->plot.cornered = false;
    else if (tui->depth > 1)
        tui->depth--;
    else
        tui_say(tui, ROLE_DIM, "Q leaves; ? lists the keys");
    follow_page(tui);
}

void tui_refocus(struct tui *tui)
{
    work_focus(tui->work, &tui->focus);
}

/* Of an answer: where all of it can be seen, and the step below. */
enum { STEP_ROWS = 2 };

const char *tui_next_step(const struct tui *tui)
{
    const struct scene *scene = tui->scene;
    enum page page = tui_page(tui);
    bool room = page == PAGE_PLOT ||
                (page == PAGE_ANSWER &&
                 tui->answer.n + STEP_ROWS <= tui->scroll[page].rows);
    if (!room || scene->has_effects || tui->now.busy)
        return NULL;
    if (!scene->has_data)
        return "load highdim; fit lambda=1e-2; sweep sizes=20";
    return scene->has_fit ? "sweep" : "fit; sweep";
}

/* Lines of a text page that can be its first one. */
static size_t first_lines(const struct text *text, const struct scroll *scroll)
{
    return text->n > scroll->rows ? text->n - scroll->rows + 1 : 1;
}

static const struct text *text_of(const struct tui *tui, enum page page)
{
    switch (page) {
    case PAGE_ROW:
        return &tui->row;
    case PAGE_ANSWER:
        return &tui->answer;
    case PAGE_MESSAGES:
        return &tui->messages;
    case PAGE_HELP:
        return &tui->help;
    default:
        return NULL;
    }
}

const struct text *tui_text(const struct tui *tui)
{
    return text_of(tui, tui_page(tui));
}

bool tui_more_below(const struct tui *tui)
{
    const struct text *text = tui_text(tui);
    const struct scroll *scroll = &tui->scroll[tui_page(tui)];
    return text && scroll->at + scroll->rows < text->n;
}

size_t tui_lines(const struct tui *tui, enum page page)
{
    const struct scene *scene = tui->scene;
    const struct scroll *scroll = &tui->scroll[page];
    switch (page) {
    case PAGE_SETS:
        return tui->sets.n;
    case PAGE_JOBS:
        return tui->n_jobs + tui->n_done;
    case PAGE_SET:
    case PAGE_ALL:
        return scene->focus.set == tui->focus.set ? scene->n_rows : 0;
    default:
        return text_of(tui, page) ? first_lines(text_of(tui, page), scroll) : 0;
    }
}

size_t tui_row(const struct tui *tui)
{
    enum page page = tui_page(tui);
    size_t at = tui->scroll[page].at;
    if (page == PAGE_ROW)
        return tui->row_shown;
    if (page != PAGE_SET && page != PAGE_ALL)
        return SCENE_NONE;
    return at < tui_lines(tui, page) ? tui->scene->rows[at].row : SCENE_NONE;
}

size_t tui_set(const struct tui *tui)
{
    return tui->plot.set < tui->scene->n_sets ? tui->plot.set : SCENE_NONE;
}

/* Where the user moves from is no accident of how fast sets arrived: a replay
 * has to be told. */
static void note_dot(struct tui *tui)
{
    char line[96];
    const struct points *points = tui->scene->points;
    size_t set = tui_set(tui);
    if (tui->plot.chosen || !tui->plot.streamed || !points ||
        set == SCENE_NONE || tui->plot.series >= points->data.n_series)
        return;
    (void)snprintf(line, sizeof line, "view dot %zu %.40s", set,
                   points->estimators[tui->plot.series]->name);
    work_note(tui->work, line);
    tui->plot.chosen = true;
}

/*
 * `view ...` moves here and now: nothing of the session is touched. What runs
 * other lines is remembered as those.
 */
static bool run_view(struct tui *tui, const struct command_call *call,
                     const char *line)
{
    struct riffle_error err = {0};
    size_t before = tui->n_run;
    if (call->command != &command_view)
        return false;
    if (act_is_kept(call_word(call, 0)))
        note_dot(tui);
    if (act_run(tui, call, &err) != RIFFLE_OK)
        tui_say(tui, ROLE_MESSAGE_ERROR, "%s", err.message);
    else if (tui->n_run == before && act_is_kept(call_word(call, 0)))
        work_note(tui->work, line);
    return true;
}

void tui_run_line(struct tui *tui, const char *line)
{
    struct call_mark mark;
    struct command_call call;
    struct riffle_error err = {0};
    const struct source source = {
        .text = line, .length = strlen(line), .line = 1, .prefixes = true};
    tui->n_run++;
    tui_say(tui, ROLE_DIM, "= %s", line);
    bool good = parse_command(&source, 0, &call, &mark, &err) == RIFFLE_OK;
    bool moved = good && call.command && run_view(tui, &call, line);
    if (good &&
        (call.command == &command_sweep || call.command == &command_resume))
        tui->depth = 1; /* where its dots appear */
    call_release(&call);
    if (!moved && !work_submit(tui->work, line))
        tui_say(tui, ROLE_MESSAGE_ERROR,
                "too many commands wait; Ctrl-C forgets them");
}

/* What the working thread has left: answers, scenes, notes. */
#include "tui/news.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/select.h"

enum {
    KEPT_MESSAGES = 5000,
    FEW_LINES = 3, /* of an answer: its first one says it all */
};

static size_t count_lines(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

/* The first line, as the message: the rest is on its page. */
static void say_first_line(struct tui *tui, enum theme_role role,
                           const char *text)
{
    char line[sizeof tui->message];
    (void)snprintf(line, sizeof line, "%.*s", (int)strcspn(text, "\n"), text);
    tui_show_message(tui, role, line);
}

/* Of a sweep: how many are certified, and how long it took. */
static void say_last_line(struct tui *tui, enum theme_role role,
                          const char *text)
{
    const char *last = text;
    for (const char *at = text; *at; at++)
        if (*at == '\n' && at[1] != '\0')
            last = at + 1;
    say_first_line(tui, role, last);
}

static void show_answer(struct tui *tui, const struct work_answer *answer)
{
    enum theme_role role =
        answer->status == RIFFLE_OK ? ROLE_MESSAGE_INFO : ROLE_MESSAGE_ERROR;
    const char *notes = answer->notes ? answer->notes : "";
    const char *text = answer->text ? answer->text : "";
    if (answer->swept && answer->status == RIFFLE_OK)
        say_last_line(tui, role, text);
    else if (*notes)
        say_first_line(tui, role, notes);
    else if (*text)
        say_first_line(tui, role, text);
    if (answer->swept)
        return;
    if (count_lines(text) <= FEW_LINES || tui->opening)
        return;
    text_clear(&tui->answer);
    text_add_answer(&tui->answer, text);
    tui->scroll[PAGE_ANSWER] = (struct scroll){.at = tui->told};
    tui->told = 0;
    tui_show(tui, PAGE_ANSWER);
}

/* The last one first. */
static void keep_job(struct tui *tui, const struct work_answer *answer)
{
    struct tui_job *first = &tui->done[0];
    memmove(first + 1, first, (JOBS_KEPT - 1) * sizeof *first);
    (void)snprintf(first->command, sizeof first->command, "%s",
                   answer->command);
    first->seconds = answer->seconds;
    first->status = answer->status;
    tui->n_done += tui->n_done < JOBS_KEPT;
}

static void take_answer(struct tui *tui, const struct work_answer *answer)
{
    char title[128];
    (void)snprintf(title, sizeof title, "> %.120s", answer->command);
    text_add(&tui->messages, ROLE_STRONG, title);
    text_add(&tui->messages, ROLE_TEXT, answer->text ? answer->text : "");
    text_add(&tui->messages,
             answer->status == RIFFLE_OK ? ROLE_DIM : ROLE_MESSAGE_ERROR,
             answer->notes ? answer->notes : "");
    text_trim(&tui->messages, KEPT_MESSAGES);
    if (!answer->asked)
        keep_job(tui, answer);
    if (answer->asked) {
        text_clear(&tui->row);
        text_add(&tui->row, ROLE_STRONG, tui->row_from);
        text_add(&tui->row, ROLE_TEXT, answer->text ? answer->text : "");
        text_add(&tui->row, ROLE_MESSAGE_ERROR,
                 answer->notes ? answer->notes : "");
    } else {
        show_answer(tui, answer);
        tui->opening = false;
    }
}

/* To the set that was retrained last, of those that `scene` has and the one
 * shown has not. */
static void follow(struct tui *tui, const struct scene *scene)
{
    for (size_t s = 0; s < scene->n_sets; s++) {
        bool known = scene->run == tui->scene->run && s < tui->scene->n_sets &&
                     tui->scene->sets[s].actual.status == RIFFLE_OK;
        if (!known && scene->sets[s].actual.status == RIFFLE_OK)
            tui->plot.set = s;
    }
}

/* A frozen picture waits, unless something else is wanted than it shows. */
static void take_scene(struct tui *tui)
{
    const struct scene_focus *shown = &tui->scene->focus;
    bool same =
        shown->measure == tui->focus.measure && shown->set == tui->focus.set &&
        shown->rows == tui->focus.rows && shown->sort == tui->focus.sort &&
        shown->reversed == tui->focus.reversed &&
        strcmp(shown->filter, tui->focus.filter) == 0;
    if (tui->frozen && same && tui->scene->has_effects)
        return;
    struct scene *scene = work_scene(tui->work);
    if (!scene)
        return;
    if (scene->n_train != tui->scene->n_train)
        select_none(tui);
    if (scene->run != tui->scene->run) {
        tui->plot.set = SCENE_NONE;
        tui->plot.chosen = tui->plot.streamed = false;
    }
    tui->plot.streamed |= scene->pending > 0;
    if (tui->following)
        follow(tui, scene);
    scene_free(tui->scene);
    tui->scene = scene;
}

/* What libraries wrote to standard error meanwhile. */
static void take_notes(struct tui *tui)
{
    char text[4096];
    while (screen_notes(tui->screen, text, sizeof text) > 0) {
        text_add(&tui->messages, ROLE_MESSAGE_WARN, text);
        say_first_line(tui, ROLE_MESSAGE_WARN, text);
    }
}

/* Estimates of the running command stream into the page of its answer, which
   opens once: whoever leaves it is left in peace. What comes before a question
   is shown from where the reader stopped. */
static void take_partial(struct tui *tui)
{
    char *text = work_partial(tui->work);
    struct work_state now = work_state(tui->work);
    if (text && now.running) {
        text_clear(&tui->answer);
        text_add_answer(&tui->answer, text);
        if (now.asks) {
            tui->scroll[PAGE_ANSWER] = (struct scroll){.at = tui->told};
            tui->told = tui->answer.n;
            tui_show(tui, PAGE_ANSWER);
        } else if (tui->streamed != now.began) {
            tui->scroll[PAGE_ANSWER] = (struct scroll){0};
            tui_show(tui, PAGE_ANSWER);
        }
        tui->streamed = now.began;
    }
    free(text);
}

void news_take(struct tui *tui)
{
    struct work_answer answer;
    while (work_next(tui->work, &answer)) {
        take_answer(tui, &answer);
        work_answer_release(&answer);
    }
    take_partial(tui);
    take_scene(tui);
    take_notes(tui);
    tui->dirty = true;
}

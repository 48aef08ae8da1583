/* lesson: a guided script that asks before it shows. */
#include "command/command.h"
#include "command/dispatch.h"
#include "command/lesson.h"
#include "command/lesson_values.h"
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct command_option words[] = {
    {.name = "NAME", .type = TYPE_LESSON, .help = "`lessons' lists them"},
    {.name = NULL},
};

enum { MOST_CHOICES = 8, MOST_TRIES = 3 };

/* What the steps share. */
struct teaching {
    struct session *own; /* beside the user's */
    const char *name;
    const struct lesson *lesson;
    struct reply *reply;
    struct lesson_values values;
    size_t question; /* the last one's step */
    char guess;      /* the answer chosen, 'a' and on; 0: none */
    struct json_object *commands;
};

static enum riffle_status fail_step(const struct teaching *teaching,
                                    const struct lesson_step *step,
                                    enum riffle_status status,
                                    struct riffle_error *err)
{
    if (status == RIFFLE_STOPPED) {
        (void)riffle_fail(err, status, "the lesson %s was left at line %zu",
                          teaching->name, step->line);
        riffle_hint(err, "what was loaded is as before");
        return status;
    }
    (void)riffle_fail(err, status, "the lesson %s ended at line %zu, `%s'",
                      teaching->name, step->line, step->text);
    riffle_hint(err, "the reason is above");
    return status;
}

/* A step that is written wrongly: where, before what. */
static enum riffle_status fail_text(const struct teaching *teaching,
                                    const struct lesson_step *step,
                                    const struct riffle_error *why,
                                    struct riffle_error *err)
{
    return riffle_fail(err, why->status, "%s.lesson:%zu: %s", teaching->name,
                       step->line, why->message);
}

/* The step's text with its numbers; free. */
static enum riffle_status fill(const struct teaching *teaching,
                               const struct lesson_step *step, char **text,
                               struct riffle_error *err)
{
    struct riffle_error why = {0};
    enum riffle_status status =
        lesson_values_fill(&teaching->values, step->text, text, &why);
    return status == RIFFLE_OK ? status : fail_text(teaching, step, &why, err);
}

/* A command; one that has to fail and does is what the lesson is about. */
static enum riffle_status run_step(struct teaching *teaching,
                                   const struct lesson_step *step,
                                   struct riffle_error *err)
{
    struct reply *reply = teaching->reply;
    bool fails = step->kind == LESSON_FAIL;
    char *line = NULL;
    enum riffle_status status = fill(teaching, step, &line, err);
    if (status != RIFFLE_OK)
        return status;
    reply_styled(reply, ROLE_PROMPT, "riffle> ");
    reply_styled(reply, ROLE_STRONG, "%s\n", line);
    if (!reply->json)
        (void)fflush(reply->text);
    lesson_values_forget(&teaching->values);
    status = command_run_line(teaching->own, line, teaching->name);
    if (!fails)
        json_object_array_add(teaching->commands, reply_string(line));
    free(line);
    if (status == RIFFLE_STOPPED || (status != RIFFLE_OK) != fails)
        return fail_step(teaching, step,
                         status == RIFFLE_OK ? RIFFLE_ESTATE : status, err);
    reply_text(reply, "\n");
    return RIFFLE_OK;
}

/* --- questions ------------------------------------------------------------- */

static size_t count_choices(const struct teaching *teaching)
{
    const struct lesson *lesson = teaching->lesson;
    size_t n = 0;
    while (teaching->question + n + 1 < lesson->n_steps && n < MOST_CHOICES &&
           lesson->steps[teaching->question + n + 1].kind == LESSON_CHOICE)
        n++;
    return n;
}

static const struct lesson_step *choice_at(const struct teaching *teaching,
                                           size_t i)
{
    return &teaching->lesson->steps[teaching->question + 1 + i];
}

/* The words of an answer, without its condition; the caller's. NULL: they
   cannot be had, which leaves a gap. */
static char *words_of(const struct teaching *teaching, size_t i)
{
    char *answer = NULL;
    struct riffle_error why = {0};
    if (fill(teaching, choice_at(teaching, i), &answer, &why) != RIFFLE_OK)
        return NULL;
    char *bar = strstr(answer, " | ");
    if (bar)
        *bar = '\0';
    return answer;
}

static void show_choices(const struct teaching *teaching, size_t n)
{
    struct reply *reply = teaching->reply;
    for (size_t i = 0; i < n; i++) {
        char *answer = words_of(teaching, i);
        reply_text(reply, "  ");
        reply_styled(reply, ROLE_STRONG, "%c", (char)('a' + (int)i));
        reply_text(reply, "  ");
        reply_prose(reply, 5, answer ? answer : "");
        free(answer);
    }
}

/* Ask until it is one of the answers, or Enter; false: they want to leave. */
static bool take_guess(struct teaching *teaching, size_t n)
{
    char prompt[64] = "your guess (Enter goes on): ";
    char answer[64];
    struct session *own = teaching->own;
    if (n > 0)
        (void)snprintf(
            prompt, sizeof prompt,
            "your guess, a to %c (Enter goes on): ", (char)('a' + (int)n - 1));
    for (size_t tries = 0; tries < MOST_TRIES; tries++) {
        answer[0] = '\0';
        if (!own->ask(own, prompt, answer, sizeof answer))
            return false;
        const char *word = answer + strspn(answer, " ");
        char letter = (char)(*word | 0x20);
        bool chosen = letter >= 'a' && letter < (char)('a' + (int)n) &&
                      !word[1 + strspn(word + 1, " .)")];
        teaching->guess = (char)(chosen ? letter : 0);
        if (!*word || chosen || n == 0)
            return true;
        reply_text(teaching->reply, "one letter, please\n");
    }
    return true;
}

/* Where nobody is there to answer, the lesson goes on by itself. */
static enum riffle_status ask(struct teaching *teaching,
                              const struct lesson_step *step,
                              struct riffle_error *err)
{
    struct reply *reply = teaching->reply;
    char *text = NULL;
    enum riffle_status status = fill(teaching, step, &text, err);
    if (status != RIFFLE_OK)
        return status;
    reply_styled(reply, ROLE_STRONG, "? ");
    reply_prose(reply, 2, text);
    free(text);
    teaching->question = (size_t)(step - teaching->lesson->steps);
    teaching->guess = 0;
    size_t n = count_choices(teaching);
    show_choices(teaching, n);
    if (!reply->json)
        (void)fflush(reply->text);
    if (teaching->own->ask && !reply->json && !take_guess(teaching, n))
        return fail_step(teaching, step, RIFFLE_STOPPED, err);
    reply_text(reply, "\n");
    return RIFFLE_OK;
}

/* The answer that is right: the first whose condition holds. */
static enum riffle_status find_right(const struct teaching *teaching,
                                     size_t *right, struct riffle_error *err)
{
    size_t n = count_choices(teaching);
    for (*right = 0; *right + 1 < n; (*right)++) {
        struct riffle_error why = {0};
        const struct lesson_step *choice = choice_at(teaching, *right);
        const char *bar = strstr(choice->text, " | ");
        bool holds = false;
        enum riffle_status status = lesson_values_hold(
            &teaching->values, bar ? bar + 3 : "", &holds, &why);
        if (status != RIFFLE_OK)
            return fail_text(teaching, choice, &why, err);
        if (holds)
            break;
    }
    return RIFFLE_OK;
}

/* What was guessed and what is so, then the step's prose. */
static enum riffle_status judge(struct teaching *teaching,
                                const struct lesson_step *step,
                                struct riffle_error *err)
{
    struct reply *reply = teaching->reply;
    size_t right = 0;
    char *text = NULL;
    enum riffle_status status = find_right(teaching, &right, err);
    if (status == RIFFLE_OK)
        status = fill(teaching, step, &text, err);
    if (status != RIFFLE_OK)
        return status;
    char letter = (char)('a' + (int)right);
    char *answer = words_of(teaching, right);
    bool hit = teaching->guess == letter;
    if (hit)
        reply_styled(reply, ROLE_MESSAGE_INFO, "You said %c: right, %s.",
                     letter, answer ? answer : "");
    else if (teaching->guess)
        reply_styled(reply, ROLE_MESSAGE_WARN, "You said %c; it is %c: %s.",
                     teaching->guess, letter, answer ? answer : "");
    else
        reply_styled(reply, ROLE_STRONG, "It is %c: %s.", letter,
                     answer ? answer : "");
    reply_text(reply, "\n");
    reply_prose(reply, 0, text);
    reply_text(reply, "\n");
    free(answer);
    free(text);
    return RIFFLE_OK;
}

/* --- the rest -------------------------------------------------------------- */

/* The prose that follows says so; where it does not hold, that is said. */
static enum riffle_status claim(const struct teaching *teaching,
                                const struct lesson_step *step,
                                struct riffle_error *err)
{
    struct riffle_error why = {0};
    bool holds = false;
    enum riffle_status status =
        lesson_values_hold(&teaching->values, step->text, &holds, &why);
    if (status != RIFFLE_OK)
        return fail_text(teaching, step, &why, err);
    if (!holds)
        reply_warn(teaching->reply,
                   "%s.lesson:%zu: %s does not hold here; what is said next "
                   "relies on it",
                   teaching->name, step->line, step->text);
    return RIFFLE_OK;
}

static enum riffle_status learn(struct teaching *teaching,
                                const struct lesson_step *step,
                                struct riffle_error *err)
{
    struct riffle_error why = {0};
    enum riffle_status status =
        lesson_values_learn(&teaching->values, teaching->own, step->text, &why);
    return status == RIFFLE_OK ? status : fail_text(teaching, step, &why, err);
}

/* more: the next line is kept as it is, too. */
static enum riffle_status say(const struct teaching *teaching,
                              const struct lesson_step *step, bool more,
                              struct riffle_error *err)
{
    char *text = NULL;
    struct reply *reply = teaching->reply;
    enum riffle_status status = fill(teaching, step, &text, err);
    if (status != RIFFLE_OK)
        return status;
    if (step->kind == LESSON_KEEP)
        reply_text(reply, "%s\n", text);
    else
        reply_prose(reply, 0, text);
    reply_text(reply, "%s", more ? "" : "\n");
    free(text);
    return RIFFLE_OK;
}

static enum riffle_status take_step(struct teaching *teaching, size_t i,
                                    struct riffle_error *err)
{
    const struct lesson *lesson = teaching->lesson;
    const struct lesson_step *step = &lesson->steps[i];
    bool more = step->kind == LESSON_KEEP && i + 1 < lesson->n_steps &&
                step[1].kind == LESSON_KEEP;
    switch (step->kind) {
    case LESSON_RUN:
    case LESSON_FAIL:
        return run_step(teaching, step, err);
    case LESSON_VALUE:
        return learn(teaching, step, err);
    case LESSON_ASK:
        return ask(teaching, step, err);
    case LESSON_CHOICE:
        return RIFFLE_OK; /* shown with its question */
    case LESSON_VERDICT:
        return judge(teaching, step, err);
    case LESSON_CLAIM:
        return claim(teaching, step, err);
    default:
        return say(teaching, step, more, err);
    }
}

static void say_commands(const struct teaching *teaching)
{
    struct reply *reply = teaching->reply;
    size_t n = json_object_array_length(teaching->commands);
    reply_text(reply, "The commands, to go on from (`riffle FILE' runs them):"
                      "\n\n");
    for (size_t i = 0; i < n; i++)
        reply_text(reply, "  %s\n",
                   json_object_get_string(
                       json_object_array_get_idx(teaching->commands, i)));
    reply_set_string(reply, "title", teaching->lesson->title);
    reply_set_count(reply, "minutes", teaching->lesson->minutes);
    reply_set(reply, "commands", json_object_get(teaching->commands));
}

static enum riffle_status teach(struct teaching *teaching,
                                struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    teaching->commands = json_object_new_array();
    for (size_t i = 0; i < teaching->lesson->n_steps && status == RIFFLE_OK;
         i++)
        status = take_step(teaching, i, err);
    if (status == RIFFLE_OK)
        say_commands(teaching);
    json_object_put(teaching->commands);
    lesson_values_forget(&teaching->values);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    struct lesson lesson = {0};
    struct riffle_error why = {0};
    const char *name = call_word(call, 0);
    enum riffle_status status = lesson_read(&lesson, name, &why);
    if (status == RIFFLE_EUSAGE) {
        (void)call_fail(call, "NAME", err, "%s", why.message);
        riffle_hint(err, "%s", why.hint);
    } else if (status != RIFFLE_OK) {
        (void)riffle_fail(err, status, "%s", why.message);
    } else {
        struct session own = session_beside(session);
        struct teaching teaching = {
            .own = &own, .name = name, .lesson = &lesson, .reply = reply};
        if (own.page) /* errors are to be read where they come */
            own.notes = own.out;
        reply_styled(reply, ROLE_HELP_HEAD, "%s", lesson.title);
        reply_text(reply, ", about %zu minutes\n\n", lesson.minutes);
        status = teach(&teaching, err);
        session_release_beside(&own);
    }
    lesson_release(&lesson);
    return status;
}

const struct command command_lesson = {
    .verb = "lesson",
    .group = "session",
    .summary = "a guided script that asks for a guess before it shows",
    .usage = "NAME",
    .words = words,
    .options = (const struct command_option[]){{.name = NULL}},
    .min_words = 1,
    .max_words = 1,
    .examples = (const char *const[]){"lesson leverage", NULL},
    .detail =
        "Explains, asks what you expect, runs the commands and says whether "
        "it is so. At the prompt and in the full screen it waits for the "
        "letter of an answer, "
        "or just Enter; elsewhere it runs through. Ctrl-C leaves it. "
        "What you have loaded stays as it is.\n\n"
        "Lessons are plain text files under datasets/lessons: write your "
        "own beside them.",
    .see_also = "lessons,demo,methods,help",
    .light = true,
    .run = run,
};

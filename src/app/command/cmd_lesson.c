/* lesson: a guided script that asks before it shows. */
#include "command/command.h"
#include "command/dispatch.h"
#include "command/lesson.h"
#include "session.h"

static const struct command_option words[] = {
    {.name = "NAME", .type = TYPE_LESSON, .help = "`lessons' lists them"},
    {.name = NULL},
};

static const char prompt[] = "your guess (Enter goes on): ";

/* What the steps share. */
struct teaching {
    struct session *own; /* beside the user's */
    const char *name;
    const struct lesson *lesson;
    struct reply *reply;
};

static enum riffle_status fail_step(const struct teaching *teaching,
                                    const struct lesson_step *step,
                                    enum riffle_status status,
                                    struct riffle_error *err)
{
    (void)riffle_fail(err, status, "the lesson %s ended at line %zu, `%s'",
                      teaching->name, step->line, step->text);
    riffle_hint(err, status == RIFFLE_STOPPED
                         ? "you stopped it; what was loaded is as before"
                         : "the reason is above");
    return status;
}

/* A command; one that has to fail and does is what the lesson is about. */
static enum riffle_status run_step(const struct teaching *teaching,
                                   const struct lesson_step *step,
                                   struct riffle_error *err)
{
    struct reply *reply = teaching->reply;
    bool fails = step->kind == LESSON_FAIL;
    reply_styled(reply, ROLE_PROMPT, "riffle> ");
    reply_styled(reply, ROLE_STRONG, "%s\n", step->text);
    if (!reply->json)
        (void)fflush(reply->text);
    enum riffle_status status =
        command_run_line(teaching->own, step->text, teaching->name);
    if (status == RIFFLE_STOPPED || (status != RIFFLE_OK) != fails)
        return fail_step(teaching, step,
                         status == RIFFLE_OK ? RIFFLE_ESTATE : status, err);
    reply_text(reply, "\n");
    return RIFFLE_OK;
}

/* Where nobody is there to answer, the lesson goes on by itself. */
static enum riffle_status ask(const struct teaching *teaching,
                              const struct lesson_step *step,
                              struct riffle_error *err)
{
    struct reply *reply = teaching->reply;
    struct session *own = teaching->own;
    reply_styled(reply, ROLE_STRONG, "? ");
    reply_prose(reply, 2, step->text);
    if (!reply->json)
        (void)fflush(reply->text);
    if (!own->ask || reply->json || own->ask(own, prompt)) {
        reply_text(reply, "\n");
        return RIFFLE_OK;
    }
    return fail_step(teaching, step, RIFFLE_STOPPED, err);
}

static enum riffle_status teach(const struct teaching *teaching,
                                struct riffle_error *err)
{
    struct reply *reply = teaching->reply;
    const struct lesson *lesson = teaching->lesson;
    enum riffle_status status = RIFFLE_OK;
    for (size_t i = 0; i < lesson->n_steps && status == RIFFLE_OK; i++) {
        const struct lesson_step *step = &lesson->steps[i];
        bool kept = step->kind == LESSON_KEEP;
        bool more =
            i + 1 < lesson->n_steps && lesson->steps[i + 1].kind == LESSON_KEEP;
        if (step->kind == LESSON_RUN || step->kind == LESSON_FAIL) {
            status = run_step(teaching, step, err);
        } else if (step->kind == LESSON_ASK) {
            status = ask(teaching, step, err);
        } else {
            if (kept)
                reply_text(reply, "%s\n", step->text);
            else
                reply_prose(reply, 0, step->text);
            reply_text(reply, "%s", kept && more ? "" : "\n");
        }
    }
    return status;
}

static void say_commands(const struct lesson *lesson, struct reply *reply)
{
    struct json_object *commands = json_object_new_array();
    reply_text(reply, "The commands, to go on from (`riffle FILE' runs them):"
                      "\n\n");
    for (size_t i = 0; i < lesson->n_steps; i++) {
        if (lesson->steps[i].kind != LESSON_RUN)
            continue;
        reply_text(reply, "  %s\n", lesson->steps[i].text);
        json_object_array_add(commands, reply_string(lesson->steps[i].text));
    }
    reply_set_string(reply, "title", lesson->title);
    reply_set_count(reply, "minutes", lesson->minutes);
    reply_set(reply, "commands", commands);
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
        const struct teaching teaching = {&own, name, &lesson, reply};
        reply_styled(reply, ROLE_HELP_HEAD, "%s", lesson.title);
        reply_text(reply, ", about %zu minutes\n\n", lesson.minutes);
        status = teach(&teaching, err);
        if (status == RIFFLE_OK)
            say_commands(&lesson, reply);
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
    .detail = "Explains, asks what you expect, runs the commands and says what "
              "to see. At the prompt it waits for an answer, or just Enter; "
              "elsewhere it runs through. Ctrl-C leaves it. What you have "
              "loaded stays as it is.\n\n"
              "Lessons are plain text files under datasets/lessons: write your "
              "own beside them.",
    .see_also = "lessons,demo,methods,help",
    .run = run,
};

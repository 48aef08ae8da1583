/* lessons: what there is to learn. */
#include "command/command.h"
#include "command/lesson.h"
#include "command/names.h"
#include "report/table.h"
#include "session.h"

static const struct table_column columns[] = {
    {"name", "lesson", TABLE_TEXT, 0},
    {"minutes", "minutes", TABLE_COUNT, 0},
    {"summary", "what it shows", TABLE_TEXT, 0},
};

static enum riffle_status add(struct table *table, const char *name,
                              struct riffle_error *err)
{
    struct lesson lesson = {0};
    enum riffle_status status = lesson_read(&lesson, name, err);
    if (status == RIFFLE_OK) {
        table_text(table, name);
        table_count(table, lesson.minutes);
        table_text(table, lesson.summary);
    }
    lesson_release(&lesson);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    static const struct command_option any = {.name = "NAME",
                                              .type = TYPE_LESSON};
    struct names names;
    (void)call;
    struct table *table = table_new(columns, 3);
    if (!table)
        return riffle_fail_memory(err, sizeof columns);
    names_init(&names);
    names_collect(&names, session, &any);
    enum riffle_status status = RIFFLE_OK;
    for (size_t i = 0; i < names.n && status == RIFFLE_OK; i++)
        status = add(table, names.items[i], err);
    names_release(&names);
    if (status == RIFFLE_OK) {
        table_reply(table, reply, "lessons");
        reply_text(reply, "lesson NAME begins one; it asks before it shows\n");
    }
    table_free(table);
    return status;
}

const struct command command_lessons = {
    .verb = "lessons",
    .group = "session",
    .summary = "list the lessons",
    .usage = "",
    .words = (const struct command_option[]){{.name = NULL}},
    .options = (const struct command_option[]){{.name = NULL}},
    .examples = (const char *const[]){"lessons", NULL},
    .see_also = "lesson,demo",
    .light = true,
    .run = run,
};

/* open: bring back a session that was saved. */
#include "command/command.h"
#include "command/script.h"
#include "command/session_file.h"
#include "command/undo_reply.h"
#include "command/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "riffle/threads.h"

/* A session beside the one there is: nothing is lost until it is complete. */
struct stage {
    struct session session;
    char *out, *notes;
    size_t out_size, notes_size;
};

static enum riffle_status stage_open(struct stage *stage,
                                     const struct session *session,
                                     struct riffle_error *err)
{
    stage->session = session_beside(session);
    stage->session.json = true; /* answers that can be read */
    stage->session.only_state = true;
    stage->session.out = open_memstream(&stage->out, &stage->out_size);
    stage->session.notes = open_memstream(&stage->notes, &stage->notes_size);
    if (stage->session.out && stage->session.notes)
        return RIFFLE_OK;
    return riffle_fail_memory(err, BUFSIZ);
}

static void stage_close(struct stage *stage)
{
    if (stage->session.out)
        (void)fclose(stage->session.out);
    if (stage->session.notes)
        (void)fclose(stage->session.notes);
    free(stage->out);
    free(stage->notes);
    session_release_beside(&stage->session);
}

static size_t count_of(struct json_object *object, const char *key)
{
    struct json_object *found = NULL;
    return json_object_object_get_ex(object, key, &found)
               ? (size_t)json_object_get_int64(found)
               : 0;
}

static const char *member(struct json_object *object, const char *key)
{
    struct json_object *found = NULL;
    return json_object_object_get_ex(object, key, &found)
               ? json_object_get_string(found)
               : NULL;
}

/* Pass on why the last command failed: the last line of the answers. */
static enum riffle_status explain(struct stage *stage, const char *path,
                                  enum riffle_status status,
                                  struct riffle_error *err)
{
    (void)fflush(stage->session.out);
    size_t end = stage->out_size, start;
    while (end > 0 && stage->out[end - 1] == '\n')
        end--;
    for (start = end; start > 0 && stage->out[start - 1] != '\n';)
        start--;
    if (stage->out)
        stage->out[end] = '\0';
    struct json_object *error = NULL;
    struct json_object *answer =
        stage->out ? json_tokener_parse(stage->out + start) : NULL;
    const char *verb = member(answer, "command"), *why = NULL;
    size_t line = 0, column = 0;
    if (answer && json_object_object_get_ex(answer, "error", &error)) {
        why = member(error, "message");
        line = count_of(error, "line");
        column = count_of(error, "column");
    }
    /* a command that cannot run as it stands is a fault of the file */
    if (status == RIFFLE_EUSAGE || status == RIFFLE_ESTATE)
        status = RIFFLE_EFORMAT;
    riffle_fail(err, status, "%s:%zu:%zu: `%s' failed: %s", path, line, column,
                verb ? verb : "a command", why ? why : "no reason known");
    riffle_place(err, line, column);
    riffle_hint(err, "what was loaded is as before; `source' runs the file "
                     "command by command");
    json_object_put(answer);
    return status;
}

static enum riffle_status replay(struct stage *stage,
                                 const struct session_file *file,
                                 const char *path, struct riffle_error *err)
{
    size_t threads = riffle_threads();
    FILE *in = fmemopen(file->text, file->size, "r");
    if (!in)
        return riffle_fail_memory(err, file->size);
    riffle_threads_set(file->threads);
    enum riffle_status status =
        script_read(&stage->session, in, path, command_run);
    riffle_threads_set(threads);
    (void)fclose(in);
    return status;
}

/* The data file is another than it was: that explains all the rest. */
static bool data_changed(const struct stage *stage,
                         const struct session_file *file)
{
    const struct riffle_dataset *data = stage->session.data;
    return data && data->sha256[0] && strcmp(file->check.data, "-") != 0 &&
           strcmp(data->sha256, file->check.data) != 0;
}

static enum riffle_status fail_data(const struct stage *stage, const char *path,
                                    struct riffle_error *err)
{
    riffle_fail(err, RIFFLE_EFORMAT,
                "%s: %s has changed since the session was saved", path,
                stage->session.data->name);
    riffle_hint(err,
                "bring the old file back, or run the commands on the new "
                "one: source %s",
                path);
    return RIFFLE_EFORMAT;
}

static enum riffle_status compare(const struct stage *stage,
                                  const struct session_file *file,
                                  const char *path, bool *same,
                                  struct riffle_error *err)
{
    struct session_check check;
    if (!stage->session.data)
        return riffle_fail(err, RIFFLE_EFORMAT, "%s: its commands load no data",
                           path);
    enum riffle_status status = session_check_of(&stage->session, &check, err);
    if (status != RIFFLE_OK)
        return status;
    *same = strcmp(check.numbers, file->check.numbers) == 0;
    if (strcmp(check.rows, file->check.rows) == 0)
        return RIFFLE_OK;
    riffle_fail(err, RIFFLE_EFORMAT,
                "%s: its commands lead to other rows than were saved", path);
    riffle_hint(err,
                "has a file that they read changed? `source %s' runs them "
                "all the same",
                path);
    return RIFFLE_EFORMAT;
}

static void answer(struct session *session, const char *path, bool same,
                   struct reply *reply)
{
    size_t lines = 0;
    const struct kept *at = session->state.parts[STATE_SCRIPT];
    for (; at; at = at->on)
        lines++;
    reply_text(reply, "%s: %zu command%s", path, lines, plural(lines));
    reply_text(reply, same ? ", every number as it was\n" : "\n");
    if (!same)
        reply_warn(reply, "the rows are those that were saved, the numbers "
                          "differ in their last digits: another machine, "
                          "number of threads or library");
    undo_say_state(session, reply);
    reply_set_string(reply, "path", path);
    reply_set_count(reply, "commands", lines);
    reply_set_bool(reply, "same_numbers", same);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    const char *path = call_word(call, 0);
    struct session_file file = {0};
    struct stage stage = {0};
    bool same = false;
    if (session->only_state) /* which could be this file, again and again */
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "`open' has no place in a saved session");
    enum riffle_status status = session_file_read(&file, path, err);
    if (status != RIFFLE_OK)
        return status;
    status = stage_open(&stage, session, err);
    if (status == RIFFLE_OK)
        status = replay(&stage, &file, path, err);
    if (data_changed(&stage, &file))
        status = fail_data(&stage, path, err);
    else if (status != RIFFLE_OK)
        status = explain(&stage, path, status, err);
    else
        status = compare(&stage, &file, path, &same, err);
    if (status == RIFFLE_OK) {
        session_take(session, &stage.session);
        session->revealed = file.revealed;
        answer(session, path, same, reply);
    }
    stage_close(&stage);
    session_file_release(&file);
    return status;
}

static const struct command_option words[] = {
    {"FILE", TYPE_PATH, NULL, NULL, "file that `save' wrote"},
    {0},
};

static const char *const examples[] = {
    "synth poisoned; fit; select top 9; save hunt.session; clear; open "
    "hunt.session",
    NULL};

const struct command command_open = {
    .verb = "open",
    .group = "session",
    .summary = "bring back a session that was saved",
    .usage = "FILE",
    .words = words,
    .options = (const struct command_option[]){{.name = NULL}},
    .min_words = 1,
    .max_words = 1,
    .examples = examples,
    .detail =
        "Runs the commands of the file beside what is loaded and checks that "
        "they lead to the same rows and, on the same kind of machine, to the "
        "same numbers to the last digit. Only then it takes the place of what "
        "there was, and `undo' brings that back.\n\n"
        "A file that is damaged, newer, or whose data file has changed is "
        "refused, and says what to do.",
    .see_also = "save,source,undo",
    .light = true,
    .run = run,
};

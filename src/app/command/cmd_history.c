/* history: what was done in this session, which is a script. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/verbs.h"
#include "riffle/save.h"
#include "session.h"

static enum riffle_status save(const struct session *session, const char *path,
                               struct riffle_error *err)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return riffle_fail_memory(err, BUFSIZ);
    for (size_t i = 0; i < session->n_lines; i++)
        fprintf(out, "%s\n", session->lines[i]);
    enum riffle_status status = RIFFLE_OK;
    if (fclose(out) != 0)
        status = riffle_fail_memory(err, size);
    else
        status = riffle_save(path, text, size, err);
    free(text);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    size_t n = session->n_lines;
    enum riffle_status status = call_count(call, "N", &n, err);
    if (!status && call_given(call, "save"))
        status = save(session, call_option(call, "save"), err);
    if (status)
        return status;
    size_t first = n < session->n_lines ? session->n_lines - n : 0;
    struct json_object *array = json_object_new_array();
    for (size_t i = first; i < session->n_lines; i++) {
        if (!call_given(call, "save"))
            reply_text(reply, "%5zu  %s\n", i + 1, session->lines[i]);
        json_object_array_add(array, reply_string(session->lines[i]));
    }
    if (call_given(call, "save"))
        reply_text(reply, "%zu commands in %s\n", session->n_lines,
                   call_option(call, "save"));
    reply_set(reply, "commands", array);
    return RIFFLE_OK;
}

static const struct command_option words[] = {
    {"N", TYPE_COUNT, NULL, NULL, "show only the last N"},
    {0},
};

static const struct command_option options[] = {
    {"save", TYPE_PATH, NULL, NULL, "write them as a script"},
    {0},
};

static const char *const examples[] = {
    "load wdbc; fit; history", "load wdbc; fit; history save=session.rif",
    NULL};

const struct command command_history = {
    .verb = "history",
    .group = "session",
    .summary = "list what was done, or save it as a script",
    .usage = "[N]",
    .words = words,
    .options = options,
    .max_words = 1,
    .examples = examples,
    .detail = "Only commands that succeeded are listed, each as it was typed, "
              "so the saved file does the same again.",
    .see_also = "source",
    .writes = "save=",
    .light = true,
    .run = run,
};

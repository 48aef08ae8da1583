/* save: put the session away in a file. */
#include "command/command.h"
#include "command/session_file.h"
#include "command/words.h"

#include <stdlib.h>

#include "riffle/save.h"

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    char *text = NULL;
    size_t size = 0, lines = 0;
    const char *path = call_word(call, 0);
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    if (!session->state.parts[STATE_SCRIPT])
        return riffle_fail(err, RIFFLE_ENOMEM,
                           "memory ran out while commands were remembered: "
                           "what led here is not known any more");
    status = session_file_write(session, &text, &size, &lines, err);
    if (status == RIFFLE_OK)
        status = riffle_save(path, text, size, err);
    free(text);
    if (status != RIFFLE_OK)
        return status;
    reply_text(reply, "%zu command%s with checks in %s\n", lines, plural(lines),
               path);
    if (session->sweep && riffle_experiment_pending(session->sweep))
        reply_note(reply, "`open' will run the unfinished sweep to its end");
    reply_set_string(reply, "path", path);
    reply_set_count(reply, "commands", lines);
    return RIFFLE_OK;
}

static const struct command_option words[] = {
    {"FILE", TYPE_PATH, NULL, NULL, "file to write"},
    {0},
};

static const char *const examples[] = {
    "load wdbc; fit; select top 9; save hunt.session; open hunt.session", NULL};

const struct command command_save = {
    .verb = "save",
    .group = "session",
    .summary = "save the session, to be opened again",
    .usage = "FILE",
    .words = words,
    .options = (const struct command_option[]){{.name = NULL}},
    .min_words = 1,
    .max_words = 1,
    .examples = examples,
    .detail =
        "The file is text: the commands that lead to what there is now, with "
        "their seeds, the SHA-256 of the data, of the rows and of every "
        "number. `open' runs them and checks that nothing differs. The data "
        "themselves are not in it. It is written whole or not at all, and "
        "yours alone to read.",
    .see_also = "open,history,export",
    .writes = "save",
    .light = true,
    .run = run,
};

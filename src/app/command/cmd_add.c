/* add: put training rows into the current removal set. */
#include "command/command.h"
#include "command/rows_reply.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

static const struct command_option words[] = {
    {.name = "LIST",
     .type = TYPE_ROWS,
     .help = "training rows: 3,7,10-20 or @FILE"},
    {.name = NULL},
};

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_data(session, err);
    if (status != RIFFLE_OK)
        return status;
    const struct riffle_removal *now = &session->selection;
    size_t *listed = NULL;
    size_t k = 0;
    status = call_rows(call, 0, session->data->train.n, &listed, &k, err);
    if (status != RIFFLE_OK)
        return status;
    size_t *rows = calloc(k + now->k + 1, sizeof *rows);
    if (rows) {
        memcpy(rows, listed, k * sizeof *rows);
        if (now->k)
            memcpy(rows + k, now->rows, now->k * sizeof *rows);
        status = rows_select(session, rows, k + now->k, NULL, reply, err);
    } else {
        status = riffle_fail_memory(err, k * sizeof *rows);
    }
    free(rows);
    free(listed);
    return status;
}

const struct command command_add = {
    .verb = "add",
    .group = "sets",
    .summary = "put rows into the removal set",
    .usage = "LIST",
    .words = words,
    .options = (const struct command_option[]){{.name = NULL}},
    .min_words = 1,
    .max_words = COMMAND_MAX_WORDS,
    .examples =
        (const char *const[]){"load wdbc; add 3 7 10-20",
                              "load wdbc; select rows 1-5; add 8", NULL},
    .detail = "Rows that are in the set already stay in it once.",
    .see_also = "select,drop,clear,effect",
    .run = run,
};

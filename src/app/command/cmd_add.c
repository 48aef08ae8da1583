/* add: put training rows into the current removal set. */
#include "command/command.h"
#include "command/rows_reply.h"
#include "session.h"

#include <string.h>

static const struct command_option words[] = {
    {.name = "LIST",
     .type = TYPE_ROWS,
     .help = "training rows: 3,7,10-20 or @FILE"},
    {.name = NULL},
};

static size_t unite(const struct riffle_removal *set, size_t *listed, size_t k,
                    size_t *out)
{
    memcpy(out, listed, k * sizeof *out);
    if (set->k)
        memcpy(out + k, set->rows, set->k * sizeof *out);
    return k + set->k;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_data(session, err);
    return status == RIFFLE_OK ? rows_edit(session, call, unite, reply, err)
                               : status;
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

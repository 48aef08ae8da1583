/* drop: take training rows out of the current removal set. */
#include "command/command.h"
#include "command/rows_reply.h"
#include "command/words.h"
#include "session.h"

#include <stdlib.h>

static const struct command_option words[] = {
    {.name = "LIST",
     .type = TYPE_ROWS,
     .help = "training rows: 3,7,10-20 or @FILE"},
    {.name = NULL},
};

static int by_number(const void *a, const void *b)
{
    size_t x = *(const size_t *)a;
    size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* The set without `listed`, which is sorted here. */
static size_t subtract(const struct riffle_removal *set, size_t *listed,
                       size_t k, size_t *out)
{
    size_t n = 0;
    qsort(listed, k, sizeof *listed, by_number);
    for (size_t i = 0; i < set->k; i++)
        if (!bsearch(&set->rows[i], listed, k, sizeof *listed, by_number))
            out[n++] = set->rows[i];
    return n;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    size_t before = session->selection.k;
    enum riffle_status status = session_need_selection(session, err);
    if (status == RIFFLE_OK)
        status = rows_edit(session, call, subtract, reply, err);
    if (status == RIFFLE_OK)
        reply_note(reply, "%zu row%s taken out of the removal set",
                   before - session->selection.k,
                   plural(before - session->selection.k));
    return status;
}

const struct command command_drop = {
    .verb = "drop",
    .group = "sets",
    .summary = "take rows out of the removal set",
    .usage = "LIST",
    .words = words,
    .options = (const struct command_option[]){{.name = NULL}},
    .min_words = 1,
    .max_words = COMMAND_MAX_WORDS,
    .examples =
        (const char *const[]){"load wdbc; select rows 1-9; drop 3-5", NULL},
    .detail = "The rows stay in the data: they are no longer in the set whose "
              "removal is asked about.",
    .see_also = "select,add,clear",
    .run = run,
};

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

/* The set without `listed` (sorted here). `kept` has room for the set. */
static size_t subtract(const struct riffle_removal *set, size_t *listed,
                       size_t k, size_t *kept)
{
    size_t n = 0;
    qsort(listed, k, sizeof *listed, by_number);
    for (size_t i = 0; i < set->k; i++)
        if (!bsearch(&set->rows[i], listed, k, sizeof *listed, by_number))
            kept[n++] = set->rows[i];
    return n;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    enum riffle_status status = session_need_selection(session, err);
    if (status != RIFFLE_OK)
        return status;
    size_t before = session->selection.k;
    size_t *listed = NULL;
    size_t k = 0;
    status = call_rows(call, 0, session->data->train.n, &listed, &k, err);
    if (status != RIFFLE_OK)
        return status;
    size_t *kept = calloc(before + 1, sizeof *kept);
    if (kept) {
        size_t n = subtract(&session->selection, listed, k, kept);
        status = rows_select(session, kept, n, NULL, reply, err);
        if (status == RIFFLE_OK)
            reply_note(reply, "%zu row%s taken out of the removal set",
                       before - n, plural(before - n));
    } else {
        status = riffle_fail_memory(err, before * sizeof *kept);
    }
    free(kept);
    free(listed);
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

/* mark: write down what was decided about training rows. */
#include "command/command.h"
#include "command/marks.h"
#include "command/words.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

static const struct command_option words[] = {
    {.name = "ROWS",
     .type = TYPE_ROWS,
     .help = "7, 10-20, 1,5 or @FILE (the current removal set)"},
    {.name = NULL},
};

static const struct command_option options[] = {
    {.name = "verdict",
     .type = TYPE_WORD,
     .values = MARKS_VERDICTS "|none",
     .help = "what the row is; none takes the mark away"},
    {.name = "note", .type = TYPE_TEXT, .help = "why, in your own words"},
    {.name = NULL},
};

/* The rows named, or those of the current set. */
static enum riffle_status read_rows(const struct session *session,
                                    const struct command_call *call,
                                    size_t **rows, size_t *k,
                                    struct riffle_error *err)
{
    const struct riffle_removal *set = &session->selection;
    if (call_word_count(call))
        return call_rows(call, 0, session->data->train.n, rows, k, err);
    enum riffle_status status = session_need_selection(session, err);
    if (status != RIFFLE_OK)
        return status;
    *rows = calloc(set->k, sizeof **rows);
    if (!*rows)
        return riffle_fail_memory(err, set->k * sizeof **rows);
    memcpy(*rows, set->rows, set->k * sizeof **rows);
    *k = set->k;
    return RIFFLE_OK;
}

static enum riffle_status change(struct state_marks *marks,
                                 const struct session *session,
                                 const struct command_call *call,
                                 const size_t *rows, size_t k,
                                 struct riffle_error *err)
{
    size_t verdict = 0;
    enum riffle_status status = call_choice(call, "verdict", &verdict, err);
    for (size_t i = 0; status == RIFFLE_OK && i < k; i++) {
        const struct marks_entry entry = {rows[i], (enum state_verdict)verdict,
                                          call_option(call, "note")};
        if (verdict == VERDICTS)
            marks_take(marks, session->data, rows[i]);
        else
            status = marks_put(marks, session->data, &entry, err);
    }
    return status;
}

static enum riffle_status put_all(struct session *session,
                                  const struct command_call *call,
                                  const size_t *rows, size_t k,
                                  struct riffle_error *err)
{
    struct state_marks marks = {0};
    enum riffle_status status = marks_copy(&session->marks, &marks, err);
    if (status == RIFFLE_OK)
        status = change(&marks, session, call, rows, k, err);
    if (status == RIFFLE_OK)
        return session_set_marks(session, &marks, err);
    state_marks_free(&marks);
    return status;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    size_t *rows = NULL;
    size_t k = 0;
    enum riffle_status status = session_need_data(session, err);
    if (status == RIFFLE_OK && !call_given(call, "verdict")) {
        (void)call_fail(call, NULL, err, "which verdict?");
        riffle_hint(err, "mark 12 verdict=poison note='why'");
        return RIFFLE_EUSAGE;
    }
    if (status == RIFFLE_OK)
        status = read_rows(session, call, &rows, &k, err);
    if (status == RIFFLE_OK)
        status = put_all(session, call, rows, k, err);
    if (status == RIFFLE_OK) {
        reply_text(reply, "%zu row%s marked %s; %zu in all: cases\n", k,
                   plural(k), call_option(call, "verdict"),
                   marks_count(session));
        reply_set_string(reply, "verdict", call_option(call, "verdict"));
        reply_set(reply, "rows", reply_counts(rows, k));
        reply_set_count(reply, "cases", marks_count(session));
    }
    free(rows);
    return status;
}

const struct command command_mark = {
    .verb = "mark",
    .group = "sets",
    .summary = "write down what was decided about rows",
    .usage = "[ROWS]",
    .words = words,
    .options = options,
    .max_words = COMMAND_MAX_WORDS,
    .examples =
        (const char *const[]){
            "load wdbc; mark 12 verdict=poison note='label contradicts size'",
            "load wdbc; select rows 3,7; mark verdict=unsure; cases", NULL},
    .detail =
        "A mark holds a verdict (poison, clean or unsure) and a note. It is "
        "about a row's place in the file, so it stays when other rows are "
        "removed, sampled away or added, and when the same file is loaded "
        "again; another file has marks of its own. Marking again replaces "
        "the mark, verdict=none takes it away, and so does `undo`; `save` "
        "keeps marks.\n\n"
        "`cases` lists the marks; `export case FILE` writes them down with "
        "scores, the data's SHA-256 and the commands that led there.",
    .see_also = "cases,detect,inspect,export",
    .run = run,
};

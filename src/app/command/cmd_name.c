/* name: put the current removal set away under a name, or list the names. */
#include "command/command.h"
#include "command/rows_reply.h"
#include "command/words.h"
#include "session.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct command_option words[] = {
    {.name = "NAME",
     .type = TYPE_SET,
     .help = "letters, digits, - and _; a name in use is taken over"},
    {.name = NULL},
};

/* What `select` reads as the beginning of a draw. */
static const char *const reserved[] = {"random", "cluster", "top", "rows",
                                       "where"};

static enum riffle_status check(const struct command_call *call,
                                const char *name, struct riffle_error *err)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strcmp(name, reserved[i]) == 0)
            return call_fail(call, "NAME", err,
                             "`%s' is a word of select and cannot be a name",
                             name);
    if (!isalpha((unsigned char)*name))
        return call_fail(call, "NAME", err, "a name begins with a letter");
    for (const char *c = name; *c; c++)
        if (!isalnum((unsigned char)*c) && *c != '-' && *c != '_')
            return call_fail(call, "NAME", err,
                             "a name holds letters, digits, - and _ only");
    return RIFFLE_OK;
}

/* A copy of the named sets, with room for one more. */
static enum riffle_status copy_sets(const struct session *session,
                                    struct state_sets *copy,
                                    struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    copy->sets = calloc(session->n_sets + 1, sizeof *copy->sets);
    if (!copy->sets)
        return riffle_fail_memory(err, sizeof *copy->sets);
    for (size_t i = 0; i < session->n_sets && status == RIFFLE_OK; i++) {
        struct session_set *set = &copy->sets[copy->n++];
        set->name = strdup(session->sets[i].name);
        status =
            riffle_removal_copy(&set->removal, &session->sets[i].removal, err);
        if (!set->name)
            status = riffle_fail_memory(err, 1);
    }
    return status;
}

/* The set of that name, now that of the selection. */
static enum riffle_status take_over(const struct session *session,
                                    struct state_sets *sets, const char *name,
                                    struct riffle_error *err)
{
    size_t at = 0;
    while (at < sets->n && strcmp(sets->sets[at].name, name) != 0)
        at++;
    struct session_set *set = &sets->sets[at];
    if (at == sets->n) {
        set->name = strdup(name);
        if (!set->name)
            return riffle_fail_memory(err, strlen(name));
        sets->n++;
    }
    riffle_removal_release(&set->removal);
    return riffle_removal_copy(&set->removal, &session->selection, err);
}

static enum riffle_status put_away(struct session *session, const char *name,
                                   struct reply *reply,
                                   struct riffle_error *err)
{
    const struct session_set *old = rows_set_find(session, name);
    size_t before = old ? old->removal.k : 0, k = session->selection.k;
    struct state_sets sets = {0};
    enum riffle_status status = copy_sets(session, &sets, err);
    if (status == RIFFLE_OK)
        status = take_over(session, &sets, name, err);
    if (status == RIFFLE_OK)
        status = session_set_sets(session, &sets, err);
    state_sets_free(&sets);
    if (status != RIFFLE_OK)
        return status;
    if (old)
        reply_note(reply, "%s was a set of %zu row%s until now", name, before,
                   plural(before));
    reply_text(reply, "%s: %zu row%s; `select %s' brings it back\n", name, k,
               plural(k), name);
    reply_set_string(reply, "name", name);
    reply_set_count(reply, "size", k);
    return RIFFLE_OK;
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    if (call_word_count(call) == 0)
        return rows_list_sets(session, reply, err);
    enum riffle_status status = session_need_selection(session, err);
    if (status == RIFFLE_OK)
        status = check(call, call_word(call, 0), err);
    if (status == RIFFLE_OK)
        status = put_away(session, call_word(call, 0), reply, err);
    return status;
}

const struct command command_name = {
    .verb = "name",
    .group = "sets",
    .summary = "keep the removal set under a name, or list the names",
    .usage = "[NAME]",
    .words = words,
    .options = (const struct command_option[]){{.name = NULL}},
    .max_words = 1,
    .examples =
        (const char *const[]){
            "load wdbc; select rows 1-9; name first; clear; select first",
            "load wdbc; fit; select random 5%; name some; name", NULL},
    .detail = "Named sets live until the next load.",
    .see_also = "select,clear,show",
    .light = true,
    .run = run,
};

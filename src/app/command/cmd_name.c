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

/* Append a set called `name`, with no rows yet; NULL when out of memory. */
static struct session_set *append(struct session *session, const char *name)
{
    char *copy = strdup(name);
    struct session_set *sets =
        reallocarray(session->sets, session->n_sets + 1, sizeof *session->sets);
    if (sets)
        session->sets = sets;
    if (!copy || !sets) {
        free(copy);
        return NULL;
    }
    sets[session->n_sets] = (struct session_set){.name = copy};
    return &sets[session->n_sets++];
}

static enum riffle_status put_away(struct session *session, const char *name,
                                   struct reply *reply,
                                   struct riffle_error *err)
{
    struct session_set *set = rows_set_find(session, name);
    struct riffle_removal copy = {0};
    enum riffle_status status =
        riffle_removal_copy(&copy, &session->selection, err);
    if (status != RIFFLE_OK)
        return status;
    if (set)
        reply_note(reply, "%s was a set of %zu row%s until now", name,
                   set->removal.k, plural(set->removal.k));
    else
        set = append(session, name);
    if (!set) {
        riffle_removal_release(&copy);
        return riffle_fail_memory(err, sizeof *set);
    }
    riffle_removal_release(&set->removal);
    set->removal = copy;
    reply_text(reply, "%s: %zu row%s; `select %s' brings it back\n", name,
               copy.k, plural(copy.k), name);
    reply_set_string(reply, "name", name);
    reply_set_count(reply, "size", copy.k);
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
    .run = run,
};

/* bind: keys of the full screen, by the user. */
#include <stdlib.h>
#include <string.h>

#include "command/bind_fill.h"
#include "command/parse.h"
#include "command/verbs.h"
#include "session.h"

static const struct command_option words[] = {
    {"PAGE", TYPE_WORD, "any|plot|sets|set|rows|row|answer|messages|jobs|help",
     NULL, "where; none: list what is bound"},
    {"KEY", TYPE_TEXT, NULL, NULL, "x, Space, Ctrl-X, F5, Left"},
    {"COMMAND", TYPE_TEXT, NULL, NULL, "in quotes; none: as it was"},
    {0},
};

static size_t find(const struct session *session, const char *page,
                   const char *key)
{
    size_t i = 0;
    while (i < session->n_binds && (strcmp(session->binds[i].page, page) != 0 ||
                                    strcmp(session->binds[i].key, key) != 0))
        i++;
    return i;
}

/* The command has to be one: a key is a bad place to find out. */
static enum riffle_status check(const struct command_call *call,
                                const char *command, struct riffle_error *err)
{
    struct command_call parsed;
    struct call_mark mark;
    struct riffle_error why = {0};
    static const struct bind_here any = {"0", "0", "0", "test_loss"};
    const char *missing = NULL;
    char *line = bind_fill(command, &any, &missing);
    if (!line)
        return riffle_fail_memory(err, strlen(command));
    const struct source source = {
        .text = line, .length = strlen(line), .line = 1};
    enum riffle_status status = parse_command(&source, 0, &parsed, &mark, &why);
    call_release(&parsed);
    free(line);
    if (status == RIFFLE_OK)
        return status;
    if (status == RIFFLE_ENOMEM)
        return riffle_fail_memory(err, strlen(command));
    (void)call_fail(call, "COMMAND", err, "%s", why.message);
    riffle_hint(err, "%s", why.hint);
    return status;
}

static enum riffle_status add(struct session *session, const char *page,
                              const char *key, const char *command,
                              struct riffle_error *err)
{
    size_t n = session->n_binds;
    struct session_bind *binds =
        reallocarray(session->binds, n + 1, sizeof *binds);
    if (!binds)
        return riffle_fail_memory(err, (n + 1) * sizeof *binds);
    session->binds = binds;
    binds[n] =
        (struct session_bind){strdup(page), strdup(key), strdup(command)};
    session->n_binds++;
    if (binds[n].page && binds[n].key && binds[n].command)
        return RIFFLE_OK;
    session_unbind(session, n);
    return riffle_fail_memory(err, strlen(command));
}

static void list(const struct session *session, struct reply *reply)
{
    struct json_object *array = json_object_new_array();
    for (size_t i = 0; i < session->n_binds; i++) {
        const struct session_bind *bind = &session->binds[i];
        struct json_object *item = json_object_new_object();
        reply_text(reply, "%-8s  %-8s  %s\n", bind->page, bind->key,
                   bind->command);
        json_object_object_add(item, "page", reply_string(bind->page));
        json_object_object_add(item, "key", reply_string(bind->key));
        json_object_object_add(item, "command", reply_string(bind->command));
        json_object_array_add(array, item);
    }
    if (session->n_binds == 0)
        reply_text(reply, "no key is bound; `?' in the full screen lists "
                          "those that it has\n");
    reply_set(reply, "binds", array);
}

static enum riffle_status run(struct session *session,
                              const struct command_call *call,
                              struct reply *reply, struct riffle_error *err)
{
    const char *page = call_word(call, 0);
    const char *key = call_word(call, 1);
    const char *command = call_word(call, 2);
    if (!page) {
        list(session, reply);
        return RIFFLE_OK;
    }
    if (!key)
        return call_fail(call, "PAGE", err, "which key of this page?");
    if (command && check(call, command, err) != RIFFLE_OK)
        return err->status;
    size_t at = find(session, page, key);
    if (at < session->n_binds)
        session_unbind(session, at);
    if (command)
        return add(session, page, key, command, err);
    return RIFFLE_OK;
}

static const char *const examples[] = {
    "bind plot F5 'sweep sizes=10'",
    "bind rows F7 'mark {rows} verdict=poison'",
    "bind any F6 'show'",
    "bind",
    NULL,
};

const struct command command_bind = {
    .verb = "bind",
    .group = "session",
    .summary = "give a key of the full screen a command",
    .usage = "[PAGE KEY [COMMAND]]",
    .words = words,
    .max_words = 3,
    .examples = examples,
    .detail =
        "Belongs into the start-up file. The command may be any, `view "
        "ACTION' among them; one that ends in a blank or = waits for "
        "the rest to be typed. {row} is the training row of the "
        "cursor, {rows} those that are marked, {set} the removal set, "
        "{measure} what is watched. A key without a command is again what it "
        "was. What is bound comes before the keys that riffle has.",
    .see_also = "view,tui,set",
    .light = true,
    .run = run,
};

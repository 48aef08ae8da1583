/* A failure without a way out gets an example that fits it. */
#include "command/hint.h"

#include <stdio.h>
#include <string.h>

#include "command/nearby.h"

/* The last command with this verb in a line of examples, or NULL. */
static const char *last_of(const char *line, const char *verb)
{
    const char *found = NULL;
    size_t n = strlen(verb);
    for (const char *at = line; *at; at += strcspn(at, ";")) {
        at += strspn(at, "; ");
        if (strncmp(at, verb, n) == 0 &&
            (at[n] == '\0' || at[n] == ' ' || at[n] == ';'))
            found = at;
    }
    return found;
}

/* The first example whose command has `wanted` in it, up to its end; NULL when
 * none has. */
static const char *find_example(const struct command *command,
                                const char *wanted, size_t *length)
{
    const char *const *example = command->examples;
    for (; example && *example; example++) {
        const char *last = last_of(*example, command->verb);
        const char *at = last ? strstr(last, wanted) : NULL;
        *length = last ? strcspn(last, ";") : 0;
        if (at && at <= last + *length)
            return last;
    }
    return NULL;
}

static const char *example_of(const struct command_call *call, const char *key,
                              size_t *length)
{
    char wanted[64];
    const char *found = NULL;
    (void)snprintf(wanted, sizeof wanted, " %.60s=", key ? key : "");
    if (key)
        found = find_example(call->command, wanted, length);
    (void)snprintf(wanted, sizeof wanted, " %.60s",
                   call->n_words > 0 ? call_word(call, 0) : "");
    if (!found && call->n_words > 0)
        found = find_example(call->command, wanted, length);
    return found ? found : find_example(call->command, "", length);
}

/* Put more behind what the hint says already. */
static void append(struct riffle_error *err, const char *lead, const char *text,
                   size_t length)
{
    char hint[sizeof err->hint];
    (void)snprintf(hint, sizeof hint, "%s", err->hint);
    riffle_hint(err, "%s%s%s%.*s", hint, hint[0] ? "   " : "", lead,
                (int)length, text);
}

void hint_example(const struct command_call *call, const char *key,
                  struct riffle_error *err)
{
    size_t length = 0;
    const char *example = example_of(call, key, &length);
    if (example)
        append(err, "example: ", example, length);
}

/* The option that the mark of a failure is on; NULL when on none. */
static const char *marked_option(const struct command_call *call)
{
    for (size_t i = 1; i < call->tokens.n; i++) {
        const struct token *token = &call->tokens.items[i];
        const struct command_option *row =
            option_find(call->command->options, token->text, token->key);
        if (token->key && row && call->mark->start >= token->start &&
            call->mark->start < token->end)
            return row->name;
    }
    return NULL;
}

void hint_fill(const struct command_call *call, struct riffle_error *err)
{
    if (err->status == RIFFLE_EIO && !err->hint[0] && call->command)
        nearby_hint(call, err);
    if (err->hint[0] || !call->command || err->status == RIFFLE_STOPPED)
        return;
    hint_example(call, marked_option(call), err);
    append(err, "more: help ", call->command->verb,
           strlen(call->command->verb));
}

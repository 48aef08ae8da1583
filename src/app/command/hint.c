/* A failure without a way out gets an example that fits it. */
#include "command/hint.h"

#include <stdio.h>
#include <string.h>

#include "command/nearby.h"

/* The last command of a line of examples. */
static const char *last_command(const char *line)
{
    const char *last = strrchr(line, ';');
    return last ? last + 1 + strspn(last + 1, " ") : line;
}

/* The first example whose command has `wanted` in it; NULL when none has. */
static const char *find_example(const struct command *command,
                                const char *wanted)
{
    const char *const *example = command->examples;
    for (; example && *example; example++)
        if (strstr(last_command(*example), wanted))
            return last_command(*example);
    return NULL;
}

static const char *example_of(const struct command_call *call, const char *key)
{
    char wanted[64];
    const char *found = NULL;
    (void)snprintf(wanted, sizeof wanted, " %.60s=", key ? key : "");
    if (key)
        found = find_example(call->command, wanted);
    (void)snprintf(wanted, sizeof wanted, " %.60s",
                   call->n_words > 0 ? call_word(call, 0) : "");
    if (!found && call->n_words > 0)
        found = find_example(call->command, wanted);
    return found ? found : find_example(call->command, "");
}

/* Put more behind what the hint says already. */
static void append(struct riffle_error *err, const char *lead, const char *text)
{
    char hint[sizeof err->hint];
    (void)snprintf(hint, sizeof hint, "%s", err->hint);
    riffle_hint(err, "%s%s%s%s", hint, hint[0] ? "   " : "", lead, text);
}

void hint_example(const struct command_call *call, const char *key,
                  struct riffle_error *err)
{
    const char *example = example_of(call, key);
    if (example)
        append(err, "example: ", example);
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
    append(err, "more: help ", call->command->verb);
}

/* Verbs, words and options of one command, each checked by its type. */
#include "command/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/hint.h"
#include "command/names.h"
#include "command/types.h"
#include "riffle/limits.h"

/* A usage line longer than this is no help beside an error. */
enum { SHORT_USAGE = 50 };

void call_release(struct command_call *call)
{
    tokens_release(&call->tokens);
    free(call->words);
    *call = (struct command_call){0};
}

static void mark_token(struct command_call *call, const struct token *token)
{
    *call->mark = (struct call_mark){token->start, token->end};
}

/* The sentences for text that cannot be cut into words. */
static enum riffle_status fail_flaw(struct command_call *call,
                                    struct riffle_error *err)
{
    static const struct {
        const char *what, *next;
    } flaws[] = {
        [TOKENS_OPEN_QUOTE] = {"this quote is never closed",
                               "close it, or put a backslash before it"},
        [TOKENS_OPEN_BACKSLASH] = {"nothing follows the backslash",
                                   "one that stands for itself is written "
                                   "twice"},
        [TOKENS_NUL] = {"a NUL byte in the line",
                        "commands are plain text: is this file a script?"},
    };
    const struct tokens *tokens = &call->tokens;
    *call->mark = (struct call_mark){tokens->flaw_at, tokens->flaw_at + 1};
    if (tokens->flaw == TOKENS_MEMORY)
        return riffle_fail_memory(err, RIFFLE_MAX_LINE);
    riffle_fail(err, RIFFLE_EUSAGE, "%s", flaws[tokens->flaw].what);
    riffle_hint(err, "%s", flaws[tokens->flaw].next);
    return RIFFLE_EUSAGE;
}

/* The one verb that begins with `text`; NULL when none or several do. */
static const struct command *find_prefix(const char *text)
{
    const struct command *found = NULL;
    for (size_t i = 0; i < command_count(); i++) {
        if (strncmp(command_at(i)->verb, text, strlen(text)) != 0)
            continue;
        if (found)
            return NULL;
        found = command_at(i);
    }
    return found;
}

const struct command *parse_find_verb(const char *typed, bool prefixes)
{
    const struct command *found = command_find(typed);
    return found || !prefixes || !typed[0] ? found : find_prefix(typed);
}

static enum riffle_status find_verb(const struct source *source,
                                    struct command_call *call,
                                    struct riffle_error *err)
{
    char near[256];
    struct names verbs;
    const struct command_option any = {.type = TYPE_COMMAND};
    const char *typed = call->tokens.items[0].text;
    call->command = parse_find_verb(typed, source->prefixes);
    if (call->command)
        return RIFFLE_OK;
    names_init(&verbs);
    names_collect(&verbs, NULL, &any);
    names_nearest(&verbs, typed, "", near, sizeof near);
    names_release(&verbs);
    riffle_fail(err, RIFFLE_EUSAGE, "unknown command `%.200s'", typed);
    riffle_hint(err, "%s", near[0] ? near : "`help' lists the commands");
    return RIFFLE_EUSAGE;
}

static enum riffle_status fail_option(const struct command_call *call,
                                      const struct token *token,
                                      struct riffle_error *err)
{
    char typed[64];
    char near[256];
    struct names keys;
    const struct command *command = call->command;
    const struct command_option *row = command->options;
    (void)snprintf(typed, sizeof typed, "%.*s",
                   (int)(token->key < 60 ? token->key : 60), token->text);
    names_init(&keys);
    for (; row && row->name; row++)
        names_add(&keys, row->name, strlen(row->name));
    names_nearest(&keys, typed, "=", near, sizeof near);
    riffle_fail(err, RIFFLE_EUSAGE, "unknown option `%s' for `%s'", typed,
                command->verb);
    riffle_hint(err, "%s",
                keys.n == 0 ? "it takes no options; quote a word that has `='"
                            : near);
    hint_example(call, NULL, err);
    names_release(&keys);
    return RIFFLE_EUSAGE;
}

/* True when an earlier token has the same key. */
static bool is_repeated(const struct command_call *call,
                        const struct token *token)
{
    const struct token *other = call->tokens.items + 1;
    for (; other < token; other++)
        if (other->key == token->key &&
            memcmp(other->text, token->text, token->key) == 0)
            return true;
    return false;
}

static enum riffle_status check_value(struct command_call *call,
                                      const struct command_option *row,
                                      const struct token *token,
                                      struct riffle_error *err)
{
    enum riffle_status status = type_check(row, token_value(token), err);
    if (status == RIFFLE_OK)
        return status;
    *call->mark = (struct call_mark){token->value, token->end};
    if (token->value == token->end)
        mark_token(call, token);
    hint_example(call, token->key ? row->name : NULL, err);
    return status;
}

static enum riffle_status take_option(struct command_call *call,
                                      const struct token *token,
                                      struct riffle_error *err)
{
    const struct command_option *row =
        option_find(call->command->options, token->text, token->key);
    *call->mark = (struct call_mark){token->start, token->start + token->key};
    if (!row)
        return fail_option(call, token, err);
    if (is_repeated(call, token))
        return riffle_fail(err, RIFFLE_EUSAGE, "option `%s' is given twice",
                           row->name);
    return check_value(call, row, token, err);
}

static enum riffle_status take_word(struct command_call *call,
                                    const struct token *token,
                                    struct riffle_error *err)
{
    const struct command *command = call->command;
    const struct command_option *row = option_of_word(command, call->n_words);
    if (call->n_words >= command->max_words) {
        mark_token(call, token);
        riffle_fail(err, RIFFLE_EUSAGE,
                    command->max_words ? "`%s' takes no more words"
                                       : "`%s' takes no words",
                    command->verb);
        riffle_hint(err, "usage: %s%s%s", command->verb,
                    command->usage[0] ? " " : "", command->usage);
        return RIFFLE_EUSAGE;
    }
    call->words[call->n_words++] = token;
    return row ? check_value(call, row, token, err) : RIFFLE_OK;
}

/* A key that is no option, where the words are cells. */
static bool is_cell(const struct command_call *call, const struct token *token)
{
    const struct command *command = call->command;
    const struct command_option *row = option_of_word(command, call->n_words);
    return row && row->type == TYPE_CELL &&
           !option_find(command->options, token->text, token->key);
}

static enum riffle_status fail_missing(struct command_call *call,
                                       struct riffle_error *err)
{
    const struct command *command = call->command;
    const struct command_option *row = option_of_word(command, call->n_words);
    mark_token(call, &call->tokens.items[0]);
    riffle_fail(err, RIFFLE_EUSAGE, "`%s' needs %s", command->verb,
                row ? row->name : "more words");
    if (strlen(command->usage) < SHORT_USAGE)
        riffle_hint(err, "usage: %s %s", command->verb, command->usage);
    hint_example(call, NULL, err);
    return RIFFLE_EUSAGE;
}

enum riffle_status parse_command(const struct source *source, size_t from,
                                 struct command_call *call,
                                 struct call_mark *mark,
                                 struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    *call = (struct command_call){.mark = mark};
    *mark = (struct call_mark){0};
    tokens_read(source->text, source->length, from, &call->tokens);
    if (call->tokens.flaw)
        return fail_flaw(call, err);
    if (call->tokens.n == 0)
        return RIFFLE_OK;
    mark_token(call, &call->tokens.items[0]);
    status = find_verb(source, call, err);
    if (status)
        return status;
    call->words = calloc(call->tokens.n, sizeof(*call->words));
    if (!call->words)
        return riffle_fail_memory(err, call->tokens.n * sizeof(*call->words));
    for (size_t i = 1; i < call->tokens.n && !status; i++) {
        const struct token *token = &call->tokens.items[i];
        status = token->key && !is_cell(call, token)
                     ? take_option(call, token, err)
                     : take_word(call, token, err);
    }
    if (!status && call->n_words < call->command->min_words)
        status = fail_missing(call, err);
    if (!status)
        mark_token(call, &call->tokens.items[0]);
    return status;
}

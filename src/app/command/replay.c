#include "command/replay.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "riffle/number.h"

static char *slice(const struct source *source, size_t from, size_t to)
{
    return strndup(source->text + from, to - from);
}

char *replay_typed(const struct source *source, const struct command_call *call)
{
    char *text = NULL;
    const struct token *first = &call->tokens.items[0];
    const struct token *last = &call->tokens.items[call->tokens.n - 1];
    if (asprintf(&text, "%s%.*s", call->command->verb,
                 (int)(last->end - first->end), source->text + first->end) < 0)
        return NULL;
    return text;
}

/* What describes a token, `words` plain ones coming before it. */
static const struct command_option *
row_of(const struct command_call *call, const struct token *token, size_t words)
{
    if (!token->key)
        return option_of_word(call->command, words);
    return option_find(call->command->options, token->text, token->key);
}

/* The file in a value, which may be none: "@FILE" of rows, a path. */
static const char *file_in(const struct command_option *row, const char *value)
{
    double number;
    if (!row || riffle_number_parse(value, strlen(value), &number))
        return NULL;
    if (row->type == TYPE_ROWS)
        return value[0] == '@' ? value + 1 : NULL;
    return row->type == TYPE_PATH || row->type == TYPE_DATASET ? value : NULL;
}

/* A token with its file made absolute, quoted anew; NULL: leave it be. */
static char *absolute(const struct command_option *row,
                      const struct token *token)
{
    char full[PATH_MAX];
    char *value = NULL, *text = NULL;
    const char *typed = token_value(token);
    const char *file = file_in(row, typed);
    if (!file || !realpath(file, full) ||
        asprintf(&value, "%.*s%s", (int)(file - typed), typed, full) < 0)
        return NULL;
    char *quoted = token_quote(value);
    free(value);
    if (!quoted || asprintf(&text, "%.*s%s%s", (int)token->key, token->text,
                            token->key ? "=" : "", quoted) < 0)
        text = NULL;
    free(quoted);
    return text;
}

char *replay_anywhere(const struct source *source,
                      const struct command_call *call)
{
    char *text = strdup(call->command->verb);
    size_t words = 0;
    for (size_t i = 1; text && i < call->tokens.n; i++) {
        const struct token *token = &call->tokens.items[i];
        const struct command_option *row = row_of(call, token, words);
        char *part = absolute(row, token);
        char *longer = NULL;
        if (!part)
            part = slice(source, token->start, token->end);
        if (!part || asprintf(&longer, "%s %s", text, part) < 0)
            longer = NULL;
        words += token->key == 0;
        free(part);
        free(text);
        text = longer;
    }
    return text;
}

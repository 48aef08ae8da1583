#include "command/replay.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/value.h"
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

/* The item of y= as an absolute path, in `full`; false: a member of an NPZ
 * file, or of no use as an item. */
static bool find_labels(const char *item, char full[PATH_MAX])
{
    const char *end = strrchr(item, '.');
    return end && strcmp(end, ".npy") == 0 && realpath(item, full) &&
           !strchr(full, ',');
}

/* y=TRAIN or y=TRAIN,TEST with its files made absolute. */
static char *absolute_labels(const char *value)
{
    char full[PATH_MAX];
    const char *item;
    size_t length;
    char *text = strdup("");
    for (size_t at = 0; text && value_item(value, &at, &item, &length);) {
        char *longer = NULL;
        char *file = strndup(item, length);
        if (!file || asprintf(&longer, "%s%s%s", text, item > value ? "," : "",
                              find_labels(file, full) ? full : file) < 0)
            longer = NULL;
        free(file);
        free(text);
        text = longer;
    }
    return text;
}

/* The value with its file made absolute; NULL: it has none. */
static char *absolute_value(const struct command_option *row, const char *value)
{
    char full[PATH_MAX];
    char *text = NULL;
    if (row && row->type == TYPE_LABELS)
        return absolute_labels(value);
    const char *file = file_in(row, value);
    if (!file || !realpath(file, full) ||
        asprintf(&text, "%.*s%s", (int)(file - value), value, full) < 0)
        return NULL;
    return text;
}

/* A token with its file made absolute, quoted anew; NULL: leave it be. */
static char *absolute(const struct command_option *row,
                      const struct token *token)
{
    char *text = NULL;
    char *value = absolute_value(row, token_value(token));
    if (!value)
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

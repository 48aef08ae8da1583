/* What was given: words, options, and the place of a complaint. */
#include "command/call.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "riffle/number.h"

const struct command_option *option_find(const struct command_option *list,
                                         const char *name, size_t length)
{
    for (; list && list->name; list++)
        if (strlen(list->name) == length &&
            memcmp(list->name, name, length) == 0)
            return list;
    return NULL;
}

const struct command_option *option_of_word(const struct command *command,
                                            size_t i)
{
    const struct command_option *row = command->words;
    if (!row || !row->name)
        return NULL;
    while (i > 0 && row[1].name) {
        row++;
        i--;
    }
    return row;
}

/* Index of the word that `name` stands for; false when it is an option. */
static bool word_index(const struct command *command, const char *name,
                       size_t *index)
{
    uint64_t typed;
    if (riffle_count_parse(name, strlen(name), &typed)) {
        *index = (size_t)typed;
        return true;
    }
    const struct command_option *row =
        option_find(command->words, name, strlen(name));
    if (!row)
        return false;
    *index = (size_t)(row - command->words);
    return true;
}

const struct token *call_token(const struct command_call *call,
                               const char *name)
{
    size_t index;
    size_t length = strlen(name);
    if (word_index(call->command, name, &index))
        return index < call->n_words ? call->words[index] : NULL;
    for (size_t i = 1; i < call->tokens.n; i++) {
        const struct token *token = &call->tokens.items[i];
        if (token->key == length && memcmp(token->text, name, length) == 0)
            return token;
    }
    return NULL;
}

const struct command_option *call_described(const struct command_call *call,
                                            const char *name)
{
    size_t index;
    if (word_index(call->command, name, &index))
        return option_of_word(call->command, index);
    return option_find(call->command->options, name, strlen(name));
}

const char *call_value(const struct command_call *call, const char *name)
{
    const struct token *token = call_token(call, name);
    if (token)
        return token_value(token);
    const struct command_option *row = call_described(call, name);
    return row ? row->preset : NULL;
}

size_t call_word_count(const struct command_call *call)
{
    return call->n_words;
}

const char *call_word(const struct command_call *call, size_t i)
{
    return i < call->n_words ? call->words[i]->text : NULL;
}

const char *call_option(const struct command_call *call, const char *name)
{
    return call_value(call, name);
}

bool call_given(const struct command_call *call, const char *name)
{
    return call_token(call, name) != NULL;
}

enum riffle_status call_fail(const struct command_call *call, const char *name,
                             struct riffle_error *err, const char *format, ...)
{
    char message[sizeof err->message];
    const struct token *token = name ? call_token(call, name) : NULL;
    if (token)
        *call->mark = (struct call_mark){token->value, token->end};
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return riffle_fail(err, RIFFLE_EUSAGE, "%s", message);
}

/* A parsed call from the inside: the parser fills it, the readers read it. */
#ifndef COMMAND_CALL_H
#define COMMAND_CALL_H

#include "command/command.h"
#include "command/tokens.h"

/* The bytes of the line that an error is about; start == end: none. */
struct call_mark {
    size_t start, end;
};

struct command_call {
    const struct command *command;
    struct tokens tokens;       /* the verb first */
    const struct token **words; /* the plain ones after the verb */
    size_t n_words;
    struct call_mark *mark; /* borrowed; set by call_fail */
};

/* Token of an option or positional word by name; NULL when not given. */
const struct token *call_token(const struct command_call *call,
                               const char *name);
/* Row of the table that describes it; NULL when there is none. */
const struct command_option *call_described(const struct command_call *call,
                                            const char *name);
/* Its value as typed, else the default, else NULL. */
const char *call_value(const struct command_call *call, const char *name);

/* Row of a list that ends with a NULL name; lists may be NULL. */
const struct command_option *option_find(const struct command_option *list,
                                         const char *name, size_t length);
/* Row of the i-th positional word: the last row repeats. */
const struct command_option *option_of_word(const struct command *command,
                                            size_t i);

#endif

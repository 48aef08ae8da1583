/* The names a value may have: for checks, suggestions and completion alike. */
#ifndef COMMAND_NAMES_H
#define COMMAND_NAMES_H

#include "command/command.h"

/* Copies of names; `whole` is false when memory ran out. */
struct names {
    char **items;
    size_t n, capacity;
    bool whole;
};

/* Start empty; released by names_release. */
void names_init(struct names *names);
void names_release(struct names *names);
void names_add(struct names *names, const char *text, size_t length);

/*
 * Add what a value of `option` may be. Columns, sets and themes come from
 * the session; a measure that takes an argument ends in a colon.
 */
void names_collect(struct names *names, const struct session *session,
                   const struct command_option *option);

/* True when `text` is among them. */
bool names_have(const struct names *names, const char *text, size_t length);

/*
 * Write "did you mean `X'?" or, when nothing is near and there are few,
 * "one of A, B, C"; "" otherwise. `after` follows each name ("=").
 */
void names_nearest(const struct names *names, const char *typed,
                   const char *after, char *text, size_t size);

#endif

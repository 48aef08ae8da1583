/* What each type of the language is called, and which texts are of it. */
#ifndef COMMAND_TYPES_H
#define COMMAND_TYPES_H

#include "command/command.h"

struct type {
    const char *placeholder;           /* in usage lines: "N" */
    const char *noun;                  /* "a whole number above 0" */
    bool (*accepts)(const char *text); /* NULL: any text but "" */
    bool named;                        /* one of names_collect */
    bool list;                         /* items separated by commas */
    bool
        settings; /* a name may have ":..." behind it, which the handler reads */
};

const struct type *type_of(enum command_type type);

/*
 * RIFFLE_EUSAGE when `text` cannot be a value of `option`, whatever is
 * loaded; the hint has the nearest names. What depends on the data (rows,
 * columns, sets) is for the handler.
 */
enum riffle_status type_check(const struct command_option *option,
                              const char *text,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif

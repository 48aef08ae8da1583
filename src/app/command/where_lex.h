/* The words of a condition, for where.c. */
#ifndef COMMAND_WHERE_LEX_H
#define COMMAND_WHERE_LEX_H

#include <stdbool.h>
#include <stddef.h>

enum where_kind {
    WHERE_END,
    WHERE_WORD,   /* letters, digits, _ and . */
    WHERE_COLUMN, /* in backquotes */
    WHERE_QUOTED, /* in quotes */
    WHERE_NUMBER,
    WHERE_OPERATOR,
    WHERE_OPEN,
    WHERE_CLOSE,
    WHERE_STRAY, /* nothing a condition is made of */
};

struct where_token {
    enum where_kind kind;
    const char *text; /* without its quotes; not ended by a zero */
    size_t length;
    double number; /* of a WHERE_NUMBER */
};

/* The token at `*text`, which moves behind it. */
struct where_token where_next(const char **text);

bool where_is(const struct where_token *token, const char *word);

#endif

/* Keys' commands with places for what the user is on. */
#ifndef COMMAND_BIND_FILL_H
#define COMMAND_BIND_FILL_H

/* In words of the language; NULL: the user is on none. */
struct bind_here {
    const char *row;     /* {row}: the training row of the cursor */
    const char *rows;    /* {rows}: those that are marked, or else that one */
    const char *set;     /* {set}: the removal set of the cursor */
    const char *measure; /* {measure}: whose effects are shown */
};

/*
 * `command` with its places filled; other braces stay. Caller owns (free).
 * NULL: out of memory, or, then `missing` says what, there is no such thing
 * here.
 */
char *bind_fill(const char *command, const struct bind_here *here,
                const char **missing);

#endif

/* From the bytes of a line to words, as a shell would cut them. */
#ifndef COMMAND_TOKENS_H
#define COMMAND_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

/* One word: `text` without its quotes, and the bytes it came from. */
struct token {
    char *text;
    size_t start, end; /* bytes start .. end - 1 of the line, quotes included */
    size_t key;        /* of `key=value`: bytes of the key; 0: a plain word */
    size_t value;      /* where in the line the value begins; start if plain */
};

enum tokens_flaw {
    TOKENS_GOOD,
    TOKENS_OPEN_QUOTE,     /* the text ends inside '..' or ".." */
    TOKENS_OPEN_BACKSLASH, /* the text ends in a backslash */
    TOKENS_NUL,
    TOKENS_MEMORY,
};

/* The words of one command. */
struct tokens {
    struct token *items;
    size_t n;
    size_t next;    /* where the command after this one begins */
    bool separated; /* a `;` or newline ended this one */
    enum tokens_flaw flaw;
    size_t flaw_at; /* byte of the quote, backslash or NUL */
};

/*
 * Read the words from byte `from` up to the next `;` or newline outside
 * quotes. A `#` where a word could begin starts a comment. With a flaw, what
 * was read up to it counts as the last word (completion needs it).
 * `tokens` is uninitialised before, released after (tokens_release).
 */
void tokens_read(const char *text, size_t length, size_t from,
                 struct tokens *tokens);
void tokens_release(struct tokens *tokens);

/* The value of a `key=value` token, the whole text of a plain one. */
const char *token_value(const struct token *token);

/*
 * True when the text ends in the middle of a command: an open quote or a
 * trailing backslash; the next line belongs to it.
 */
bool tokens_incomplete(const char *text, size_t length);

/* `text` in quotes where the language needs them; caller owns (free). */
char *token_quote(const char *text);

#endif

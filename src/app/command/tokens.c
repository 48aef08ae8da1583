/* The lexical rules: blanks, quotes, comments, separators, `key=`. */
#include "command/tokens.h"

#include <stdlib.h>
#include <string.h>

struct scanner {
    const char *text;
    size_t length;
    size_t at;
    char *word; /* the token being read, without quotes */
    size_t used;
    size_t quoted; /* bytes of the word before its first quote */
    struct tokens *tokens;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_separator(char c)
{
    return c == ';' || c == '\n';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_key(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* Bytes of the key when the unquoted start of a word is `key=`. */
static size_t key_length(const char *word, size_t length)
{
    size_t n = 0;
    if (length == 0 || !is_letter(word[0]))
        return 0;
    while (n < length && is_key(word[n]))
        n++;
    bool assigned = n < length && word[n] == '=';
    bool compared = n + 1 < length && word[n + 1] == '=';
    return assigned && !compared ? n : 0;
}

static void flaw(struct scanner *scanner, enum tokens_flaw kind, size_t at)
{
    scanner->tokens->flaw = kind;
    scanner->tokens->flaw_at = at;
}

static void keep(struct scanner *scanner, char c)
{
    scanner->word[scanner->used++] = c;
}

/* The rest of a quoted part, whose opening quote was just passed. */
static void scan_quoted(struct scanner *scanner, char quote)
{
    size_t opened = scanner->at - 1;
    while (scanner->at < scanner->length) {
        char c = scanner->text[scanner->at++];
        char next =
            scanner->at < scanner->length ? scanner->text[scanner->at] : '\0';
        if (c == quote)
            return;
        if (c == '\\' && quote == '"' && (next == '"' || next == '\\')) {
            c = next;
            scanner->at++;
        }
        keep(scanner, c);
    }
    flaw(scanner, TOKENS_OPEN_QUOTE, opened);
}

static void scan_backslash(struct scanner *scanner)
{
    if (scanner->at == scanner->length) {
        flaw(scanner, TOKENS_OPEN_BACKSLASH, scanner->at - 1);
        return;
    }
    char c = scanner->text[scanner->at++];
    if (c != '\n')
        keep(scanner, c);
}

static void scan_word(struct scanner *scanner)
{
    scanner->used = 0;
    scanner->quoted = (size_t)-1;
    while (scanner->at < scanner->length && !scanner->tokens->flaw) {
        char c = scanner->text[scanner->at];
        if (is_blank(c) || is_separator(c))
            return;
        scanner->at++;
        bool marks = c == '"' || c == '\'' || c == '\\';
        if (marks && scanner->quoted > scanner->used)
            scanner->quoted = scanner->used;
        if (c == '\\')
            scan_backslash(scanner);
        else if (marks)
            scan_quoted(scanner, c);
        else
            keep(scanner, c);
    }
}

/* Append the word that was just scanned. */
static bool push(struct scanner *scanner, size_t start)
{
    struct tokens *tokens = scanner->tokens;
    struct token *items =
        realloc(tokens->items, (tokens->n + 1) * sizeof *items);
    if (!items)
        return false;
    tokens->items = items;
    size_t plain =
        scanner->quoted < scanner->used ? scanner->quoted : scanner->used;
    size_t key = key_length(scanner->word, plain);
    items[tokens->n] = (struct token){
        .text = strndup(scanner->word, scanner->used),
        .start = start,
        .end = scanner->at,
        .key = key,
        .value = key ? start + key + 1 : start,
    };
    return items[tokens->n++].text != NULL;
}

/* Blanks, joined lines and a comment; false at the end of the command. */
static bool skip_blanks(struct scanner *scanner)
{
    const char *text = scanner->text;
    while (scanner->at < scanner->length) {
        char c = text[scanner->at];
        bool joined = c == '\\' && scanner->at + 1 < scanner->length &&
                      text[scanner->at + 1] == '\n';
        if (joined)
            scanner->at += 2;
        else if (is_blank(c))
            scanner->at++;
        else
            break;
    }
    if (scanner->at < scanner->length && text[scanner->at] == '#')
        while (scanner->at < scanner->length && text[scanner->at] != '\n')
            scanner->at++;
    return scanner->at < scanner->length && !is_separator(text[scanner->at]);
}

static void scan(struct scanner *scanner)
{
    struct tokens *tokens = scanner->tokens;
    while (!tokens->flaw && skip_blanks(scanner)) {
        size_t start = scanner->at;
        scan_word(scanner);
        if (!push(scanner, start))
            flaw(scanner, TOKENS_MEMORY, start);
    }
    tokens->next = scanner->at;
    tokens->separated = tokens->next < scanner->length && !tokens->flaw;
    tokens->next += tokens->separated;
}

void tokens_read(const char *text, size_t length, size_t from,
                 struct tokens *tokens)
{
    *tokens = (struct tokens){.next = length};
    struct scanner scanner = {
        .text = text,
        .length = length,
        .at = from,
        .tokens = tokens,
        .word = malloc(length - from + 1),
    };
    const char *nul = memchr(text + from, '\0', length - from);
    if (!scanner.word)
        flaw(&scanner, TOKENS_MEMORY, from);
    else if (nul)
        flaw(&scanner, TOKENS_NUL, (size_t)(nul - text));
    else
        scan(&scanner);
    free(scanner.word);
}

void tokens_release(struct tokens *tokens)
{
    for (size_t i = 0; i < tokens->n; i++)
        free(tokens->items[i].text);
    free(tokens->items);
    *tokens = (struct tokens){0};
}

const char *token_value(const struct token *token)
{
    return token->key ? token->text + token->key + 1 : token->text;
}

bool tokens_incomplete(const char *text, size_t length)
{
    enum tokens_flaw found = TOKENS_GOOD;
    for (size_t at = 0; at < length && !found;) {
        struct tokens tokens;
        tokens_read(text, length, at, &tokens);
        found = tokens.flaw;
        at = tokens.next;
        tokens_release(&tokens);
    }
    return found == TOKENS_OPEN_QUOTE || found == TOKENS_OPEN_BACKSLASH;
}

/* Bytes that mean something to the scanner, or look as if they did. */
static bool is_special(char c)
{
    return is_blank(c) || is_separator(c) || strchr("\"'\\#=", c);
}

char *token_quote(const char *text)
{
    size_t length = strlen(text);
    char *quoted = calloc(length + 2, 2);
    size_t used = 0;
    bool needed = length == 0;
    for (size_t i = 0; i < length; i++)
        needed = needed || is_special(text[i]);
    if (!quoted || !needed)
        return quoted ? memcpy(quoted, text, length + 1) : NULL;
    quoted[used++] = '"';
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"' || text[i] == '\\')
            quoted[used++] = '\\';
        quoted[used++] = text[i];
    }
    quoted[used++] = '"';
    quoted[used] = '\0';
    return quoted;
}

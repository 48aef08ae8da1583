/* The words of a condition, for where.c. */
#include "command/where_lex.h"

#include "riffle/number.h"

#include <ctype.h>
#include <string.h>

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.' ||
           (unsigned char)c >= 0x80;
}

/* How many of the characters at `text` make one number; 0: none. */
static size_t number_length(const char *text)
{
    size_t n = *text == '-' || *text == '+';
    if (!isdigit((unsigned char)text[n]) && text[n] != '.')
        return 0;
    while (is_name(text[n]) || ((text[n] == '-' || text[n] == '+') &&
                                (text[n - 1] == 'e' || text[n - 1] == 'E')))
        n++;
    return n;
}

static size_t operator_length(const char *text)
{
    static const char *const operators[] = {"<=", ">=", "==", "!=", "<", ">"};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (strncmp(text, operators[i], strlen(operators[i])) == 0)
            return strlen(operators[i]);
    return 0;
}

/* A token in quotes; WHERE_STRAY when they do not close. */
static struct where_token quoted(const char **text)
{
    char quote = **text;
    struct where_token token = {
        .kind = quote == '`' ? WHERE_COLUMN : WHERE_QUOTED, .text = *text + 1};
    const char *end = strchr(token.text, quote);
    if (!end) {
        token.kind = WHERE_STRAY;
        token.text = *text;
        token.length = strlen(*text);
        *text += token.length;
        return token;
    }
    token.length = (size_t)(end - token.text);
    *text = end + 1;
    return token;
}

static struct where_token unquoted(const char *text)
{
    struct where_token token = {.kind = WHERE_STRAY, .text = text, .length = 1};
    size_t length = number_length(text);
    if (length && riffle_number_parse(text, length, &token.number)) {
        token.kind = WHERE_NUMBER;
        token.length = length;
    } else if ((length = operator_length(text)) > 0) {
        token.kind = WHERE_OPERATOR;
        token.length = length;
    } else if (is_name(*text)) {
        token.kind = WHERE_WORD;
        while (is_name(text[token.length]))
            token.length++;
    } else if (*text == '(' || *text == ')') {
        token.kind = *text == '(' ? WHERE_OPEN : WHERE_CLOSE;
    }
    return token;
}

struct where_token where_next(const char **text)
{
    while (isspace((unsigned char)**text))
        ++*text;
    if (!**text)
        return (struct where_token){.kind = WHERE_END, .text = *text};
    if (**text == '`' || **text == '\'' || **text == '"')
        return quoted(text);
    struct where_token token = unquoted(*text);
    *text += token.length;
    return token;
}

bool where_is(const struct where_token *token, const char *word)
{
    return token->length == strlen(word) &&
           strncmp(token->text, word, token->length) == 0;
}

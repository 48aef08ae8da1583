/* Readers of lists: row numbers, in words or in a file, and items. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/call.h"
#include "command/value.h"
#include "plain.h"

/* Rows while they are collected. */
struct rows {
    size_t *items;
    size_t k, capacity;
    size_t n; /* rows are below this */
};

/* Why an item was not taken. */
enum rows_fault {
    ROWS_GOOD,
    ROWS_MALFORMED,
    ROWS_BEYOND,
    ROWS_MANY,
    ROWS_MEMORY
};

static bool reserve(struct rows *rows, size_t more)
{
    size_t needed = rows->k + more;
    if (needed <= rows->capacity)
        return true;
    size_t capacity = needed > 2 * rows->capacity ? needed : 2 * rows->capacity;
    size_t *items = reallocarray(rows->items, capacity, sizeof *items);
    if (!items)
        return false;
    rows->items = items;
    rows->capacity = capacity;
    return true;
}

/* A row may be named twice, but no list is much longer than the rows. */
static size_t most_items(size_t n)
{
    enum { SPARE = 65536 };
    return 2 * n + SPARE;
}

static enum rows_fault add_item(struct rows *rows, const char *text,
                                size_t length)
{
    size_t first;
    size_t last;
    if (!value_rows(text, length, &first, &last))
        return ROWS_MALFORMED;
    if (last >= rows->n)
        return ROWS_BEYOND;
    if (last - first >= most_items(rows->n) - rows->k)
        return ROWS_MANY;
    if (!reserve(rows, last - first + 1))
        return ROWS_MEMORY;
    for (size_t row = first; row <= last; row++)
        rows->items[rows->k++] = row;
    return ROWS_GOOD;
}

/* The sentence for a fault; `where` names the file and line, or is "". */
static enum riffle_status complain(enum rows_fault fault, const char *where,
                                   const char *text, size_t length, size_t n,
                                   struct riffle_error *err)
{
    int shown = length < 80 ? (int)length : 80;
    enum riffle_status status = *where ? RIFFLE_EFORMAT : RIFFLE_EUSAGE;
    if (fault == ROWS_MEMORY)
        return riffle_fail_memory(err, n * sizeof(size_t));
    if (fault == ROWS_MANY)
        return riffle_fail(err, RIFFLE_ELIMIT, "%stoo many rows", where);
    if (fault == ROWS_BEYOND)
        return riffle_fail(err, status,
                           "%srow %.*s is not there: rows are 0 to %zu", where,
                           shown, text, n - 1);
    riffle_fail(err, status, "%s`%.*s' is not a row number", where, shown,
                text);
    riffle_hint(err, "rows are 7, 10-20, 1,5 or @FILE");
    return status;
}

static const char separators[] = " \t\r\n,";

static enum riffle_status read_list(struct rows *rows, const char *list,
                                    struct riffle_error *err)
{
    for (;;) {
        list += strspn(list, separators);
        size_t length = strcspn(list, separators);
        if (length == 0)
            return RIFFLE_OK;
        enum rows_fault fault = add_item(rows, list, length);
        if (fault)
            return complain(fault, "", list, length, rows->n, err);
        list += length;
    }
}

/* A file word by word, so that no line of it is too long. */
struct words {
    FILE *in;
    size_t line, column; /* of the next character, from 1 */
    size_t start;        /* column of the word */
    size_t length;
    bool cut; /* of a word longer than any item */
    char text[64];
};

static int next_char(struct words *words)
{
    int c = getc(words->in);
    words->column++;
    return c;
}

static bool is_separator(int c)
{
    return c != '\0' && strchr(separators, c);
}

/* False at the end of the file. */
static bool next_word(struct words *words)
{
    int c = next_char(words);
    while (c != EOF && is_separator(c)) {
        if (c == '\n') {
            words->line++;
            words->column = 0;
        }
        c = next_char(words);
    }
    words->start = words->column;
    words->length = 0;
    while (c != EOF && !is_separator(c) && words->length < sizeof words->text) {
        words->text[words->length++] = (char)c;
        c = next_char(words);
    }
    words->cut = c != EOF && !is_separator(c);
    if (c != EOF)
        (void)ungetc(c, words->in);
    words->column--;
    return words->length > 0;
}

static enum riffle_status read_file(struct rows *rows, const char *path,
                                    struct riffle_error *err)
{
    struct stat found;
    struct words words = {.line = 1};
    enum riffle_status status = plain_open(path, &words.in, &found, err);
    if (status)
        return status;
    while (!status && next_word(&words)) {
        enum rows_fault fault = words.cut
                                    ? ROWS_MALFORMED
                                    : add_item(rows, words.text, words.length);
        if (!fault)
            continue;
        char where[512];
        (void)snprintf(where, sizeof where, "%.400s:%zu: ", path, words.line);
        status = complain(fault, where, words.text, words.length, rows->n, err);
        riffle_place(err, words.line, words.start);
    }
    if (!status && ferror(words.in))
        status = riffle_fail(err, RIFFLE_EIO, "cannot read `%s': %s", path,
                             strerror(errno));
    (void)fclose(words.in);
    return status;
}

static enum riffle_status read_token(const struct command_call *call,
                                     const struct token *token,
                                     struct rows *rows,
                                     struct riffle_error *err)
{
    const char *text = token_value(token);
    enum riffle_status status = text[0] == '@' ? read_file(rows, text + 1, err)
                                               : read_list(rows, text, err);
    if (status)
        *call->mark = (struct call_mark){token->value, token->end};
    return status;
}

/* Hand over what was read, or free it. */
static enum riffle_status finish(enum riffle_status status, struct rows *read,
                                 size_t **rows, size_t *k)
{
    if (status) {
        free(read->items);
        return status;
    }
    *rows = read->items;
    *k = read->k;
    return RIFFLE_OK;
}

enum riffle_status call_rows(const struct command_call *call, size_t first,
                             size_t n, size_t **rows, size_t *k,
                             struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    struct rows read = {.n = n};
    if (first >= call->n_words)
        return call_fail(call, NULL, err, "which rows?");
    if (!reserve(&read, 1))
        return riffle_fail_memory(err, sizeof *read.items);
    for (size_t i = first; i < call->n_words && !status; i++)
        status = read_token(call, call->words[i], &read, err);
    return finish(status, &read, rows, k);
}

enum riffle_status call_option_rows(const struct command_call *call,
                                    const char *name, size_t n, size_t **rows,
                                    size_t *k, struct riffle_error *err)
{
    struct rows read = {.n = n};
    const struct token *token = call_token(call, name);
    if (!token)
        return RIFFLE_OK;
    if (!reserve(&read, 1))
        return riffle_fail_memory(err, sizeof *read.items);
    return finish(read_token(call, token, &read, err), &read, rows, k);
}

void call_items_free(char **items, size_t n)
{
    for (size_t i = 0; items && i < n; i++)
        free(items[i]);
    free(items);
}

enum riffle_status call_items(const struct command_call *call, const char *name,
                              char ***items, size_t *n,
                              struct riffle_error *err)
{
    const char *text = call_value(call, name);
    if (!text)
        return RIFFLE_OK;
    size_t count = 0;
    char **split = calloc(strlen(text) / 2 + 2, sizeof *split);
    bool whole = split != NULL;
    const char *item;
    size_t length;
    for (size_t at = 0; whole && value_item(text, &at, &item, &length);) {
        if (length == 0)
            continue;
        split[count] = strndup(item, length);
        whole = split[count] != NULL;
        count += whole;
    }
    if (!whole) {
        call_items_free(split, count);
        return riffle_fail_memory(err, strlen(text));
    }
    *items = split;
    *n = count;
    return RIFFLE_OK;
}

/* One field of a CSV row: a number, a text, a label, or nothing. */
#include "data/csv.h"

#include "riffle/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Fields beyond the header's that a row is read on to be told of. */
static const size_t MOST_BEYOND = 1000;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

void csv_trim(struct csv_reader *reader, const char **text, size_t *length)
{
    const size_t before = *length;
    while (*length > 0 && is_blank(**text)) {
        ++*text;
        --*length;
    }
    while (*length > 0 && is_blank((*text)[*length - 1]))
        --*length;
    reader->trimmed += *length != before;
}

static bool is_missing(const char *text, size_t length)
{
    static const char *const marks[] = {"", "NA", "NaN", "?", "null"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strlen(marks[i]) == length &&
            strncasecmp(text, marks[i], length) == 0)
            return true;
    return false;
}

/* The name of the field under way, for messages. */
static const char *field_name(const struct csv_reader *reader)
{
    return reader->header.texts[reader->field];
}

static void fail_number(struct csv_reader *reader, const char *text,
                        size_t length)
{
    (void)csv_fail(
        reader, reader->field,
        "column %zu \"%.80s\": \"%.*s\" is not a number (data row %zu)",
        reader->field + 1, field_name(reader), length < 80 ? (int)length : 80,
        text, reader->rows);
    if (memchr(text, ',', length) != NULL)
        riffle_hint(reader->err, "numbers take a decimal point, no comma");
    else
        riffle_hint(reader->err,
                    "the column began with numbers; mend the cell, empty it "
                    "(missing=), or leave the column out: ignore=%.80s",
                    field_name(reader));
}

static void too_many(struct csv_reader *reader, const char *what)
{
    (void)csv_fail(reader, reader->field,
                   "column %zu \"%.80s\": more than %zu different %s",
                   reader->field + 1, field_name(reader),
                   reader->reading->options->limits.levels, what);
    (void)csv_fail_limit(reader);
}

/* Texts become names of features and classes. */
static bool is_too_long(struct csv_reader *reader, size_t length)
{
    const size_t most = reader->reading->options->limits.name;
    if (length <= most)
        return false;
    (void)csv_fail(reader, reader->field,
                   "column %zu \"%.80s\": a text of %zu bytes, at most %zu "
                   "are allowed",
                   reader->field + 1, field_name(reader), length, most);
    riffle_hint(reader->err, "leave the column out: ignore=%.80s",
                field_name(reader));
    (void)csv_fail_limit(reader);
    return true;
}

/* The number of a text's level. */
static double level(struct csv_reader *reader, size_t target, const char *text,
                    size_t length)
{
    struct levels **levels = &reader->reading->rows.texts[target];
    if (is_too_long(reader, length))
        return NAN;
    if (*levels == NULL)
        *levels = calloc(1, sizeof **levels);
    const size_t number =
        *levels != NULL ? levels_add(*levels, text, length) : LEVELS_NONE;
    if (number == LEVELS_NONE) {
        reader->status = riffle_fail_memory(reader->err, length);
    } else if (number >= reader->reading->options->limits.levels) {
        too_many(reader, "texts");
        riffle_hint(reader->err,
                    "each text becomes a feature of its own; leave the column "
                    "out: ignore=%.80s",
                    field_name(reader));
    }
    return (double)number;
}

/* The class of a label; spellings seen before are looked up. */
static size_t label_class(struct csv_reader *reader, const char *text,
                          size_t length)
{
    const size_t known = levels_find(&reader->labels, text, length);
    if (known != LEVELS_NONE)
        return reader->label_class[known];
    if (is_too_long(reader, length))
        return LEVELS_NONE;
    if (reader->labels.count >= reader->reading->options->limits.levels) {
        too_many(reader, "labels");
        riffle_hint(reader->err, "two classes are needed; is another column "
                                 "the label? (label=)");
        return LEVELS_NONE;
    }
    const size_t class = table_class(&reader->reading->rows, text, length);
    size_t *classes =
        realloc(reader->label_class,
                (reader->labels.count + 1) * sizeof *reader->label_class);
    if (classes != NULL)
        reader->label_class = classes;
    if (classes == NULL || class == LEVELS_NONE ||
        levels_add(&reader->labels, text, length) == LEVELS_NONE) {
        reader->status = riffle_fail_memory(reader->err, length);
        return LEVELS_NONE;
    }
    reader->label_class[reader->labels.count - 1] = class;
    return class;
}

/* The rare cells: blanks around, missing, text, malformed. */
static double cell_value(struct csv_reader *reader, struct csv_column *column,
                         const char *text, size_t length)
{
    double value;
    csv_trim(reader, &text, &length);
    if (is_missing(text, length))
        return NAN;
    const bool number =
        column->kind != CSV_TEXT && riffle_number_parse(text, length, &value);
    if (column->kind == CSV_UNKNOWN)
        column->kind = number ? CSV_NUMBER : CSV_TEXT;
    if (column->kind == CSV_TEXT)
        return level(reader, column->target, text, length);
    if (number)
        return value;
    fail_number(reader, text, length);
    return NAN;
}

void csv_cell(struct csv_reader *reader, const char *text, size_t length)
{
    struct table *rows = &reader->reading->rows;
    if (reader->field == 0) {
        reader->status = table_grow(rows, reader->err);
        if (reader->status != RIFFLE_OK)
            return;
    }
    if (reader->field >= reader->header.count) {
        if (reader->field >= reader->header.count + MOST_BEYOND)
            (void)csv_fail(reader, reader->field,
                           "the row has over %zu fields, the header has %zu "
                           "(data row %zu)",
                           reader->field, reader->header.count, reader->rows);
        return; /* counted, and refused at the end of the row */
    }
    struct csv_column *column = &reader->columns[reader->field];
    double *cell = rows->cells + rows->n * rows->d + column->target;
    switch (column->kind) {
    case CSV_IGNORED:
        break;
    case CSV_LABEL:
        csv_trim(reader, &text, &length);
        rows->label[rows->n] = is_missing(text, length)
                                   ? LEVELS_NONE
                                   : label_class(reader, text, length);
        break;
    case CSV_NUMBER:
        if (!riffle_number_parse(text, length, cell))
            *cell = cell_value(reader, column, text, length);
        break;
    case CSV_UNKNOWN:
    case CSV_TEXT:
        *cell = cell_value(reader, column, text, length);
        break;
    }
}

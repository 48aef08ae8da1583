/* The header line of a CSV file: names, and what each column is. */
#include "data/csv.h"

#include "base/memory.h"
#include "data/choose.h"
#include "riffle/number.h"

#include <stdlib.h>
#include <string.h>

static void fail_wide(struct csv_reader *reader, size_t most)
{
    (void)csv_fail(reader, reader->field,
                   "the header has more than %zu columns", most);
    riffle_hint(reader->err, "if it is meant to be so wide: --limit "
                             "features=COUNT");
    (void)csv_fail_limit(reader);
}

static void fail_name(struct csv_reader *reader, size_t length, size_t most)
{
    (void)csv_fail(reader, reader->field,
                   "the name of column %zu has %zu bytes, at most %zu are "
                   "allowed",
                   reader->field + 1, length, most);
    (void)csv_fail_limit(reader);
}

void csv_header_field(struct csv_reader *reader, const char *text,
                      size_t length)
{
    const struct riffle_limits *limits = &reader->reading->options->limits;
    const size_t column = reader->field + 1;
    csv_trim(reader, &text, &length);
    const size_t known = levels_find(&reader->header, text, length);
    if (length == 0) {
        (void)csv_fail(reader, reader->field, "column %zu has no name", column);
        riffle_hint(reader->err, "name every column in the first line (a "
                                 "pandas index: write with index=False)");
    } else if (length > limits->name) {
        fail_name(reader, length, limits->name);
    } else if (column > limits->features + 1) {
        fail_wide(reader, limits->features + 1);
    } else if (known != LEVELS_NONE) {
        (void)csv_fail(reader, reader->field,
                       "column %zu has the name of column %zu, \"%.80s\"",
                       column, known + 1, reader->header.texts[known]);
    } else if (levels_add(&reader->header, text, length) == LEVELS_NONE) {
        reader->status = riffle_fail_memory(reader->err, length);
    }
}

/* A first line of measured numbers is a row of data, not names. */
static bool header_is_data(const struct levels *header)
{
    bool fraction = false;
    for (size_t i = 0; i < header->count; i++) {
        double value;
        const char *name = header->texts[i];
        if (!riffle_number_parse(name, strlen(name), &value))
            return false;
        fraction |= strpbrk(name, ".eE") != NULL;
    }
    return fraction;
}

static enum csv_kind kind_like(const struct table *like, size_t target,
                               bool label)
{
    if (label)
        return CSV_LABEL;
    if (target == LEVELS_NONE)
        return CSV_IGNORED;
    return like->texts[target] != NULL ? CSV_TEXT : CSV_NUMBER;
}

static enum riffle_status fail_missing(struct csv_reader *reader,
                                       const char *name)
{
    enum riffle_status status =
        input_fail(&reader->reading->input, 1, reader->err,
                   "the training column \"%.80s\" is missing here", name);
    riffle_hint(reader->err, "leave the column out of both files: ignore=%.80s",
                name);
    return status;
}

/* The training file has told what the columns are: find them by name. */
static enum riffle_status columns_like(struct csv_reader *reader, size_t label)
{
    struct reading *reading = reader->reading;
    const struct table *like = reading->like;
    size_t extra = 0, found = 0;
    for (size_t i = 0; i < reader->header.count; i++) {
        const char *name = reader->header.texts[i];
        struct csv_column *column = &reader->columns[i];
        const size_t target = levels_find(&like->names, name, strlen(name));
        column->kind = kind_like(like, target, i == label);
        if (target != LEVELS_NONE)
            column->target = target;
        found += column->kind == CSV_TEXT || column->kind == CSV_NUMBER;
        extra += column->kind == CSV_IGNORED &&
                 !choose_ignores(reading->options, name);
    }
    for (size_t j = 0; j < like->d && found < like->d; j++)
        if (levels_find(&reader->header, like->names.texts[j],
                        strlen(like->names.texts[j])) == LEVELS_NONE)
            return fail_missing(reader, like->names.texts[j]);
    if (extra > 0)
        notes_add(reading->notes,
                  "%zu column%s of the test file not in the training file "
                  "left out",
                  extra, extra == 1 ? "" : "s");
    if (!levels_copy(&reading->rows.names, &like->names))
        return riffle_fail_memory(reader->err, like->d);
    return RIFFLE_OK;
}

/* Every column but the label and the ignored ones is a feature. */
static enum riffle_status columns_new(struct csv_reader *reader, size_t label)
{
    struct reading *reading = reader->reading;
    struct levels *names = &reading->rows.names;
    struct levels ignored = {0};
    enum riffle_status status =
        choose_ignored(reading, &reader->header, &ignored, reader->err);
    for (size_t i = 0; status == RIFFLE_OK && i < reader->header.count; i++) {
        const char *name = reader->header.texts[i];
        struct csv_column *column = &reader->columns[i];
        column->kind = CSV_IGNORED;
        if (i == label) {
            column->kind = CSV_LABEL;
        } else if (levels_find(&ignored, name, strlen(name)) == LEVELS_NONE) {
            column->kind = CSV_UNKNOWN;
            column->target = levels_add(names, name, strlen(name));
            if (column->target == LEVELS_NONE)
                status = riffle_fail_memory(reader->err, strlen(name));
        }
    }
    levels_release(&ignored);
    return status;
}

static enum riffle_status columns_choose(struct csv_reader *reader)
{
    struct reading *reading = reader->reading;
    size_t label;
    if (header_is_data(&reader->header)) {
        (void)input_fail(&reading->input, 1, reader->err,
                         "the first line holds numbers, expected column names");
        riffle_hint(reader->err, "put a line of names before the data");
        return RIFFLE_EFORMAT;
    }
    enum riffle_status status =
        choose_label(reading, &reader->header, &label, reader->err);
    if (status != RIFFLE_OK)
        return status;
    status = reading->like != NULL ? columns_like(reader, label)
                                   : columns_new(reader, label);
    if (status != RIFFLE_OK)
        return status;
    if (reading->rows.names.count == 0)
        return input_fail(&reading->input, 1, reader->err,
                          "no feature columns beside the label \"%.80s\"",
                          reader->header.texts[label]);
    reading->rows.label_name = strdup(reader->header.texts[label]);
    if (reading->rows.label_name == NULL)
        return riffle_fail_memory(reader->err, sizeof(char *));
    return table_set_columns(&reading->rows, reading->rows.names.count, 0,
                             reader->err);
}

void csv_header_end(struct csv_reader *reader)
{
    reader->columns =
        array_new(reader->header.count, 1, sizeof *reader->columns);
    if (reader->columns == NULL)
        reader->status = riffle_fail_memory(
            reader->err, reader->header.count * sizeof *reader->columns);
    else
        reader->status = columns_choose(reader);
}

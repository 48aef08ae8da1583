/* LIBSVM and svmlight text: "label index:value index:value # comment". */
#include "data/arrays.h"

#include "base/system.h"
#include "riffle/number.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* One nonzero of the rows read so far. */
struct entry {
    uint32_t index; /* from 0 */
    double value;
};

struct svm_reader {
    struct reading *reading;
    struct entry *entries;
    size_t n_entries, capacity;
    size_t *first; /* where the entries of each row begin */
    size_t n_rows, row_capacity;
    size_t largest; /* number of columns: the largest index */
    size_t outside; /* entries of a test file beyond the training columns */
    size_t line;
    const char *begin; /* of the line under way */
    char *rest; /* the beginning of a line that the next piece continues */
    size_t n_rest, rest_capacity;
    struct riffle_error *err;
};

/* The items with room for `needed`, doubling; NULL: out of memory. */
static void *make_room(void *items, size_t *capacity, size_t needed,
                       size_t size)
{
    size_t more = *capacity > 0 ? *capacity : 1024;
    if (needed <= *capacity)
        return items;
    while (more < needed)
        more *= 2;
    items = reallocarray(items, more, size);
    if (items != NULL)
        *capacity = more;
    return items;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The next word of the line, if any. */
static bool next_word(const char **at, const char *end, const char **word,
                      size_t *length)
{
    while (*at < end && is_blank(**at))
        ++*at;
    *word = *at;
    while (*at < end && !is_blank(**at))
        ++*at;
    *length = (size_t)(*at - *word);
    return *length > 0;
}

/* Column, from 1, of a word of the line under way. */
static void place_word(const struct svm_reader *reader, const char *word)
{
    riffle_place(reader->err, reader->line, (size_t)(word - reader->begin) + 1);
}

static enum riffle_status fail_word(const struct svm_reader *reader,
                                    const char *word, size_t length,
                                    const char *expected)
{
    (void)input_fail(&reader->reading->input, reader->line, reader->err,
                     "\"%.*s\": expected %s", length < 40 ? (int)length : 40,
                     word, expected);
    place_word(reader, word);
    return RIFFLE_EFORMAT;
}

static enum riffle_status add_entry(struct svm_reader *reader, uint64_t index,
                                    double value)
{
    const struct table *like = reader->reading->like;
    const bool ignoring = reader->reading->options->ignore != NULL;
    if (like != NULL && !ignoring && index > like->d) {
        reader->outside++;
        return RIFFLE_OK;
    }
    struct entry *entries =
        make_room(reader->entries, &reader->capacity, reader->n_entries + 1,
                  sizeof *reader->entries);
    if (entries == NULL)
        return riffle_fail_memory(reader->err, reader->n_entries);
    reader->entries = entries;
    entries[reader->n_entries++] = (struct entry){(uint32_t)(index - 1), value};
    if (index > reader->largest)
        reader->largest = index;
    return RIFFLE_OK;
}

static enum riffle_status fail_index(const struct svm_reader *reader,
                                     const char *word, uint64_t index)
{
    (void)riffle_fail(reader->err, RIFFLE_ELIMIT,
                      "%s:%zu: feature %llu, at most %zu are allowed",
                      reader->reading->input.path, reader->line,
                      (unsigned long long)index,
                      reader->reading->options->limits.features);
    place_word(reader, word);
    riffle_hint(reader->err, "rows are stored densely, so that wide files take "
                             "much memory; if that is fine: --limit "
                             "features=COUNT");
    return RIFFLE_ELIMIT;
}

/* "index:value", its index above the previous one of the row. */
static enum riffle_status take_pair(struct svm_reader *reader, const char *word,
                                    size_t length, uint64_t *previous)
{
    uint64_t index;
    double value;
    const char *colon = memchr(word, ':', length);
    const size_t before = colon != NULL ? (size_t)(colon - word) : 0;
    if (length > 4 && memcmp(word, "qid:", 4) == 0)
        return fail_word(reader, word, length,
                         "no qid: this is ranking data, not two classes");
    if (colon == NULL || !riffle_count_parse(word, before, &index))
        return fail_word(reader, word, length, "index:value");
    if (!riffle_number_parse(colon + 1, length - before - 1, &value))
        return fail_word(reader, word, length, "a number after the colon");
    if (index == 0 || index <= *previous)
        return fail_word(reader, word, length,
                         index == 0 ? "indices from 1 on"
                                    : "ascending indices");
    if (index > reader->reading->options->limits.features)
        return fail_index(reader, word, index);
    *previous = index;
    return add_entry(reader, index, value);
}

/* A row's label; the row joins the table without its cells for now. */
static enum riffle_status begin_row(struct svm_reader *reader, const char *word,
                                    size_t length)
{
    struct table *rows = &reader->reading->rows;
    double value;
    if (!riffle_number_parse(word, length, &value))
        return fail_word(reader, word, length, "a label that is a number");
    const enum riffle_status status = table_grow(rows, reader->err);
    if (status != RIFFLE_OK)
        return status;
    size_t *first = make_room(reader->first, &reader->row_capacity,
                              reader->n_rows + 1, sizeof *reader->first);
    if (first == NULL)
        return riffle_fail_memory(reader->err, reader->n_rows);
    if (rows->classes.count > rows->limits->levels)
        return fail_word(reader, word, length, "two classes, not a quantity");
    rows->line[rows->n] = reader->line;
    rows->origin[rows->n] = rows->n;
    reader->first = first;
    first[reader->n_rows++] = reader->n_entries;
    return arrays_label(rows, rows->n++, value, reader->err);
}

static enum riffle_status fail_long(const struct svm_reader *reader,
                                    size_t line)
{
    (void)riffle_fail(reader->err, RIFFLE_ELIMIT,
                      "%s:%zu: a line of more than %zu bytes",
                      reader->reading->input.path, line,
                      reader->reading->options->limits.record);
    riffle_place(reader->err, line, 0);
    riffle_hint(reader->err, "if it is meant to be so long: --limit "
                             "record=BYTES");
    return RIFFLE_ELIMIT;
}

static enum riffle_status take_line(struct svm_reader *reader, const char *line,
                                    size_t length)
{
    const char *comment = memchr(line, '#', length);
    const char *end = comment != NULL ? comment : line + length;
    const char *word;
    size_t word_length;
    uint64_t previous = 0;
    reader->line++;
    reader->begin = line;
    if (length > reader->reading->options->limits.record)
        return fail_long(reader, reader->line);
    if (!next_word(&line, end, &word, &word_length))
        return RIFFLE_OK;
    enum riffle_status status = begin_row(reader, word, word_length);
    while (status == RIFFLE_OK && next_word(&line, end, &word, &word_length))
        status = take_pair(reader, word, word_length, &previous);
    return status;
}

/* Keep the piece of a line that has not ended yet. */
static enum riffle_status keep_rest(struct svm_reader *reader,
                                    const char *bytes, size_t length)
{
    if (length > reader->reading->options->limits.record - reader->n_rest)
        return fail_long(reader, reader->line + 1);
    char *rest = make_room(reader->rest, &reader->rest_capacity,
                           reader->n_rest + length, 1);
    if (rest == NULL)
        return riffle_fail_memory(reader->err, reader->n_rest + length);
    reader->rest = rest;
    memcpy(rest + reader->n_rest, bytes, length);
    reader->n_rest += length;
    return RIFFLE_OK;
}

static enum riffle_status take_piece(struct svm_reader *reader,
                                     const char *bytes, size_t length)
{
    const char *end = bytes + length;
    while (bytes < end) {
        enum riffle_status status = RIFFLE_OK;
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        const char *stop = newline != NULL ? newline : end;
        if (newline == NULL || reader->n_rest > 0)
            status = keep_rest(reader, bytes, (size_t)(stop - bytes));
        if (status == RIFFLE_OK && newline != NULL) {
            const bool whole = reader->n_rest == 0;
            status = take_line(reader, whole ? bytes : reader->rest,
                               whole ? (size_t)(stop - bytes) : reader->n_rest);
            reader->n_rest = 0;
        }
        if (status != RIFFLE_OK)
            return status;
        bytes = newline != NULL ? newline + 1 : end;
    }
    return RIFFLE_OK;
}

static enum riffle_status take_all(struct svm_reader *reader)
{
    for (;;) {
        const unsigned char *piece;
        size_t length;
        enum riffle_status status =
            input_next(&reader->reading->input, &piece, &length, reader->err);
        if (status != RIFFLE_OK)
            return status;
        if (length == 0)
            break;
        status = take_piece(reader, (const char *)piece, length);
        if (status != RIFFLE_OK)
            return status;
    }
    return reader->n_rest > 0 ? take_line(reader, reader->rest, reader->n_rest)
                              : RIFFLE_OK;
}

/* From the entries to dense rows, now that the width is known. */
static enum riffle_status spread_rows(struct svm_reader *reader)
{
    struct table *rows = &reader->reading->rows;
    const size_t n = rows->n, d = rows->d;
    enum riffle_status status = table_reserve(rows, n, true, reader->err);
    if (status != RIFFLE_OK)
        return status;
    memset(rows->cells, 0, n * d * sizeof *rows->cells);
    size_t row = 0;
    for (size_t e = 0; e < reader->n_entries; e++) {
        while (row + 1 < n && reader->first[row + 1] <= e)
            row++;
        rows->cells[row * d + reader->entries[e].index] =
            reader->entries[e].value;
    }
    return RIFFLE_OK;
}

/* Whoever loads sparse text should know what it takes once loaded. */
static void note_density(const struct svm_reader *reader)
{
    const struct table *rows = &reader->reading->rows;
    const double cells = (double)rows->n * (double)rows->d;
    const double given = (double)reader->n_entries;
    if (given < 0.5 * cells && cells * sizeof(double) > 1e8)
        notes_add(reader->reading->notes,
                  "%.2g%% of the cells are given; rows are stored densely, in "
                  "%.0f MB",
                  100 * given / cells, cells * sizeof(double) / 1e6);
}

static enum riffle_status finish(struct svm_reader *reader)
{
    struct reading *reading = reader->reading;
    struct table *rows = &reading->rows;
    size_t d = reader->largest;
    enum riffle_status status = arrays_names(reading, reader->err);
    if (status == RIFFLE_OK && rows->names.count > d)
        d = rows->names.count;
    if (status == RIFFLE_OK && (rows->n == 0 || d == 0))
        status = input_fail(&reading->input, reader->line, reader->err,
                            "%zu rows of %zu features", rows->n, d);
    if (status == RIFFLE_OK)
        status = table_set_columns(rows, d, 1, reader->err);
    if (status == RIFFLE_OK)
        status = spread_rows(reader);
    if (status != RIFFLE_OK)
        return status;
    note_density(reader);
    if (reader->outside > 0)
        notes_add(reading->notes,
                  "%zu values of features that no training row has were left "
                  "out",
                  reader->outside);
    rows->label_name = strdup("label");
    return rows->label_name != NULL ? arrays_ignore(reading, reader->err)
                                    : riffle_fail_memory(reader->err, 6);
}

/* A first line of a label and pairs, where the file's name does not tell. */
static bool svmlight_matches(const unsigned char *bytes, size_t size,
                             const char *path)
{
    const char *at = (const char *)bytes, *word;
    const char *newline = memchr(at, '\n', size);
    const char *end = newline != NULL ? newline : at + size;
    size_t length;
    double value;
    if (path_ends(path, "svm") || path_ends(path, "libsvm") ||
        path_ends(path, "svmlight"))
        return true;
    if (!next_word(&at, end, &word, &length) ||
        !riffle_number_parse(word, length, &value) ||
        !next_word(&at, end, &word, &length))
        return false;
    const char *colon = memchr(word, ':', length);
    return colon != NULL && isdigit((unsigned char)*word) &&
           memchr(word, ',', length) == NULL;
}

static enum riffle_status svmlight_read(struct reading *reading,
                                        struct riffle_error *err)
{
    struct svm_reader reader = {.reading = reading, .err = err};
    static const char instead[] = "the labels stand first in each line";
    enum riffle_status status =
        reading_refuse(reading, "x", reading->options->x_key, instead, err);
    if (status == RIFFLE_OK)
        status =
            reading_refuse(reading, "y", reading->options->y_key, instead, err);
    if (status == RIFFLE_OK)
        status = arrays_check_options(reading, err);
    if (status == RIFFLE_OK)
        status = take_all(&reader);
    if (status == RIFFLE_OK)
        status = finish(&reader);
    free(reader.entries);
    free(reader.first);
    free(reader.rest);
    return status;
}

const struct format format_svmlight = {
    .name = "svmlight",
    .matches = svmlight_matches,
    .read = svmlight_read,
};

/* CSV and TSV by RFC 4180, strictly: records, lines and what libcsv forgives. */
#include "data/csv.h"

#include "base/system.h"

#include <csv.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t FIELD_STEP = 4096; /* bytes a field grows by */

/* Line ends within a field or a piece of one. */
static size_t count_lines(const char *text, size_t length)
{
    if (memchr(text, '\n', length) == NULL &&
        memchr(text, '\r', length) == NULL)
        return 0;
    size_t lines = 0;
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n' ||
                 (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'));
    return lines;
}

enum riffle_status csv_fail(struct csv_reader *reader, size_t field,
                            const char *format, ...)
{
    char sentence[768];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    reader->status = input_fail(&reader->reading->input, reader->line,
                                reader->err, "%s", sentence);
    riffle_place(reader->err, reader->line, field + 1);
    return reader->status;
}

enum riffle_status csv_fail_limit(struct csv_reader *reader)
{
    if (reader->err != NULL)
        reader->err->status = RIFFLE_ELIMIT;
    reader->status = RIFFLE_ELIMIT;
    return RIFFLE_ELIMIT;
}

static enum riffle_status fail_long(struct csv_reader *reader)
{
    (void)csv_fail(reader, reader->field,
                   "field %zu, which begins here, is longer than %zu bytes",
                   reader->field + 1, reader->reading->options->limits.field);
    riffle_hint(reader->err, "is its opening quote ever closed? If so: --limit "
                             "field=BYTES");
    return reader->status;
}

static void on_field(void *bytes, size_t length, void *data)
{
    struct csv_reader *reader = data;
    const char *text = bytes;
    if (reader->status != RIFFLE_OK)
        return;
    reader->terminator = 0;
    if (reader->field == 0) {
        reader->record = reader->line;
        if (reader->blank > 0) {
            reader->status =
                input_fail(&reader->reading->input, reader->blank, reader->err,
                           "the line is blank, and more rows follow");
            return;
        }
    }
    if (length > reader->reading->options->limits.field)
        (void)fail_long(reader);
    else if (reader->columns == NULL)
        csv_header_field(reader, text, length);
    else
        csv_cell(reader, text, length);
    reader->field++;
    reader->line += count_lines(text, length);
}

static void end_row(struct csv_reader *reader)
{
    const size_t expected = reader->header.count;
    struct table *rows = &reader->reading->rows;
    if (reader->field != expected) {
        reader->status = input_fail(
            &reader->reading->input, reader->record, reader->err,
            "the row has %zu field%s, the header has %zu (data row %zu)",
            reader->field, reader->field == 1 ? "" : "s", expected,
            reader->rows);
        riffle_hint(reader->err,
                    "a field that contains the separator must be quoted");
        return;
    }
    rows->line[rows->n] = reader->record;
    rows->origin[rows->n] = reader->rows++;
    rows->n++;
}

/* libcsv reports CR LF as two line ends; blank lines as lines of no field. */
static void on_row(int terminator, void *data)
{
    struct csv_reader *reader = data;
    if (reader->status != RIFFLE_OK)
        return;
    if (terminator == CSV_LF && reader->terminator == CSV_CR) {
        reader->terminator = 0;
        return;
    }
    reader->terminator = terminator;
    if (reader->field == 0) {
        if (reader->blank == 0)
            reader->blank = reader->line;
    } else if (reader->columns == NULL) {
        csv_header_end(reader);
    } else {
        end_row(reader);
    }
    reader->field = 0;
    reader->line++;
}

static int is_no_space(unsigned char byte)
{
    (void)byte;
    return 0;
}

/* The separator: the file's name decides, else the header line. */
static char find_separator(const char *bytes, size_t length, const char *path)
{
    const char *end = memchr(bytes, '\n', length);
    const size_t first = end != NULL ? (size_t)(end - bytes) : length;
    if (path_ends(path, "tsv") || path_ends(path, "tab"))
        return '\t';
    if (memchr(bytes, ',', first) != NULL)
        return ',';
    if (memchr(bytes, '\t', first) != NULL)
        return '\t';
    return memchr(bytes, ';', first) != NULL ? ';' : ',';
}

static enum riffle_status fail_syntax(const struct csv_reader *reader,
                                      struct csv_parser *parser)
{
    const struct input *input = &reader->reading->input;
    const size_t within =
        count_lines((const char *)parser->entry_buf, parser->entry_pos);
    switch (csv_error(parser)) {
    case CSV_EPARSE:
        (void)input_fail(input, reader->line + within, reader->err,
                         "stray quote in field %zu", reader->field + 1);
        riffle_place(reader->err, reader->line + within, reader->field + 1);
        riffle_hint(reader->err, "a field that contains quotes must be quoted "
                                 "as a whole, and its quotes doubled");
        return RIFFLE_EFORMAT;
    case CSV_ENOMEM:
        return riffle_fail_memory(reader->err, parser->entry_pos);
    default:
        return riffle_fail(reader->err, RIFFLE_EIO, "%s: %s", input->path,
                           csv_strerror(csv_error(parser)));
    }
}

static enum riffle_status parse_piece(struct csv_reader *reader,
                                      struct csv_parser *parser,
                                      const char *bytes, size_t length)
{
    const char *nul = memchr(bytes, '\0', length);
    const size_t clean = nul != NULL ? (size_t)(nul - bytes) : length;
    const size_t parsed =
        csv_parse(parser, bytes, clean, on_field, on_row, reader);
    if (reader->status != RIFFLE_OK)
        return reader->status;
    if (parsed != clean)
        return fail_syntax(reader, parser);
    if (nul != NULL)
        return csv_fail(reader, reader->field,
                        "a NUL byte in field %zu: this is not text",
                        reader->field + 1);
    /* An unclosed quote must not swallow the file. */
    if (parser->entry_pos > reader->reading->options->limits.field)
        return fail_long(reader);
    return RIFFLE_OK;
}

/* Skip the mark of UTF-8, refuse UTF-16, choose the separator. */
static enum riffle_status begin(struct csv_reader *reader,
                                struct csv_parser *parser, const char **bytes,
                                size_t *length)
{
    const char *path = reader->reading->input.path;
    if (*length >= 2 && (memcmp(*bytes, "\xff\xfe", 2) == 0 ||
                         memcmp(*bytes, "\xfe\xff", 2) == 0))
        return input_fail(&reader->reading->input, 1, reader->err,
                          "the text is UTF-16, expected UTF-8");
    if (*length >= 3 && memcmp(*bytes, "\xef\xbb\xbf", 3) == 0) {
        *bytes += 3;
        *length -= 3;
    }
    const char separator = find_separator(*bytes, *length, path);
    csv_set_delim(parser, (unsigned char)separator);
    if (separator != ',')
        notes_add(reader->reading->notes, "fields are separated by %s",
                  separator == '\t' ? "tabs" : "semicolons");
    return RIFFLE_OK;
}

static enum riffle_status finish(struct csv_reader *reader,
                                 struct csv_parser *parser)
{
    const struct input *input = &reader->reading->input;
    if (csv_fini(parser, on_field, on_row, reader) != 0)
        return csv_fail(reader, reader->field,
                        "the quote that opens field %zu is never closed",
                        reader->field + 1);
    if (reader->status != RIFFLE_OK)
        return reader->status;
    if (reader->columns == NULL)
        return input_fail(input, 1, reader->err, "the file is empty");
    if (reader->rows == 0)
        return input_fail(input, reader->line, reader->err,
                          "a header, but no data rows");
    if (reader->trimmed > 0)
        notes_add(reader->reading->notes,
                  "blanks around %zu field%s were left out", reader->trimmed,
                  reader->trimmed == 1 ? "" : "s");
    return RIFFLE_OK;
}

static enum riffle_status read_all(struct csv_reader *reader,
                                   struct csv_parser *parser)
{
    struct input *input = &reader->reading->input;
    bool first = true;
    for (;;) {
        const unsigned char *piece;
        size_t length;
        enum riffle_status status =
            input_next(input, &piece, &length, reader->err);
        if (status != RIFFLE_OK)
            return status;
        if (length == 0)
            return finish(reader, parser);
        const char *bytes = (const char *)piece;
        if (first)
            status = begin(reader, parser, &bytes, &length);
        first = false;
        if (status == RIFFLE_OK)
            status = parse_piece(reader, parser, bytes, length);
        if (status != RIFFLE_OK)
            return status;
    }
}

static bool csv_matches(const unsigned char *bytes, size_t size,
                        const char *path)
{
    (void)bytes;
    (void)size;
    (void)path;
    return true; /* the last of the table: text that is nothing else */
}

/* x= and y= are for arrays; here they would be ignored without a word. */
static enum riffle_status check_options(const struct reading *reading,
                                        struct riffle_error *err)
{
    static const char instead[] = "label= names the column of the labels; "
                                  "every other column is a feature";
    const struct riffle_load_options *options = reading->options;
    const enum riffle_status status =
        reading_refuse(reading, "x", options->x_key, instead, err);
    return status == RIFFLE_OK
               ? reading_refuse(reading, "y", options->y_key, instead, err)
               : status;
}

static enum riffle_status csv_read(struct reading *reading,
                                   struct riffle_error *err)
{
    enum riffle_status status = check_options(reading, err);
    if (status != RIFFLE_OK)
        return status;
    struct csv_parser parser;
    struct csv_reader reader = {.reading = reading, .line = 1, .err = err};
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return riffle_fail(err, RIFFLE_EIO, "libcsv did not start");
    csv_set_space_func(&parser, is_no_space);
    csv_set_realloc_func(&parser, realloc);
    csv_set_blk_size(&parser, FIELD_STEP);
    status = read_all(&reader, &parser);
    csv_free(&parser);
    levels_release(&reader.header);
    levels_release(&reader.labels);
    free(reader.label_class);
    free(reader.columns);
    return status;
}

const struct format format_csv = {
    .name = "CSV",
    .matches = csv_matches,
    .read = csv_read,
};

/* Shared by the parts of the CSV reader: lines, header, cells. */
#ifndef DATA_CSV_H
#define DATA_CSV_H

#include "data/reading.h"

enum csv_kind {
    CSV_UNKNOWN, /* nothing but missing cells so far */
    CSV_NUMBER,
    CSV_TEXT,
    CSV_LABEL,
    CSV_IGNORED,
};

struct csv_column {
    enum csv_kind kind;
    size_t target; /* feature column of the table */
};

struct csv_reader {
    struct reading *reading;
    struct levels header;       /* column names as in the file */
    struct csv_column *columns; /* header.count; NULL until it is complete */
    size_t field;               /* of the record under way, from 0 */
    size_t line;                /* physical line, from 1 */
    size_t record;              /* line where the record under way began */
    size_t blank;               /* line of a blank line before it; 0: none */
    size_t rows;                /* data rows completed */
    size_t trimmed;             /* fields that had blanks around them */
    struct levels labels;       /* label texts as spelled, */
    size_t *label_class;        /* and their classes */
    int terminator;             /* the line end just read; 0: none */
    enum riffle_status status;  /* first failure; callbacks do nothing then */
    struct riffle_error *err;
};

/*
 * Fail with RIFFLE_EFORMAT at a field of the record under way, from 0;
 * returns the reader's status.
 */
enum riffle_status csv_fail(struct csv_reader *reader, size_t field,
                            const char *format, ...) RIFFLE_PRINTF(3, 4);
/* A failure just recorded is one over a limit. */
enum riffle_status csv_fail_limit(struct csv_reader *reader);

/* One name of the header line. */
void csv_header_field(struct csv_reader *reader, const char *text,
                      size_t length);
/* The header is complete: decide what each column is. */
void csv_header_end(struct csv_reader *reader);

/* One field of a data row. */
void csv_cell(struct csv_reader *reader, const char *text, size_t length);

/* The field without the blanks around it, which are counted. */
void csv_trim(struct csv_reader *reader, const char **text, size_t *length);

#endif

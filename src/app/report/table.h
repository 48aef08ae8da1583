/* Aligned columns for people, an array of objects for programs. */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "report/reply.h"

struct table_column {
    const char *key;  /* JSON member */
    const char *head; /* title; "" for none */
    enum table_kind { TABLE_TEXT, TABLE_COUNT, TABLE_NUMBER } kind;
    int digits; /* significant digits of a TABLE_NUMBER, 0: 4; a table too
                   wide for the reply shows fewer, 3 at least. Negative: so
                   many decimals, for what is all of one size: correlations */
};

struct table;

/* Columns are borrowed until table_free. NULL when out of memory. */
struct table *table_new(const struct table_column *columns, size_t n_columns);
void table_free(struct table *table);

/* Cells from left to right; after the last column a new row begins. */
void table_text(struct table *table, const char *value); /* copied */
void table_count(struct table *table, size_t value);
#define TABLE_NONE ((size_t)-1) /* no count: a dash, null in JSON */
/* A number that is not finite is shown as a dash, null in JSON. */
void table_number(struct table *table, double value);

/* Print the text table, or set `key` to the array of row objects. */
void table_reply(const struct table *table, struct reply *reply,
                 const char *key);

#endif

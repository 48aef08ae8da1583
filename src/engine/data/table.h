/* Rows as a file gives them, before they become a data set. */
#ifndef DATA_TABLE_H
#define DATA_TABLE_H

#include "data/levels.h"
#include "riffle/limits.h"
#include "riffle/status.h"

#include <stdint.h>

struct table {
    size_t n, d;                        /* rows; feature columns */
    size_t capacity;                    /* rows there is room for */
    size_t memory;                      /* bytes allowed; 0: no limit */
    const struct riffle_limits *limits; /* borrowed */
    struct levels names;                /* of the d columns */
    double *cells;         /* n x d; the number of a level in columns of text;
                              NaN: missing */
    struct levels **texts; /* d; NULL: a column of numbers */
    char *label_name;
    struct levels classes; /* label texts; numbers in their shortest form */
    size_t *label;         /* n; a class, or LEVELS_NONE: missing */
    size_t *line;          /* n physical lines, or NULL */
    size_t *origin;        /* n positions among the data rows of the file */
};

/* Fine on a zeroed table. */
void table_release(struct table *table);

/*
 * Set the columns: `d` of them; those without a name yet are called x and
 * their number, counted from `first`.
 */
enum riffle_status
table_set_columns(struct table *table, size_t d, size_t first,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * Room for `rows` rows in all, within the limits and the memory allowed.
 * Fails with RIFFLE_ELIMIT or RIFFLE_ENOMEM.
 */
enum riffle_status table_reserve(struct table *table, size_t rows,
                                 bool with_lines,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

/* Room for one row more, doubling. The row is not counted yet. */
enum riffle_status table_grow(struct table *table,
                              struct riffle_error *err) RIFFLE_MUST_CHECK;

/* What a second table may take; 0: no limit. */
size_t table_memory_left(const struct table *table);

/* Fail with RIFFLE_ELIMIT unless rows x columns doubles are allowed. */
enum riffle_status table_check_size(const struct table *table, size_t rows,
                                    size_t columns,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;

/*
 * The class of a label's text, added when new; texts of the same number are
 * one class. LEVELS_NONE: out of memory.
 */
size_t table_class(struct table *table, const char *text, size_t length);
/* Likewise, LEVELS_NONE when it is not there. */
size_t table_class_find(const struct table *table, const char *text);

/* Keep the rows whose `keep` is true, in their order. */
void table_filter(struct table *table, const bool *keep);

#endif

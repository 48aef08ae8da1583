/* Columns about training rows, on their way to a file. */
#ifndef COMMAND_EXPORT_TABLE_H
#define COMMAND_EXPORT_TABLE_H

#include "riffle/columns.h"
#include "riffle/dataset.h"

struct export_table {
    struct riffle_column *columns;
    size_t n;
    size_t *row, *line;
    const char **label;
};

/*
 * Row, line and label of k training rows (rows NULL: the first k); zeroed
 * before, released after, whatever comes back. Fails with RIFFLE_ENOMEM.
 */
enum riffle_status
export_table_init(struct export_table *table, const struct riffle_dataset *data,
                  const size_t *rows, size_t k,
                  struct riffle_error *err) RIFFLE_MUST_CHECK;
/* Another column, borrowed as its name is; likewise. */
enum riffle_status export_table_add(struct export_table *table,
                                    const char *name, const double *numbers,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;
void export_table_release(struct export_table *table);

#endif

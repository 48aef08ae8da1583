/* Columns about training rows, on their way to a file. */
#include "command/export_table.h"

#include <stdlib.h>

void export_table_release(struct export_table *table)
{
    free(table->columns);
    free(table->row);
    free(table->line);
    free(table->label);
}

static enum riffle_status add(struct export_table *table,
                              struct riffle_column column,
                              struct riffle_error *err)
{
    struct riffle_column *more =
        reallocarray(table->columns, table->n + 1, sizeof *more);
    if (!more)
        return riffle_fail_memory(err, sizeof *more);
    table->columns = more;
    more[table->n++] = column;
    return RIFFLE_OK;
}

/* Its line of the file; a row that was added has none. */
static size_t line_of(const struct riffle_dataset *data, size_t row)
{
    size_t line = data->train.line ? data->train.line[row] : 0;
    return line ? line : RIFFLE_NO_COUNT;
}

enum riffle_status export_table_init(struct export_table *table,
                                     const struct riffle_dataset *data,
                                     const size_t *rows, size_t k,
                                     struct riffle_error *err)
{
    table->row = calloc(k + 1, sizeof *table->row);
    table->line = calloc(k + 1, sizeof *table->line);
    table->label = calloc(k + 1, sizeof *table->label);
    if (!table->row || !table->line || !table->label)
        return riffle_fail_memory(err, k * sizeof *table->label);
    for (size_t i = 0; i < k; i++) {
        size_t row = rows ? rows[i] : i;
        table->row[i] = row;
        table->line[i] = line_of(data, row);
        table->label[i] = data->class_names[data->train.y[row]];
    }
    enum riffle_status status =
        add(table, (struct riffle_column){.name = "row", .counts = table->row},
            err);
    if (status == RIFFLE_OK && data->train.line)
        status = add(
            table,
            (struct riffle_column){.name = "line", .counts = table->line}, err);
    if (status == RIFFLE_OK)
        status =
            add(table,
                (struct riffle_column){.name = "label", .words = table->label},
                err);
    return status;
}

enum riffle_status export_table_add(struct export_table *table,
                                    const char *name, const double *numbers,
                                    struct riffle_error *err)
{
    return add(table, (struct riffle_column){.name = name, .numbers = numbers},
               err);
}

/* Columns of results as files: CSV, JSON, NPY and NPZ. */
#include "riffle/columns.h"

#include "base/buffer.h"
#include "base/system.h"
#include "data/npz_write.h"
#include "riffle/number.h"

#include <math.h>
#include <string.h>

/* What a writer is given. */
struct columns {
    const struct riffle_column *columns;
    size_t n_columns, n_rows;
};

/* A number without a valid value becomes `none`. */
static void add_number(struct buffer *buffer, double value, const char *none)
{
    if (isfinite(value))
        buffer_number(buffer, value);
    else
        buffer_text(buffer, none);
}

static void add_count(struct buffer *buffer, size_t value, const char *none)
{
    if (value != RIFFLE_NO_COUNT)
        buffer_print(buffer, "%zu", value);
    else
        buffer_text(buffer, none);
}

static void add_cell_csv(struct buffer *buffer,
                         const struct riffle_column *column, size_t row)
{
    if (column->numbers != NULL)
        add_number(buffer, column->numbers[row], "");
    else if (column->counts != NULL)
        add_count(buffer, column->counts[row], "");
    else
        buffer_csv(buffer, column->words[row]);
}

static enum riffle_status save_csv(const struct columns *all, const char *path,
                                   struct riffle_error *err)
{
    struct buffer buffer = {0};
    for (size_t c = 0; c < all->n_columns; c++) {
        buffer_text(&buffer, c > 0 ? "," : "");
        buffer_csv(&buffer, all->columns[c].name);
    }
    buffer_text(&buffer, "\n");
    for (size_t i = 0; i < all->n_rows; i++)
        for (size_t c = 0; c < all->n_columns; c++) {
            add_cell_csv(&buffer, &all->columns[c], i);
            buffer_text(&buffer, c + 1 < all->n_columns ? "," : "\n");
        }
    const enum riffle_status status = buffer_save(&buffer, path, err);
    buffer_release(&buffer);
    return status;
}

static void add_cell_json(struct buffer *buffer,
                          const struct riffle_column *column, size_t row)
{
    buffer_json(buffer, column->name);
    buffer_text(buffer, ":");
    if (column->numbers != NULL)
        add_number(buffer, column->numbers[row], "null");
    else if (column->counts != NULL)
        add_count(buffer, column->counts[row], "null");
    else
        buffer_json(buffer, column->words[row]);
}

static enum riffle_status save_json(const struct columns *all, const char *path,
                                    struct riffle_error *err)
{
    struct buffer buffer = {0};
    buffer_text(&buffer, "[");
    for (size_t i = 0; i < all->n_rows; i++) {
        buffer_text(&buffer, i > 0 ? ",\n{" : "\n{");
        for (size_t c = 0; c < all->n_columns; c++) {
            buffer_text(&buffer, c > 0 ? "," : "");
            add_cell_json(&buffer, &all->columns[c], i);
        }
        buffer_text(&buffer, "}");
    }
    buffer_text(&buffer, "\n]\n");
    const enum riffle_status status = buffer_save(&buffer, path, err);
    buffer_release(&buffer);
    return status;
}

static void add_array(struct buffer *buffer, const struct riffle_column *column,
                      size_t n_rows)
{
    if (column->numbers != NULL)
        npy_add_numbers(buffer, column->numbers, n_rows, 0);
    else
        npy_add_counts(buffer, column->counts, n_rows);
}

static enum riffle_status save_npy(const struct columns *all, const char *path,
                                   struct riffle_error *err)
{
    struct buffer buffer = {0};
    if (all->n_columns != 1 || all->columns[0].words != NULL) {
        (void)riffle_fail(err, RIFFLE_EUSAGE,
                          "%s: an NPY file holds one column of numbers", path);
        riffle_hint(err, "NPZ and CSV files hold several");
        return RIFFLE_EUSAGE;
    }
    add_array(&buffer, all->columns, all->n_rows);
    const enum riffle_status status = buffer_save(&buffer, path, err);
    buffer_release(&buffer);
    return status;
}

static enum riffle_status save_npz(const struct columns *all, const char *path,
                                   struct riffle_error *err)
{
    struct npz npz;
    enum riffle_status status = npz_begin(&npz, err);
    if (status != RIFFLE_OK)
        return status;
    for (size_t c = 0; status == RIFFLE_OK && c < all->n_columns; c++) {
        struct buffer buffer = {0};
        if (all->columns[c].words != NULL)
            continue;
        add_array(&buffer, &all->columns[c], all->n_rows);
        status = npz_add(&npz, all->columns[c].name, &buffer, err);
    }
    return npz_end(&npz, status, path, err);
}

static const struct writer {
    const char *ending;
    enum riffle_status (*save)(const struct columns *all, const char *path,
                               struct riffle_error *err);
} writers[] = {
    {"csv", save_csv},
    {"json", save_json},
    {"npy", save_npy},
    {"npz", save_npz},
};

enum riffle_status riffle_columns_save(const char *path,
                                       const struct riffle_column *columns,
                                       size_t n_columns, size_t n_rows,
                                       struct riffle_error *err)
{
    const struct columns all = {columns, n_columns, n_rows};
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++)
        if (path_ends(path, writers[i].ending))
            return writers[i].save(&all, path, err);
    (void)riffle_fail(err, RIFFLE_EUSAGE, "%s: no format has that ending",
                      path);
    riffle_hint(err, "end the name in .csv, .json, .npy or .npz");
    return RIFFLE_EUSAGE;
}

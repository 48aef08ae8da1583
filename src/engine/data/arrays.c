#include "data/arrays.h"

#include "base/memory.h"
#include "data/choose.h"
#include "riffle/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum riffle_status arrays_check_options(const struct reading *reading,
                                        struct riffle_error *err)
{
    if (reading->options->label == NULL)
        return RIFFLE_OK;
    (void)riffle_fail(err, RIFFLE_EUSAGE,
                      "%s: label=%.80s: the file has no named columns",
                      reading->input.path, reading->options->label);
    riffle_hint(err, "say which array holds the labels: y=");
    return RIFFLE_EUSAGE;
}

enum riffle_status arrays_names(struct reading *reading,
                                struct riffle_error *err)
{
    if (reading->like == NULL || reading->options->ignore != NULL)
        return RIFFLE_OK;
    return levels_copy(&reading->rows.names, &reading->like->names)
               ? RIFFLE_OK
               : riffle_fail_memory(err, reading->like->d);
}

enum riffle_status arrays_features(struct table *table, struct npy *npy,
                                   struct riffle_error *err)
{
    const size_t n = npy->shape[0], d = npy->shape[1];
    if (npy->dimensions == 1) {
        (void)npy_fail(npy->source, err,
                       "features have one dimension, expected rows x columns");
        return RIFFLE_EFORMAT;
    }
    if (n == 0 || d == 0)
        return npy_fail(npy->source, err, "%zu rows of %zu features", n, d);
    if (table->names.count > 0 && table->names.count != d)
        return npy_fail(npy->source, err, "%zu features, expected %zu", d,
                        table->names.count);
    enum riffle_status status = table_check_size(table, n, d, err);
    if (status == RIFFLE_OK)
        status = table_set_columns(table, d, 0, err);
    if (status == RIFFLE_OK)
        status = table_reserve(table, n, false, err);
    if (status == RIFFLE_OK)
        status = npy_numbers(npy, table->cells, err);
    if (status != RIFFLE_OK)
        return status;
    for (size_t i = 0; i < n; i++)
        table->origin[i] = i;
    table->n = n;
    return RIFFLE_OK;
}

enum riffle_status arrays_label(struct table *table, size_t row, double value,
                                struct riffle_error *err)
{
    char text[RIFFLE_NUMBER_SIZE];
    if (isnan(value)) {
        table->label[row] = LEVELS_NONE;
        return RIFFLE_OK;
    }
    riffle_number_format(text, value);
    table->label[row] = table_class(table, text, strlen(text));
    return table->label[row] != LEVELS_NONE
               ? RIFFLE_OK
               : riffle_fail_memory(err, sizeof text);
}

static enum riffle_status number_labels(struct table *table, struct npy *npy,
                                        struct riffle_error *err)
{
    double *values = array_new(table->n, 1, sizeof *values);
    if (values == NULL)
        return riffle_fail_memory(err, table->n * sizeof *values);
    enum riffle_status status = npy_numbers(npy, values, err);
    for (size_t i = 0; status == RIFFLE_OK && i < table->n; i++) {
        if (table->classes.count > table->limits->levels)
            status = npy_fail(npy->source, err,
                              "more than %zu different labels, expected two",
                              table->limits->levels);
        else if (i > 0 && values[i] == values[i - 1])
            table->label[i] = table->label[i - 1];
        else
            status = arrays_label(table, i, values[i], err);
    }
    free(values);
    return status;
}

/* The row that the next text labels. */
struct labelling {
    struct table *table;
    size_t row;
};

static enum riffle_status take_label(void *data, const char *text,
                                     size_t length, struct riffle_error *err)
{
    struct labelling *labelling = data;
    const size_t class = table_class(labelling->table, text, length);
    labelling->table->label[labelling->row++] = class;
    return class != LEVELS_NONE ? RIFFLE_OK : riffle_fail_memory(err, length);
}

enum riffle_status arrays_labels(struct table *table, struct npy *npy,
                                 const char *name, struct riffle_error *err)
{
    struct labelling labelling = {.table = table};
    if (npy->shape[0] != table->n || npy->shape[1] != 1)
        return npy_fail(npy->source, err,
                        "%zu x %zu labels, expected one for each of the %zu "
                        "rows",
                        npy->shape[0], npy->shape[1], table->n);
    table->label_name = strdup(name);
    if (table->label_name == NULL)
        return riffle_fail_memory(err, strlen(name));
    if (npy->text != 0)
        return npy_texts(npy, take_label, &labelling, err);
    return number_labels(table, npy, err);
}

/* Close the gaps that ignored columns leave in the cells. */
static void close_gaps(struct table *table, const bool *keep)
{
    size_t to = 0;
    for (size_t i = 0; i < table->n; i++)
        for (size_t j = 0; j < table->d; j++)
            if (keep[j])
                table->cells[to++] = table->cells[i * table->d + j];
}

static enum riffle_status drop_columns(struct table *table, const bool *keep,
                                       struct riffle_error *err)
{
    struct levels names = {0};
    for (size_t j = 0; j < table->names.count; j++) {
        const char *name = table->names.texts[j];
        if (keep[j] && levels_add(&names, name, strlen(name)) == LEVELS_NONE) {
            levels_release(&names);
            return riffle_fail_memory(err, strlen(name));
        }
    }
    close_gaps(table, keep);
    levels_release(&table->names);
    table->names = names;
    table->d = names.count;
    return RIFFLE_OK;
}

enum riffle_status arrays_ignore(struct reading *reading,
                                 struct riffle_error *err)
{
    const struct levels *names = &reading->rows.names;
    struct levels ignored = {0};
    bool *keep = array_new(names->count, 1, sizeof *keep);
    if (keep == NULL)
        return riffle_fail_memory(err, names->count);
    enum riffle_status status = choose_ignored(reading, names, &ignored, err);
    for (size_t j = 0; status == RIFFLE_OK && j < names->count; j++)
        keep[j] = levels_find(&ignored, names->texts[j],
                              strlen(names->texts[j])) == LEVELS_NONE;
    if (status == RIFFLE_OK && ignored.count == names->count)
        status =
            riffle_fail(err, RIFFLE_EFORMAT, "%s: every feature is ignored",
                        reading->input.path);
    if (status == RIFFLE_OK && ignored.count > 0)
        status = drop_columns(&reading->rows, keep, err);
    if (status == RIFFLE_OK && ignored.count > 0 && reading->test.n > 0)
        status = drop_columns(&reading->test, keep, err);
    levels_release(&ignored);
    free(keep);
    return status;
}

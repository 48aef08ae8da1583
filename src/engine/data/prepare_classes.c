/* Labels of any type: two classes, the greater of them positive. */
#include "data/prepare.h"

#include "base/memory.h"
#include "riffle/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FEW_CLASSES = 50, /* more look like a number that was taken for a label */
};

/* Numbers by value, anything else bytewise. */
static bool is_greater(const char *a, const char *b)
{
    double x, y;
    if (riffle_number_parse(a, strlen(a), &x) &&
        riffle_number_parse(b, strlen(b), &y))
        return x > y;
    return strcmp(a, b) > 0;
}

/* Classes that rows still have: dropped rows may have taken some away. */
static enum riffle_status count_classes(const struct table *train,
                                        size_t **counts,
                                        struct riffle_error *err)
{
    *counts = array_new(train->classes.count, 1, sizeof **counts);
    if (*counts == NULL)
        return riffle_fail_memory(err, train->classes.count);
    for (size_t i = 0; i < train->n; i++)
        (*counts)[train->label[i]]++;
    return RIFFLE_OK;
}

/* The nth class that has rows. */
static size_t found_at(const size_t *counts, size_t nth)
{
    size_t c = 0;
    while (counts[c] == 0 || nth-- > 0)
        c++;
    return c;
}

static enum riffle_status fail_classes(const struct prepare *prepare,
                                       const struct table *train,
                                       const size_t *counts, size_t found,
                                       struct riffle_error *err)
{
    const struct levels *classes = &train->classes;
    char list[400] = "";
    size_t used = 0, listed = 0;
    for (size_t c = 0; c < classes->count && listed < 8; c++) {
        if (counts[c] == 0)
            continue;
        used += (size_t)snprintf(list + used, sizeof list - used, "%s\"%.30s\"",
                                 listed > 0 ? ", " : "", classes->texts[c]);
        listed++;
    }
    (void)riffle_fail(err, RIFFLE_EFORMAT,
                      "%s: the label \"%.80s\" has %zu class%s, expected two: "
                      "%s%s",
                      prepare->path, train->label_name, found,
                      found == 1 ? "" : "es", list,
                      found > listed ? ", ..." : "");
    if (found <= FEW_CLASSES && found > 2)
        riffle_hint(err,
                    "choose two: positive=%.30s negative=%.30s, or one against "
                    "all others: negative=rest; or another column: label=",
                    classes->texts[found_at(counts, 1)],
                    classes->texts[found_at(counts, 0)]);
    else
        riffle_hint(err, found == 1 ? "a classifier needs rows of two classes"
                                    : "is another column the label? (label=)");
    return RIFFLE_EFORMAT;
}

/* The class that the options call positive, or the greater one. */
static enum riffle_status choose_positive(const struct prepare *prepare,
                                          const struct table *train,
                                          const size_t classes[2],
                                          size_t *positive,
                                          struct riffle_error *err)
{
    char *const *texts = train->classes.texts;
    const char *asked = prepare->options->positive;
    *positive = is_greater(texts[classes[1]], texts[classes[0]]) ? 1 : 0;
    if (asked == NULL) {
        notes_add(prepare->notes, "the positive class is \"%s\" (positive=)",
                  texts[classes[*positive]]);
        return RIFFLE_OK;
    }
    const size_t class = table_class_find(train, asked);
    if (class != classes[0] && class != classes[1]) {
        (void)riffle_fail(err, RIFFLE_EFORMAT,
                          "%s: positive=%.80s: no such class", prepare->path,
                          asked);
        riffle_hint(err, "the classes are \"%.80s\" and \"%.80s\"",
                    texts[classes[0]], texts[classes[1]]);
        return RIFFLE_EFORMAT;
    }
    *positive = class == classes[1];
    return RIFFLE_OK;
}

enum riffle_status prepare_classes(const struct prepare *prepare,
                                   const struct table *train,
                                   struct riffle_dataset *dataset,
                                   struct riffle_error *err)
{
    size_t *counts, classes[2] = {0, 0}, found = 0, positive = 0;
    enum riffle_status status = count_classes(train, &counts, err);
    if (status != RIFFLE_OK)
        return status;
    for (size_t c = 0; c < train->classes.count; c++) {
        if (counts[c] == 0)
            continue;
        if (found < 2)
            classes[found] = c;
        found++;
    }
    if (found != 2)
        status = fail_classes(prepare, train, counts, found, err);
    else
        status = choose_positive(prepare, train, classes, &positive, err);
    free(counts);
    if (status != RIFFLE_OK)
        return status;
    dataset->label_name = strdup(train->label_name);
    for (size_t c = 0; c < 2; c++)
        dataset->class_names[c == positive] =
            strdup(train->classes.texts[classes[c]]);
    if (dataset->label_name == NULL || dataset->class_names[0] == NULL ||
        dataset->class_names[1] == NULL)
        return riffle_fail_memory(err, RIFFLE_NUMBER_SIZE);
    return RIFFLE_OK;
}

static enum riffle_status fail_label(const struct riffle_dataset *dataset,
                                     const struct table *table, size_t row,
                                     const char *path, struct riffle_error *err)
{
    char place[48] = "";
    if (table->line != NULL)
        (void)snprintf(place, sizeof place, ":%zu", table->line[row]);
    return riffle_fail(err, RIFFLE_EFORMAT,
                       "%s%s: the label of data row %zu is \"%.80s\", expected "
                       "\"%.80s\" or \"%.80s\"",
                       path, place, table->origin[row],
                       table->classes.texts[table->label[row]],
                       dataset->class_names[0], dataset->class_names[1]);
}

enum riffle_status prepare_rows(const struct riffle_dataset *dataset,
                                struct table *table, const char *path,
                                struct riffle_rows *rows,
                                struct riffle_error *err)
{
    const size_t negative = table_class_find(table, dataset->class_names[0]);
    const size_t positive = table_class_find(table, dataset->class_names[1]);
    uint8_t *y = array_new(table->n, 1, sizeof *y);
    if (y == NULL)
        return riffle_fail_memory(err, table->n);
    for (size_t i = 0; i < table->n; i++) {
        if (table->label[i] != negative && table->label[i] != positive) {
            free(y);
            return fail_label(dataset, table, i, path, err);
        }
        y[i] = table->label[i] == positive;
    }
    *rows = (struct riffle_rows){
        .n = table->n,
        .x = table->cells,
        .y = y,
        .line = table->line,
        .origin = table->origin,
    };
    table->cells = NULL;
    table->line = NULL;
    table->origin = NULL;
    table->n = 0;
    return RIFFLE_OK;
}

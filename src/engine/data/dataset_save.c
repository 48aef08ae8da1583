/* A data set as files that load again: CSV, NPZ, svmlight. */
#include "riffle/dataset.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/system.h"
#include "data/npz_write.h"
#include "riffle/number.h"

#include <stdlib.h>
#include <string.h>

/* True when both classes are numbers; their values. */
static bool class_values(const struct riffle_dataset *dataset, double values[2])
{
    for (size_t c = 0; c < 2; c++) {
        const char *name = dataset->class_names[c];
        if (!riffle_number_parse(name, strlen(name), &values[c]))
            return false;
    }
    return true;
}

static void rows_csv(const struct riffle_dataset *dataset,
                     const struct riffle_rows *rows, struct buffer *buffer)
{
    const size_t d = dataset->n_features;
    for (size_t j = 0; j < d; j++) {
        buffer_csv(buffer, dataset->feature_names[j]);
        buffer_text(buffer, ",");
    }
    buffer_csv(buffer, dataset->label_name);
    buffer_text(buffer, "\n");
    for (size_t i = 0; i < rows->n; i++) {
        for (size_t j = 0; j < d; j++) {
            buffer_number(buffer, rows->x[i * d + j]);
            buffer_text(buffer, ",");
        }
        buffer_csv(buffer, dataset->class_names[rows->y[i]]);
        buffer_text(buffer, "\n");
    }
}

/* Classes that are no numbers become -1 and +1, and a comment. */
static void rows_svmlight(const struct riffle_dataset *dataset,
                          const struct riffle_rows *rows, struct buffer *buffer)
{
    const size_t d = dataset->n_features;
    double values[2] = {-1, 1};
    if (!class_values(dataset, values)) {
        values[0] = -1;
        values[1] = 1;
        buffer_text(buffer, "# -1: ");
        buffer_json(buffer, dataset->class_names[0]);
        buffer_text(buffer, ", 1: ");
        buffer_json(buffer, dataset->class_names[1]);
        buffer_text(buffer, "\n");
    }
    for (size_t i = 0; i < rows->n; i++) {
        buffer_number(buffer, values[rows->y[i]]);
        for (size_t j = 0; j < d; j++) {
            const double x = rows->x[i * d + j];
            /* The last column says how many there are. */
            if (x == 0 && !(i == 0 && j + 1 == d))
                continue;
            buffer_print(buffer, " %zu:", j + 1);
            buffer_number(buffer, x);
        }
        buffer_text(buffer, "\n");
    }
}

/* "words.csv" -> "words_test.csv"; caller frees, NULL: out of memory. */
static char *test_path(const char *path)
{
    char *made;
    const char *dot = strrchr(path, '.');
    if (asprintf(&made, "%.*s_test%s", (int)(dot - path), path, dot) < 0)
        return NULL;
    return made;
}

typedef void rows_write(const struct riffle_dataset *dataset,
                        const struct riffle_rows *rows, struct buffer *buffer);

static enum riffle_status save_rows(const struct riffle_dataset *dataset,
                                    const struct riffle_rows *rows,
                                    rows_write *write, const char *path,
                                    struct riffle_error *err)
{
    struct buffer buffer = {0};
    write(dataset, rows, &buffer);
    const enum riffle_status status = buffer_save(&buffer, path, err);
    buffer_release(&buffer);
    return status;
}

/* Text holds one table: the test rows go into a file of their own. */
static enum riffle_status save_text(const struct riffle_dataset *dataset,
                                    rows_write *write, const char *path,
                                    struct riffle_error *err)
{
    enum riffle_status status =
        save_rows(dataset, &dataset->train, write, path, err);
    if (status != RIFFLE_OK || dataset->test.n == 0)
        return status;
    char *test = test_path(path);
    if (test == NULL)
        return riffle_fail_memory(err, strlen(path));
    status = save_rows(dataset, &dataset->test, write, test, err);
    free(test);
    return status;
}

static enum riffle_status save_csv(const struct riffle_dataset *dataset,
                                   const char *path, struct riffle_error *err)
{
    return save_text(dataset, rows_csv, path, err);
}

static enum riffle_status save_svmlight(const struct riffle_dataset *dataset,
                                        const char *path,
                                        struct riffle_error *err)
{
    return save_text(dataset, rows_svmlight, path, err);
}

static bool add_labels(struct buffer *buffer,
                       const struct riffle_dataset *dataset,
                       const struct riffle_rows *rows)
{
    double classes[2];
    if (class_values(dataset, classes)) {
        double *values = array_new(rows->n, 1, sizeof *values);
        for (size_t i = 0; values != NULL && i < rows->n; i++)
            values[i] = classes[rows->y[i]];
        if (values != NULL)
            npy_add_numbers(buffer, values, rows->n, 0);
        free(values);
        return values != NULL;
    }
    const char **texts = array_new(rows->n, 1, sizeof *texts);
    for (size_t i = 0; texts != NULL && i < rows->n; i++)
        texts[i] = dataset->class_names[rows->y[i]];
    if (texts != NULL)
        npy_add_texts(buffer, texts, rows->n);
    free(texts);
    return texts != NULL;
}

static enum riffle_status add_rows(struct npz *npz,
                                   const struct riffle_dataset *dataset,
                                   const struct riffle_rows *rows,
                                   const char *const keys[2],
                                   struct riffle_error *err)
{
    struct buffer x = {0}, y = {0};
    npy_add_numbers(&x, rows->x, rows->n, dataset->n_features);
    enum riffle_status status = npz_add(npz, keys[0], &x, err);
    if (status != RIFFLE_OK)
        return status;
    if (!add_labels(&y, dataset, rows))
        y.failed = true;
    return npz_add(npz, keys[1], &y, err);
}

static enum riffle_status save_npz(const struct riffle_dataset *dataset,
                                   const char *path, struct riffle_error *err)
{
    static const char *const train[] = {"X_train", "y_train"};
    static const char *const test[] = {"X_test", "y_test"};
    struct buffer names = {0};
    struct npz npz;
    enum riffle_status status = npz_begin(&npz, err);
    if (status != RIFFLE_OK)
        return status;
    status = add_rows(&npz, dataset, &dataset->train, train, err);
    if (status == RIFFLE_OK && dataset->test.n > 0)
        status = add_rows(&npz, dataset, &dataset->test, test, err);
    if (status == RIFFLE_OK) {
        npy_add_texts(&names, (const char *const *)dataset->feature_names,
                      dataset->n_features);
        status = npz_add(&npz, "feature_names", &names, err);
    }
    return npz_end(&npz, status, path, err);
}

static const struct writer {
    const char *ending;
    enum riffle_status (*save)(const struct riffle_dataset *dataset,
                               const char *path, struct riffle_error *err);
} writers[] = {
    {"csv", save_csv},         {"npz", save_npz},
    {"svm", save_svmlight},    {"svmlight", save_svmlight},
    {"libsvm", save_svmlight},
};

enum riffle_status riffle_dataset_save(const struct riffle_dataset *dataset,
                                       const char *path,
                                       struct riffle_error *err)
{
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++)
        if (path_ends(path, writers[i].ending))
            return writers[i].save(dataset, path, err);
    (void)riffle_fail(err, RIFFLE_EUSAGE, "%s: no format has that ending",
                      path);
    riffle_hint(err, "end the name in .csv, .npz or .svm");
    return RIFFLE_EUSAGE;
}

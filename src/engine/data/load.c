/* Loading a data set: read, then prepare, step by step. */
#include "riffle/dataset.h"

#include "base/system.h"
#include "data/dataset_rows.h"
#include "data/limits.h"
#include "data/prepare.h"
#include "data/reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Everything that a load needs until it is done. */
struct load {
    struct riffle_load_options options;
    struct notes notes;
    struct reading train;
    struct reading test;     /* of the test file, if there is one */
    struct table *test_rows; /* whichever table holds the test set, or one
                                without rows */
    const char *test_path;   /* of the file they are from */
};

/* Column by column, the test file must have the training file's names. */
static enum riffle_status check_names(const struct table *train,
                                      const struct table *test,
                                      const char *path,
                                      struct riffle_error *err)
{
    if (test->d != train->d)
        return riffle_fail(err, RIFFLE_EFORMAT,
                           "%s has %zu features, the training file has %zu",
                           path, test->d, train->d);
    for (size_t j = 0; j < train->d; j++)
        if (strcmp(test->names.texts[j], train->names.texts[j]) != 0)
            return riffle_fail(err, RIFFLE_EFORMAT,
                               "%s: feature %zu is \"%.80s\", in the training "
                               "file it is \"%.80s\"",
                               path, j, test->names.texts[j],
                               train->names.texts[j]);
    return RIFFLE_OK;
}

/* The test rows may come from a file of their own, from the same one, or
 * from the split; what was asked for goes before what is there. */
static enum riffle_status read_test(struct load *load,
                                    const struct riffle_progress *progress,
                                    struct riffle_error *err)
{
    const char *path = load->options.test_path;
    load->test_rows = &load->train.test;
    load->test_path = load->train.input.path;
    const bool own = load->train.test.n > 0;
    if (path == NULL) {
        if (own && load->options.test_fraction != 0) {
            notes_add(&load->notes,
                      "the file's own %zu test rows are left out (test=)",
                      load->train.test.n);
            load->test_rows = &load->test.test;
        }
        return RIFFLE_OK;
    }
    if (own)
        notes_add(&load->notes,
                  "the file's own %zu test rows are left out (test=%s)",
                  load->train.test.n, path);
    load->test.like = &load->train.rows;
    const enum riffle_status status =
        reading_run(&load->test, path, progress, err);
    if (status != RIFFLE_OK)
        return status;
    load->test_path = path;
    load->test_rows =
        load->test.test.n > 0 ? &load->test.test : &load->test.rows;
    return check_names(&load->train.rows, load->test_rows, path, err);
}

static size_t split_count(const struct load *load, size_t n)
{
    const double asked = load->options.test_fraction;
    if (asked < 0 || n < 2)
        return 0;
    const double fraction = asked > 0 ? asked : 0.2;
    const double count = floor(fraction * (double)n + 0.5);
    return count < 1 ? 1 : count >= (double)n ? n - 1 : (size_t)count;
}

static enum riffle_status split(struct load *load,
                                struct riffle_dataset *dataset,
                                struct riffle_error *err)
{
    const size_t n = dataset->train.n;
    const size_t count = split_count(load, n);
    if (dataset->test.n > 0)
        return RIFFLE_OK;
    if (count == 0) {
        notes_add(&load->notes, "there are no test rows");
        return RIFFLE_OK;
    }
    notes_add(&load->notes,
              "%zu of %zu rows, drawn with seed %llu, are the test set "
              "(test=, seed=)",
              count, n, (unsigned long long)dataset->seed);
    return prepare_split(dataset, count, err);
}

/* Names and notes change hands. */
static enum riffle_status describe(struct load *load,
                                   struct riffle_dataset *dataset,
                                   struct riffle_error *err)
{
    struct levels *names = &load->train.rows.names;
    dataset->n_features = names->count;
    dataset->feature_names = names->texts;
    names->texts = NULL;
    names->count = 0;
    dataset->name = strdup(path_base(load->train.input.path));
    dataset->seed = load->options.seed > 0 ? load->options.seed : 1;
    digest_finish(&load->train.input.digest, dataset->sha256);
    return dataset->name != NULL ? RIFFLE_OK : riffle_fail_memory(err, 1);
}

static enum riffle_status make(struct load *load,
                               struct riffle_dataset *dataset,
                               struct riffle_error *err)
{
    const char *path = load->train.input.path;
    const struct prepare prepare = {&load->options, &load->notes, path};
    struct table *train = &load->train.rows, *test = load->test_rows;
    enum riffle_status status = prepare_pick(&prepare, train, test, err);
    if (status == RIFFLE_OK)
        status = prepare_missing(&prepare, train, path, err);
    if (status == RIFFLE_OK)
        status = prepare_missing(&prepare, test, load->test_path, err);
    if (status == RIFFLE_OK)
        status = prepare_classes(&prepare, train, dataset, err);
    if (status == RIFFLE_OK)
        status = prepare_indicators(&prepare, train, test, err);
    if (status == RIFFLE_OK)
        status = describe(load, dataset, err);
    if (status == RIFFLE_OK)
        status = prepare_rows(dataset, train, path, &dataset->train, err);
    if (status == RIFFLE_OK)
        status =
            prepare_rows(dataset, test, load->test_path, &dataset->test, err);
    if (status == RIFFLE_OK)
        status = split(load, dataset, err);
    if (status == RIFFLE_OK)
        status = prepare_scale(&prepare, dataset, err);
    return status;
}

static enum riffle_status load_run(struct load *load, const char *path,
                                   const struct riffle_progress *progress,
                                   struct riffle_dataset *dataset,
                                   struct riffle_error *err)
{
    enum riffle_status status = reading_run(&load->train, path, progress, err);
    if (status == RIFFLE_OK)
        status = read_test(load, progress, err);
    if (status == RIFFLE_OK)
        status = make(load, dataset, err);
    if (status == RIFFLE_OK && load->notes.failed)
        status = riffle_fail_memory(err, sizeof(char *));
    return status;
}

enum riffle_status
riffle_dataset_load(const char *path, const struct riffle_load_options *options,
                    const struct riffle_progress *progress,
                    struct riffle_dataset **dataset, struct riffle_error *err)
{
    struct load load = {.train.input.fd = -1, .test.input.fd = -1};
    struct riffle_dataset *made = calloc(1, sizeof *made);
    if (made == NULL)
        return riffle_fail_memory(err, sizeof *made);
    if (options != NULL)
        load.options = *options;
    limits_fill(&load.options.limits);
    load.train.options = &load.options;
    load.train.notes = &load.notes;
    load.test.options = &load.options;
    load.test.notes = &load.notes;
    const enum riffle_status status =
        load_run(&load, path, progress, made, err);
    reading_release(&load.train);
    reading_release(&load.test);
    if (status != RIFFLE_OK) {
        notes_release(&load.notes);
        riffle_dataset_free(made);
        return status;
    }
    made->notes = load.notes.texts;
    made->n_notes = load.notes.count;
    *dataset = made;
    return RIFFLE_OK;
}

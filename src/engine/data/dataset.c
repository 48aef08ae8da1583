/* Data sets that are there: freeing, and drawing smaller ones. */
#include "riffle/dataset.h"

#include "base/memory.h"
#include "data/dataset_rows.h"
#include "data/notes.h"

#include <stdlib.h>
#include <string.h>

static void texts_free(char **texts, size_t count)
{
    for (size_t i = 0; texts != NULL && i < count; i++)
        free(texts[i]);
    free(texts);
}

void riffle_dataset_free(struct riffle_dataset *dataset)
{
    if (dataset == NULL)
        return;
    texts_free(dataset->feature_names, dataset->n_features);
    texts_free(dataset->notes, dataset->n_notes);
    free(dataset->name);
    free(dataset->label_name);
    free(dataset->class_names[0]);
    free(dataset->class_names[1]);
    free(dataset->planted);
    free(dataset->center);
    free(dataset->spread);
    dataset_rows_release(&dataset->train);
    dataset_rows_release(&dataset->test);
    free(dataset);
}

static char **texts_copy(char *const *texts, size_t count)
{
    char **copy = array_new(count, 1, sizeof *copy);
    for (size_t i = 0; copy != NULL && i < count; i++) {
        copy[i] = strdup(texts[i]);
        if (copy[i] == NULL) {
            texts_free(copy, i);
            return NULL;
        }
    }
    return copy;
}

/* The scaling of the columns, if there is one. */
static bool copy_scaling(const struct riffle_dataset *source,
                         struct riffle_dataset *out)
{
    const size_t bytes = source->n_features * sizeof(double);
    if (source->center == NULL)
        return true;
    out->center = array_new(source->n_features, 1, sizeof(double));
    out->spread = array_new(source->n_features, 1, sizeof(double));
    if (out->center == NULL || out->spread == NULL)
        return false;
    memcpy(out->center, source->center, bytes);
    memcpy(out->spread, source->spread, bytes);
    return true;
}

enum riffle_status dataset_describe(const struct riffle_dataset *source,
                                    struct riffle_dataset *out,
                                    struct riffle_error *err)
{
    out->n_features = source->n_features;
    out->feature_names = texts_copy(source->feature_names, source->n_features);
    out->notes = texts_copy(source->notes, source->n_notes);
    out->n_notes = out->notes != NULL ? source->n_notes : 0;
    out->name = strdup(source->name);
    out->label_name = strdup(source->label_name);
    out->class_names[0] = strdup(source->class_names[0]);
    out->class_names[1] = strdup(source->class_names[1]);
    memcpy(out->sha256, source->sha256, sizeof out->sha256);
    out->seed = source->seed;
    if (out->feature_names != NULL && out->notes != NULL && out->name != NULL &&
        out->label_name != NULL && out->class_names[0] != NULL &&
        out->class_names[1] != NULL && copy_scaling(source, out))
        return RIFFLE_OK;
    return riffle_fail_memory(err, source->n_features * sizeof(char *));
}

/* Planted rows that are kept, at their new places. */
static bool copy_planted(struct riffle_dataset *copy,
                         const struct riffle_dataset *source, const bool *kept)
{
    copy->planted = array_new(source->n_planted, 1, sizeof *copy->planted);
    if (copy->planted == NULL)
        return false;
    size_t place = 0, next = 0;
    for (size_t i = 0; i < source->train.n && next < source->n_planted; i++) {
        if (source->planted[next] == i) {
            if (kept[i])
                copy->planted[copy->n_planted++] = place;
            next++;
        }
        place += kept[i];
    }
    return true;
}

static enum riffle_status sample_into(const struct riffle_dataset *source,
                                      const bool *kept, size_t n, uint64_t seed,
                                      struct riffle_dataset *sample,
                                      struct riffle_error *err)
{
    const size_t d = source->n_features;
    enum riffle_status status = dataset_describe(source, sample, err);
    if (status == RIFFLE_OK && !copy_planted(sample, source, kept))
        status = riffle_fail_memory(err, source->n_planted * sizeof(size_t));
    if (status == RIFFLE_OK)
        status =
            dataset_rows_copy(&source->train, d, kept, n, &sample->train, err);
    if (status != RIFFLE_OK)
        return status;
    status = dataset_rows_copy_all(&source->test, d, &sample->test, err);
    struct notes notes = {.texts = sample->notes, .count = sample->n_notes};
    notes_add(&notes, "a sample of %zu of %zu training rows, seed %llu", n,
              source->train.n, (unsigned long long)seed);
    sample->notes = notes.texts;
    sample->n_notes = notes.count;
    if (status == RIFFLE_OK && notes.failed)
        status = riffle_fail_memory(err, sizeof *notes.texts);
    return status;
}

enum riffle_status riffle_dataset_sample(const struct riffle_dataset *source,
                                         size_t n, uint64_t seed,
                                         struct riffle_dataset **dataset,
                                         struct riffle_error *err)
{
    const size_t n_source = source->train.n;
    if (n < 1 || n > n_source) {
        (void)riffle_fail(err, RIFFLE_EUSAGE, "a sample of %zu rows", n);
        riffle_hint(err, "there are %zu training rows: n=1 to n=%zu", n_source,
                    n_source);
        return RIFFLE_EUSAGE;
    }
    bool *kept = array_new(n_source, 1, sizeof *kept);
    struct riffle_dataset *sample = calloc(1, sizeof *sample);
    if (kept == NULL || sample == NULL) {
        free(kept);
        free(sample);
        return riffle_fail_memory(err, n_source);
    }
    enum riffle_status status =
        dataset_rows_draw(kept, n_source, n, seed, "sample", err);
    if (status == RIFFLE_OK)
        status = sample_into(source, kept, n, seed, sample, err);
    free(kept);
    if (status != RIFFLE_OK) {
        riffle_dataset_free(sample);
        return status;
    }
    *dataset = sample;
    return RIFFLE_OK;
}
